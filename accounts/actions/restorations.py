"""What follows when a backup was restored."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.events import PortalRestored
from core import jobs
from core.emit import emit


@transaction.atomic
def record_restoration(*, actor: None, made_at: datetime) -> int:
    """End every session, hold the emails that may have been sent since, and write it down.

    A session that its person or somebody else ended after the backup would live again, and an
    email that waited when it was made would come twice.

    :param actor: nobody: whoever runs the machine is no person of the portal.
    :param made_at: when the backup was made.
    :returns: how many emails are held.
    """
    Session.objects.all().delete()
    held = jobs.hold()
    seconds = int(made_at.timestamp())
    emit(PortalRestored(group_id=None, seconds=seconds, emails_held=held), actor=actor)
    return held
