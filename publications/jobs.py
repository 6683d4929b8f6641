"""Work of the publications that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from core.jobs import job
from publications.actions import freeze_answers
from publications.queries import unfrozen


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(minutes=1))
def freeze_new_answers() -> None:
    """Set answers that were not given on our own page beside their editions."""
    for key_message in unfrozen():
        freeze_answers(actor=None, key_message=key_message)
