"""What pages need to know about who reads along: reads only."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from core.conditions import among
from core.policy import may
from deliberation.models import AudienceChange, BreakGlass, Topic
from deliberation.models.standing import standing_of


class Asking(NamedTuple):
    """Whose consent a wider audience needs.

    :ivar number: authors who would be asked, without the one who proposes.
    :ivar gone: whether one of them cannot be asked, or wrote without their name.
    :ivar told: whether the number is for the one who proposes: they read wherever it counts.
    """

    number: int
    gone: bool
    told: bool


def whom_to_ask(
    person: User, topic: Topic, kind: AudienceChange.Kind, user: User | None = None
) -> Asking:
    """Whom ``person`` would ask by proposing it now."""
    change = AudienceChange(topic=topic, kind=kind, user=user)
    others = set(change.authors().exclude(pk=person.pk).values_list("pk", flat=True))
    cannot_ask_all = change.shows_unattributed() or not others <= change.reached()
    return Asking(len(others), cannot_ask_all, reads_all(person, change))


def reads_all(person: User, change: AudienceChange) -> bool:
    """Whether ``person`` reads each space that ``change`` opens: may know how many write there."""
    return set(change.spaces) <= set(change.topic.spaces_of(person))


def waiting_changes(topic: Topic, space: str, *, guest: bool) -> list[AudienceChange]:
    """Proposals that this space be read by more people; guests see none about the members."""
    changes = topic.audience_changes.waiting().select_related("user", "topic__group")
    of_space = [change for change in changes if space in change.spaces]
    return [
        change
        for change in of_space
        if not (guest and change.kind == AudienceChange.Kind.SECRETARY)
    ]


def answers_to(change: AudienceChange, person: User) -> tuple[int, int] | None:
    """How many of those who wrote there have agreed, and of how many; None if not for them."""
    if not reads_all(person, change):
        return None
    return change.authors().count() - change.unasked().count(), change.authors().count()


def asked_without_email(change: AudienceChange) -> QuerySet[User]:
    """By name, who has still to answer, and does not sign in to do it."""
    asked = change.unasked().filter(pk__in=change.reached(), email=None)
    return asked.order_by("name", "pk")


def waiting_for(person: User) -> QuerySet[AudienceChange]:
    """Wider audiences that are not settled, of topics that ``person`` reads."""
    return AudienceChange.objects.visible_to(person).waiting()


def asked_of(person: User) -> list[AudienceChange]:
    """Wider audiences on which ``person`` has still to answer."""
    changes = waiting_for(person).select_related("topic__group")
    return [
        change for change in changes if may(person, "deliberation.answer_audience_change", change)
    ]


def to_accept(person: User) -> QuerySet[Topic]:
    """Topics whose handling ``person`` accepts before they open."""
    known = Topic.objects.visible_to(person).filter(state=Topic.State.OPEN, handling_first=True)
    return known.exclude(among("pk", standing_of(person).accepted))


def running_glasses(topic: Topic, space: str) -> QuerySet[BreakGlass]:
    """Readings from outside of this space that run now."""
    return BreakGlass.objects.running().filter(topic_number=topic.pk, space=space)


def glasses_in_force(person: User) -> QuerySet[BreakGlass]:
    """Readings from outside that run or wait for a second person, as far as ``person`` knows."""
    glasses = BreakGlass.objects.visible_to(person)
    return glasses.running() | glasses.unanswered()


def glasses_to_end(person: User) -> list[BreakGlass]:
    """Running readings from outside that ``person`` was told of and may end."""
    glasses = BreakGlass.objects.visible_to(person).running().exclude(asked_by=person)
    return [glass for glass in glasses if may(person, "deliberation.end_break_glass", glass)]


def glasses_to_confirm(person: User) -> list[BreakGlass]:
    """Requests to read from outside that wait for a second person, such as ``person``."""
    glasses = BreakGlass.objects.visible_to(person).unanswered()
    return [glass for glass in glasses if may(person, "deliberation.confirm_break_glass", glass)]
