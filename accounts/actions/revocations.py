"""The one place where access ends: whatever ends it, the same things follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from core import revocation
from core.clock import now
from core.emit import emit

if TYPE_CHECKING:
    from core.events import Event


def revoke_access(person_id: int, event: Event, *, actor: User | None) -> None:
    """Say why access ends, and take back what outlives a page; in the caller's transaction.

    - the next request asks the database anyway;
    - ``event`` names the person, so that their open pages are looked at when it commits;
    - mails with a link that lets somebody in, asked for before, are dropped when their
      turn comes (``accounts.jobs``), all others where the person may no longer look;
    - what other apps have handed out ends now (``core.revocation``).

    :param event: its group, where it has one, is all that ends.
    """
    User.objects.filter(pk=person_id).update(access_ended_at=now())
    emit(event, actor=actor)
    revocation.revoke(actor=actor, person_id=person_id, group_id=event.group_id, why=event.name)
