"""Open topics, and say who of the police and the observers may read along."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import GUESTS
from deliberation.events import (
    TopicClosed,
    TopicGuestInvited,
    TopicGuestRemoved,
    TopicOpened,
    TopicReopened,
)
from deliberation.models import Marking, Topic, TopicGuest
from iag_portal.clock import now, today
from iag_portal.emit import emit
from iag_portal.policy import Refused, require


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
    guests: Collection[User] = (),
) -> Topic:
    """Put a question to the group.

    :param decision_due: day on which the police decide; today or later.
    :param guests: people of the police and observers who read the shared space.
    :raises Refused: when ``actor`` may not, the day has passed, or a guest is not one.
    """
    require(actor, "deliberation.open_topic", group)
    if decision_due < today():
        raise Refused(_("The decision day must not have passed."), thing=group)
    topic = Topic.objects.create(
        group=group,
        title=title,
        ask=ask,
        asker=asker,
        decision_due=decision_due,
        marking=marking,
        handling=handling,
        opened_by=actor,
        opened_at=now(),
    )
    emit(TopicOpened(group_id=group.pk, topic_id=topic.pk), actor=actor)
    for guest in guests:
        invite_guest(actor=actor, topic=topic, user=guest)
    return topic


@transaction.atomic
def close_topic(*, actor: User, topic: Topic) -> None:
    """End writing in both spaces; what was written stays readable."""
    require(actor, "deliberation.close_topic", topic)
    _become(topic, Topic.State.CLOSED)
    emit(TopicClosed(group_id=topic.group_id, topic_id=topic.pk), actor=actor)


@transaction.atomic
def reopen_topic(*, actor: User, topic: Topic) -> None:
    """Let people write in a closed topic again."""
    require(actor, "deliberation.reopen_topic", topic)
    _become(topic, Topic.State.OPEN)
    emit(TopicReopened(group_id=topic.group_id, topic_id=topic.pk), actor=actor)


def _become(topic: Topic, state: Topic.State) -> None:
    """Compare and set: of two who press at once, the second is refused."""
    before = [s for s in Topic.State if state in Topic.NEXT[s]]
    if not Topic.objects.filter(pk=topic.pk, state__in=before).update(state=state):
        raise Refused(_("Somebody else did this meanwhile."), thing=topic)
    topic.state = state


@transaction.atomic
def invite_guest(*, actor: User, topic: Topic, user: User) -> TopicGuest:
    """Let somebody of the police, an observer or an interpreter read the shared space.

    :raises Refused: when ``user`` is no guest of this group, or is invited already.
    """
    require(actor, "deliberation.invite_guest", topic)
    place = Membership.objects.current().filter(group=topic.group_id, user=user, role__in=GUESTS)
    if not place.exists():
        raise Refused(
            _("Only police, observers and interpreters of this group are invited."), thing=topic
        )
    guest, made = TopicGuest.objects.get_or_create(
        topic=topic, user=user, defaults={"invited_at": now()}
    )
    if not made:
        raise Refused(_("They are invited already."), thing=topic)
    emit(
        TopicGuestInvited(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk), actor=actor
    )
    return guest


@transaction.atomic
def remove_guest(*, actor: User, topic: Topic, user: User) -> None:
    """End a guest's reading of the shared space, at once; also when the topic is closed.

    :raises Refused: when ``user`` is not invited.
    """
    require(actor, "deliberation.remove_guest", topic)
    gone, _each = TopicGuest.objects.filter(topic=topic, user=user).delete()
    if not gone:
        raise Refused(_("They are not invited to this topic."), thing=topic)
    emit(
        TopicGuestRemoved(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk), actor=actor
    )
