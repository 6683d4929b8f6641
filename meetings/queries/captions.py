"""What pages need to know about captions: reads only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from accounts.models import AccessNeeds, Membership, User
from core.policy import may
from core.rights.registry import Row
from meetings.models import Caption, Meeting


class Captions(NamedTuple):
    """The captions of a meeting as one person reads them now.

    :ivar state: what a page names that has read just these; it tells nothing.
    :ivar reason: why there are none for this person; empty where there could be.
    """

    state: str
    lines: list[Caption]
    reason: str = ""


def captions_for(person: User, meeting: Meeting) -> Captions:
    """What ``person`` reads of the item under way, or why they read nothing of it."""
    verdict = may(person, "meetings.read_captions", meeting)
    if not verdict:
        return Captions(f"{meeting.state}-{meeting.item_id}-closed", [], str(verdict.reason))
    lines = Caption.objects.of_now(meeting)
    ends = f"{lines[0].pk}-{lines[-1].pk}-{lines[-1].version}" if lines else "none"
    return Captions(f"{meeting.state}-{meeting.item_id}-{ends}", lines)


def needs_captions(person: User, meeting: Meeting) -> bool:
    """Whether they said so. One query; asked for nobody but themselves."""
    places = Membership.objects.current().filter(user=person, group=meeting.group_id)
    return AccessNeeds.objects.filter(membership__in=places.values("pk"), captions=True).exists()


def possible_captioners(meeting: Meeting) -> list[User]:
    """Whoever is invited, by name. One query."""
    invited = meeting.attendances.with_access().values("user")
    return list(User.objects.filter(pk__in=invited).order_by("name", "pk"))


def captions_by(person: User) -> Iterator[Row]:
    """Captions that this person wrote, in a meeting that goes on: after it there are none."""
    rows = Caption.objects.filter(by=person).select_related("meeting").order_by("pk")
    for caption in rows:
        where: Row = {"meeting": caption.meeting.starts_at}
        yield {**where, "wrote": caption.text, "at": caption.written_at}
