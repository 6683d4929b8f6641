"""Meetings as a calendar program reads them (RFC 5545): times and a link, and no words of people.

Whoever has the file learns when somebody's groups meet. Names of groups, titles, places and how
to dial in stay behind the link, which asks to sign in.

An app above this has more that somebody goes to: it registers what it knows of one person::

    calendars.register(entries_of)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db.models import Max, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from core.clock import now
from meetings.models import Meeting, MeetingChange

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from icalendar import Event

    from accounts.models import User

LOOKS_BACK = timedelta(days=365)
ASK_AGAIN = timedelta(hours=1)
State, What = Meeting.State, MeetingChange.What
TOLD = (What.STARTS_AT, What.LENGTH, What.POSTPONED, What.CANCELLED)  # changes that the file shows
# Not every program shows the status of what is called off, so the name says it too.
OFF = {
    State.CANCELLED: gettext_lazy("IAG meeting (cancelled)"),
    State.POSTPONED: gettext_lazy("IAG meeting (postponed)"),
}


class Entry(NamedTuple):
    """One thing that somebody goes to, as far as their calendar tells of it.

    :ivar uid: such as ``meeting-7``, for good.
    :ivar name: one of a few fixed words.
    :ivar is_off: whether it does not take place.
    :ivar sequence: higher with each change that the file shows.
    :ivar path: of its page, which asks to sign in.
    """

    uid: str
    name: str
    starts_at: datetime
    ends_at: datetime
    is_off: bool
    sequence: int
    changed_at: datetime
    path: str


_TELLERS: list[Callable[[User, datetime], Iterable[Entry]]] = []


def register(entries_of: Callable[[User, datetime], Iterable[Entry]]) -> None:
    """Have ``entries_of`` asked for what somebody goes to since a moment; once."""
    if entries_of not in _TELLERS:
        _TELLERS.append(entries_of)


def calendar_of(person: User, *, since: datetime) -> bytes:
    """What ``person`` goes to and may know of today, as a file. The same meetings, the same bytes.

    :param since: what stands as the time of the last change of a meeting that was never changed.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- two megabytes, for one address

    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PORTAL_NAME}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", gettext("IAG meetings"))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASK_AGAIN)
    for meeting, changed_at in _meetings(person):
        calendar.add_component(_event(_entry(meeting, changed_at or since)))
    for entries_of in _TELLERS:
        for entry in entries_of(person, now() - LOOKS_BACK):
            calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _meetings(person: User) -> Iterable[tuple[Meeting, datetime | None]]:
    """Those of a year ago and later, each with its last change that the file shows."""
    recent = Meeting.objects.visible_to(person).filter(starts_at__gte=now() - LOOKS_BACK)
    last_change = Max("changes__at", filter=Q(changes__what__in=TOLD))
    rows: QuerySet[Any] = recent.annotate(changed_at=last_change).order_by("starts_at", "pk")
    return [(row, row.changed_at) for row in rows]


def _entry(meeting: Meeting, changed_at: datetime) -> Entry:
    return Entry(
        uid=f"meeting-{meeting.pk}",
        name=str(OFF.get(State(meeting.state)) or gettext("IAG meeting")),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        is_off=meeting.state in OFF,
        # Cancelling changes the state and not the version, and nothing comes after it.
        sequence=meeting.version + (meeting.state == State.CANCELLED),
        changed_at=changed_at,
        path=meeting.get_absolute_url(),
    )


def _event(entry: Entry) -> Event:
    from icalendar import Event  # noqa: PLC0415 -- as above

    event = Event()
    event.add("uid", f"{entry.uid}@{settings.PORTAL_DOMAIN}")
    event.add("summary", entry.name)
    event.add("dtstart", localtime(entry.starts_at))
    event.add("dtend", localtime(entry.ends_at))
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_off else "OPAQUE")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("class", "PRIVATE")
    event.add("url", settings.PORTAL_ORIGIN + entry.path)
    return event
