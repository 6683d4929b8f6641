"""Meetings as a calendar program reads them (RFC 5545): times and a link, and no words of people.

Whoever has the file learns when somebody's groups meet. Names of groups, titles, places and how
to dial in stay behind the link, which asks to sign in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from core.clock import now
from meetings.models import Meeting, MeetingChange

if TYPE_CHECKING:
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


def calendar_of(person: User, *, since: datetime) -> bytes:
    """The meetings that ``person`` may know of today, as a file. The same meetings, the same bytes.

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
        calendar.add_component(_event(meeting, changed_at or since))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _meetings(person: User) -> Iterable[tuple[Meeting, datetime | None]]:
    """Those of a year ago and later, each with its last change that the file shows."""
    recent = Meeting.objects.visible_to(person).filter(starts_at__gte=now() - LOOKS_BACK)
    last_change = Max("changes__at", filter=Q(changes__what__in=TOLD))
    rows: QuerySet[Any] = recent.annotate(changed_at=last_change).order_by("starts_at", "pk")
    return [(row, row.changed_at) for row in rows]


def _event(meeting: Meeting, changed_at: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 -- as above

    is_off = meeting.state in OFF
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{settings.PORTAL_DOMAIN}")
    event.add("summary", OFF.get(State(meeting.state)) or gettext("IAG meeting"))
    event.add("dtstart", localtime(meeting.starts_at))
    event.add("dtend", localtime(meeting.ends_at))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    # Cancelling changes the state and not the version, and nothing comes after it.
    event.add("sequence", meeting.version + (meeting.state == State.CANCELLED))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("class", "PRIVATE")
    event.add("url", settings.PORTAL_ORIGIN + meeting.get_absolute_url())
    return event
