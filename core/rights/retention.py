"""The retention schedule: what is older than it may be, and its removal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from core.clock import now
from core.rights.registry import Expiry, every_expiry


class Due(NamedTuple):
    """What is due of one kind, as ids."""

    kind: str
    ids: list[int]


def run(*, apply: bool) -> list[Due]:
    """Remove what is due and answer what it was; unless ``apply``, undo it all again.

    The look without consequences is the same run, rolled back: it cannot tell anything
    but what would happen. The audit log is in no schedule.
    """
    with transaction.atomic():
        expired = [_run(expiry) for expiry in every_expiry()]
        if not apply:
            transaction.set_rollback(True)
    return [due for due in expired if due.ids]


def forecast(moments: Sequence[datetime]) -> dict[str, list[int]]:
    """How many rows of each kind are due at each moment, as things stand now.

    What goes as a part of something else, such as the agenda of a meeting, is counted with it.
    """
    counts: dict[str, list[int]] = {}
    for expiry in every_expiry():
        limits = [moment - settings.RETENTION[expiry.kind] for moment in moments]
        before = counts.get(expiry.kind, [0] * len(limits))
        numbers = [len(expiry.due(limit)) for limit in limits]
        counts[expiry.kind] = [a + b for a, b in zip(before, numbers, strict=True)]
    return dict(sorted(counts.items()))


def _run(expiry: Expiry) -> Due:
    ids = sorted(expiry.due(now() - settings.RETENTION[expiry.kind]))
    if ids:
        expiry.remove(actor=None, ids=ids)
    return Due(expiry.kind, ids)
