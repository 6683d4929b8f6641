"""On which released messages key messages of the network rest, and what they can rest on."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import AdvisoryGroup, User
from core.policy import may
from deliberation.grounds import Ground, Grounds
from deliberation.models import KeyMessage
from network.models import NationalTopic, ReleasedMessage, RestsOn
from network.queries.released import released_of


def national_topic_of(key_message: KeyMessage) -> NationalTopic | None:
    """What the topic of the message is as a national topic, once it is open to the groups."""
    return NationalTopic.objects.put_to_forces(key_message.topic_id).first()


def to_rest_on(key_message: KeyMessage) -> QuerySet[ReleasedMessage]:
    """What stands of the same national topic, by theme."""
    national_topic = national_topic_of(key_message)
    return released_of(national_topic) if national_topic else ReleasedMessage.objects.none()


def rested_on(key_message: KeyMessage) -> set[str]:
    """References of what it rests on now, and of what stands of that alone."""
    rests = RestsOn.objects.filter(key_message=key_message, released__withdrawn_on=None)
    return set(rests.values_list("released__reference", flat=True))


def grounds_of(key_message: KeyMessage, person: User) -> Grounds | None:
    """What a key message of a network rests on; None for whoever hears nothing of it.

    A group that is no network costs no question.
    """
    if key_message.topic.group.kind != AdvisoryGroup.Kind.NATIONAL:
        return None
    rests = RestsOn.objects.visible_to(person).filter(key_message=key_message)
    chosen = rests.select_related("released").order_by("released__reference")
    rows = [_ground(each.released) for each in chosen]
    chooses = may(person, "network.rest_on", key_message)
    choose = reverse("network:rests-on", args=[key_message.pk]) if chooses else ""
    return Grounds(rows, choose) if rows or choose else None


def _ground(released: ReleasedMessage) -> Ground:
    """Of one that is withdrawn the reference and the day alone."""
    words = released.words["text"] if released.stands else ""
    return Ground(released.reference, released.get_absolute_url(), words, released.withdrawn_on)


def resting_on(released: ReleasedMessage, person: User) -> list[KeyMessage]:
    """Key messages of the network that rest on it and that ``person`` sees."""
    rests = RestsOn.objects.visible_to(person).filter(released=released)
    rows = rests.select_related("key_message").order_by("key_message__reference")
    return [each.key_message for each in rows]
