"""Open topics, and say who of the police and the observers may read along."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import GUESTS
from deliberation.events import TopicGuestInvited, TopicGuestRemoved, TopicOpened
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
        raise Refused("The decision day must not have passed.")
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
def invite_guest(*, actor: User, topic: Topic, user: User) -> TopicGuest:
    """Let somebody of the police, an observer or an interpreter read the shared space.

    :raises Refused: when ``user`` is no guest of this group, or is invited already.
    """
    require(actor, "deliberation.invite_guest", topic)
    place = Membership.objects.current().filter(group=topic.group_id, user=user, role__in=GUESTS)
    if not place.exists():
        raise Refused("Only police, observers and interpreters of this group are invited.")
    guest, made = TopicGuest.objects.get_or_create(
        topic=topic, user=user, defaults={"invited_at": now()}
    )
    if not made:
        raise Refused("They are invited already.")
    emit(
        TopicGuestInvited(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk), actor=actor
    )
    return guest


@transaction.atomic
def remove_guest(*, actor: User, topic: Topic, user: User) -> None:
    """End a guest's reading of the shared space, at once.

    :raises Refused: when ``user`` is not invited.
    """
    require(actor, "deliberation.invite_guest", topic)
    gone, _ = TopicGuest.objects.filter(topic=topic, user=user).delete()
    if not gone:
        raise Refused("They are not invited to this topic.")
    emit(
        TopicGuestRemoved(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk), actor=actor
    )
