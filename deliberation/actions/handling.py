"""Say how a topic is handled, and accept it before opening the topic."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from deliberation.events import HandlingAccepted, HandlingChanged
from deliberation.models import HandlingAcceptance, HandlingText, Topic

MOVED = gettext_lazy("The handling was changed meanwhile. Read it again.")


@transaction.atomic
def change_handling(*, actor: User, topic: Topic, text: str, first: bool) -> HandlingText:
    """Give a topic a new handling text; where it is accepted first, everybody is asked again.

    :param first: whether readers accept it before they can open the topic.
    :raises Refused: when somebody else changed it meanwhile, or there is nothing to accept.
    """
    require(actor, "deliberation.change_handling", topic)
    if first and not text:
        raise Refused(_("There is no handling to accept. Write it first."), thing=topic)
    same = Topic.objects.filter(pk=topic.pk, handling_version=topic.handling_version)
    version = topic.handling_version + 1
    if not same.update(handling=text, handling_first=first, handling_version=version):
        raise Refused(MOVED, thing=topic)
    topic.handling, topic.handling_first, topic.handling_version = text, first, version
    written = HandlingText.objects.create(
        topic=topic, version=version, text=text, written_by=actor, written_at=now()
    )
    event = HandlingChanged(group_id=topic.group_id, topic_id=topic.pk, version=version)
    emit(event, actor=actor)
    return written


@transaction.atomic
def accept_handling(*, actor: User, topic: Topic, version: int) -> HandlingAcceptance:
    """Accept the handling that one has read; the topic opens.

    :param version: the version that was read.
    :raises Refused: when it was changed meanwhile.
    """
    require(actor, "deliberation.accept_handling", topic)
    if not Topic.objects.filter(pk=topic.pk, handling_version=version).exists():
        raise Refused(MOVED, thing=topic)
    acceptance, created = HandlingAcceptance.objects.get_or_create(
        topic=topic, user=actor, version=version, defaults={"accepted_at": now()}
    )
    if created:
        event = HandlingAccepted(group_id=topic.group_id, topic_id=topic.pk, version=version)
        emit(event, actor=actor)
    return acceptance
