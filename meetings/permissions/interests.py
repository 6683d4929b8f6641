"""What somebody with an interest in an item may still do, and who says it of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from meetings.models import Meeting, Recusal
from meetings.models.interests import listens_in


@rule(_("You declared an interest in this item, so you take no part in it."))
def takes_part_in_item(person: User, meeting: Meeting) -> bool:
    return listens_in(meeting.item_id, person) is None


@rule(_("You declared an interest in this item, so you leave until it is over."))
def is_there_for_item(person: User, meeting: Meeting) -> bool:
    """Whoever takes part, or stays and listens."""
    return listens_in(meeting.item_id, person) is not False


@rule(_("This interest is your own. Somebody else who leads this meeting chooses this."))
def is_anothers_interest(person: User, recusal: Recusal) -> bool:
    return recusal.user_id != person.pk


@rule(_("This item has begun. Who left for it does not come back before it is over."))
def item_has_not_begun(person: User, recusal: Recusal) -> bool:
    """Whoever listens can still be asked to leave."""
    return recusal.listens or recusal.item.started_at is None
