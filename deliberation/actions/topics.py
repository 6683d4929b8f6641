"""Open topics, close them, open them again."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.emit import emit
from core.marking import Marking
from core.policy import Refused, require
from core.states import transition
from deliberation.actions.readers import add_reader, invite_guest
from deliberation.events import TopicClosed, TopicOpened, TopicReopened
from deliberation.models import HandlingText, History, Topic

LATE = _("Somebody else did this meanwhile.")


@transaction.atomic
def open_topic(
    *,
    actor: User,
    group: AdvisoryGroup,
    title: str,
    ask: str,
    asker: str,
    decision_due: date,
    marking: Marking = Marking.OFFICIAL,
    handling: str = "",
    handling_first: bool = False,
    history: History = History.FROM_START,
    guests: Collection[User] = (),
    readers: Collection[User] = (),
) -> Topic:
    """Put a question to the group.

    :param decision_due: day on which the police decide; today or later.
    :param handling_first: whether readers accept the handling before they can open it.
    :param history: what those see who join later.
    :param guests: people of the police and observers who read the shared space.
    :param readers: when any are given, the topic is for them and ``actor`` alone, guests
        among them too, and nobody else learns that it exists.
    :raises Refused: when ``actor`` may not, the day has passed, or a guest is not one.
    """
    require(actor, "deliberation.open_topic", group)
    if decision_due < today():
        raise Refused(_("The decision day must not have passed."), thing=group)
    if handling_first and not handling:
        raise Refused(_("There is no handling to accept. Write it first."), thing=group)
    topic = Topic.objects.create(
        group=group,
        title=title,
        ask=ask,
        asker=asker,
        decision_due=decision_due,
        marking=marking,
        handling=handling,
        handling_first=handling_first,
        history=history,
        readers_named=bool(readers),
        opened_by=actor,
        opened_at=now(),
    )
    event = TopicOpened(group_id=group.pk, topic_id=topic.pk, named=int(topic.readers_named))
    emit(event, actor=actor)
    if handling:
        _keep_handling(topic)
    if readers:
        for reader in sorted({actor, *readers}, key=lambda one: one.pk):
            add_reader(actor, topic, reader)
    for guest in guests:
        invite_guest(actor=actor, topic=topic, user=guest)
    return topic


def _keep_handling(topic: Topic) -> None:
    HandlingText.objects.create(
        topic=topic,
        version=topic.handling_version,
        text=topic.handling,
        written_by=topic.opened_by,
        written_at=topic.opened_at,
    )


@transaction.atomic
def close_topic(*, actor: User, topic: Topic) -> None:
    """End writing in both spaces; what was written stays readable."""
    require(actor, "deliberation.close_topic", topic)
    transition(topic, Topic.State.CLOSED, if_changed=LATE)
    emit(TopicClosed(group_id=topic.group_id, topic_id=topic.pk), actor=actor)


@transaction.atomic
def reopen_topic(*, actor: User, topic: Topic) -> None:
    """Let people write in a closed topic again."""
    require(actor, "deliberation.reopen_topic", topic)
    transition(topic, Topic.State.OPEN, if_changed=LATE)
    emit(TopicReopened(group_id=topic.group_id, topic_id=topic.pk), actor=actor)
