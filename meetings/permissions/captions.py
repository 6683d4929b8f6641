"""Who may write captions, and who reads them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from deliberation.models import Space
from meetings.models import Meeting


@rule(_("Somebody else writes the captions of this meeting, or nobody."))
def writes_captions(person: User, meeting: Meeting) -> bool:
    return meeting.captioner_id == person.pk


@rule(_("The topic of this item does not open to you, so there are no captions of it for you."))
def item_opens_to_them(person: User, meeting: Meeting) -> bool:
    topic = meeting.item.topic if meeting.item else None
    if topic is None or not topic.is_restricted:
        return True
    return topic.readers_now(Space.SHARED).filter(user=person).exists()
