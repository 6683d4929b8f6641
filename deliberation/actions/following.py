"""Choose how much one is told of a topic."""

from django.db import transaction

from accounts.events import NoticeSettingsChanged
from accounts.models import User
from core.emit import emit
from core.notices.models import Following, Level
from core.policy import require
from deliberation.models import Topic


@transaction.atomic
def follow_topic(*, actor: User, topic: Topic, level: Level) -> None:
    """Tell ``actor`` this much of ``topic`` from now on.

    What somebody follows is theirs alone: the record names no topic.
    """
    require(actor, "deliberation.view_topic", topic)
    chosen = {"level": level}
    Following.objects.update_or_create(user=actor, place=topic.place, defaults=chosen)
    emit(NoticeSettingsChanged(group_id=None, person_id=actor.pk), actor=actor)
