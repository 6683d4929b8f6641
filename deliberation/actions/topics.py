"""Open topics, make one a consultation, pin them, close them, open them again."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import CHAIRS, GUESTS
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.marking import Marking
from core.policy import Refused, may, require
from core.states import transition
from deliberation.actions.hot_seats import require_no_question_left
from deliberation.actions.readers import add_reader, invite_guest
from deliberation.events import (
    TopicClosed,
    TopicOpened,
    TopicPinned,
    TopicPromoted,
    TopicReopened,
    TopicUnpinned,
)
from deliberation.models import HandlingText, History, Topic

LATE = _("Somebody else did this meanwhile.")
NO_CHAIR = _("Name the chair or the vice-chair too, so that somebody can close the topic.")


@transaction.atomic
def open_topic(
    *,
    actor: User,
    group: AdvisoryGroup,
    title: str,
    ask: str,
    asker: str = "",
    decision_due: date | None = None,
    marking: Marking = Marking.OFFICIAL,
    handling: str = "",
    handling_first: bool = False,
    history: History = History.FROM_START,
    guests: Collection[User] = (),
    readers: Collection[User] = (),
) -> Topic:
    """Put a question to the group: that of somebody who decides on a day, or the members' own.

    :param asker: whose question it is; empty for the members' own.
    :param decision_due: day on which the police decide, today or later; given with ``asker``.
    :param handling_first: whether readers accept the handling before they can open it.
    :param history: what those see who join later.
    :param guests: people of the police and observers who read the shared space.
    :param readers: when any are given, the topic is for them and ``actor`` alone, guests
        among them too, and nobody else learns that it exists.
    :raises Refused: when ``actor`` may not, the day has passed, or a guest is not one; when a
        member asks for somebody else, lets guests in, or leaves every chair out.
    """
    require(actor, "deliberation.open_topic", group)
    if asker or decision_due:
        require(actor, "deliberation.open_consultation", group)
        _require_asked(asker, decision_due, group)
    if readers and not may(actor, "deliberation.open_consultation", group):
        _require_own_readers(group, readers)
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
        for reader in sorted({actor, *readers}, key=lambda person: person.pk):
            add_reader(actor, topic, reader)
    for guest in guests:
        invite_guest(actor=actor, topic=topic, user=guest)
    return topic


def _require_asked(asker: str, decision_due: date | None, thing: object) -> None:
    """Refuse half of a consultation, and one that is over."""
    if not asker or decision_due is None:
        raise Refused(_("Say who asks, and when the police will decide."), thing=thing)
    if decision_due < today():
        raise Refused(_("The decision day must not have passed."), thing=thing)


def _require_own_readers(group: AdvisoryGroup, readers: Collection[User]) -> None:
    """Refuse guests, and a topic that nobody could hold or close."""
    places = Membership.objects.current().filter(group=group, user__in=readers)
    roles = set(places.values_list("role", flat=True))
    if roles & GUESTS:
        raise Refused(_("Only the chair and the secretary let guests in."), thing=group)
    if not roles & CHAIRS:
        raise Refused(NO_CHAIR, thing=group)


def _keep_handling(topic: Topic) -> None:
    HandlingText.objects.create(
        topic=topic,
        version=topic.handling_version,
        text=topic.handling,
        written_by=topic.opened_by,
        written_at=topic.opened_at,
    )


@transaction.atomic
def promote_topic(*, actor: User, topic: Topic, asker: str, decision_due: date) -> Topic:
    """Make a topic of the members' own a consultation: somebody asks, and decides on a day.

    :raises Refused: unless ``actor`` is the chair; when the day has passed; when somebody else
        did it meanwhile.
    """
    require(actor, "deliberation.promote_topic", topic)
    _require_asked(asker, decision_due, topic)
    own = Topic.objects.filter(pk=topic.pk, state=Topic.State.OPEN, decision_due=None)
    if not own.update(asker=asker, decision_due=decision_due):
        raise Refused(LATE, thing=topic)
    topic.asker, topic.decision_due = asker, decision_due
    emit(TopicPromoted(group_id=topic.group_id, topic_id=topic.pk), actor=actor)
    return topic


@transaction.atomic
def pin_topic(*, actor: User, topic: Topic) -> None:
    """Put a topic before the others of its group, for everybody who sees it."""
    require(actor, "deliberation.pin_topic", topic)
    if not Topic.objects.filter(pk=topic.pk, pinned=False).update(pinned=True):
        raise Refused(LATE, thing=topic)
    emit(TopicPinned(group_id=topic.group_id, topic_id=topic.pk), actor=actor)


@transaction.atomic
def unpin_topic(*, actor: User, topic: Topic) -> None:
    """Put a topic back in its place among the others."""
    require(actor, "deliberation.pin_topic", topic)
    if not Topic.objects.filter(pk=topic.pk, pinned=True).update(pinned=False):
        raise Refused(LATE, thing=topic)
    emit(TopicUnpinned(group_id=topic.group_id, topic_id=topic.pk), actor=actor)


@transaction.atomic
def close_topic(*, actor: User, topic: Topic) -> None:
    """End writing in both spaces; what was written stays readable.

    :raises Refused: unless ``actor`` is the chair; before its hot seat is over, and something
        became of every question that was put to the guest.
    """
    require(actor, "deliberation.close_topic", topic)
    lock(topic)
    require_no_question_left(actor, topic)
    transition(topic, Topic.State.CLOSED, if_changed=LATE)
    emit(TopicClosed(group_id=topic.group_id, topic_id=topic.pk), actor=actor)


@transaction.atomic
def reopen_topic(*, actor: User, topic: Topic) -> None:
    """Let people write in a closed topic again."""
    require(actor, "deliberation.reopen_topic", topic)
    transition(topic, Topic.State.OPEN, if_changed=LATE)
    emit(TopicReopened(group_id=topic.group_id, topic_id=topic.pk), actor=actor)
