"""Keep what somebody needs to take part, and forget it after their time."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from accounts.events import AccessNeedsChanged, RowsExpired
from accounts.models import AccessNeeds, Membership, User
from core.clock import now
from core.emit import emit
from core.policy import require


class Needs(NamedTuple):
    """What somebody needs; nothing of it where they need nothing."""

    large_print: bool = False
    interpreter: bool = False
    captions: bool = False
    step_free: bool = False
    hearing_loop: bool = False
    words: str = ""


@transaction.atomic
def change_access_needs(*, actor: User, membership: Membership, needs: Needs) -> None:
    """Write down what somebody needs in the group from now on: oneself, or the secretary for them.

    What was there before is forgotten, and the record does not say what anybody needs.
    """
    require(actor, "accounts.change_access_needs", membership)
    own = membership.user_id == actor.pk
    if any(needs):
        written = {"recorded_by": None if own else actor, "changed_at": now()}
        AccessNeeds.objects.update_or_create(
            membership=membership, defaults={**needs._asdict(), **written}
        )
    else:
        AccessNeeds.objects.filter(membership=membership).delete()
    emit(
        AccessNeedsChanged(group_id=membership.group_id, person_id=membership.user_id), actor=actor
    )


@transaction.atomic
def remove_expired_access_needs(*, actor: None, ids: list[int]) -> None:
    """Forget what people needed whose place has ended.

    :param actor: nobody: the schedule does it.
    """
    number, _each = AccessNeeds.objects.filter(pk__in=ids).delete()
    emit(RowsExpired(group_id=None, kind="access_needs", number=number), actor=actor)
