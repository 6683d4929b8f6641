"""A visit as a calendar program reads it: its time and a link, and no words of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.models import User
from core.clock import now
from meetings.calendars import Entry
from visits.models import Visit


def calendar_of(visit: Visit) -> bytes:
    """The file of a booked visit. A newer one of the same visit takes its place."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- two megabytes, for one address

    calendar, event = Calendar(), Event()
    calendar.add("prodid", f"-//{settings.PORTAL_NAME}//EN")
    calendar.add("version", "2.0")
    event.add("uid", f"visit-{visit.pk}@{settings.PORTAL_DOMAIN}")
    event.add("summary", gettext("IAG observation visit"))
    event.add("dtstart", localtime(visit.starts_at))
    event.add("dtend", localtime(visit.ends_at))
    event.add("status", "CONFIRMED")
    event.add("sequence", visit.version)
    event.add("dtstamp", now())
    event.add("class", "PRIVATE")
    event.add("url", settings.PORTAL_ORIGIN + visit.get_absolute_url())
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def entries_of(person: User, since: datetime) -> Iterator[Entry]:
    """The visits of ``person`` that were booked, for their own calendar and for nobody else's."""
    own = Visit.objects.visible_to(person).filter(observer=person, starts_at__gte=since)
    for visit in own.order_by("starts_at", "pk"):
        if visit.starts_at is None or visit.ends_at is None:
            continue
        off = gettext("IAG observation visit (cancelled)")
        yield Entry(
            uid=f"visit-{visit.pk}",
            name=off if visit.is_cancelled else gettext("IAG observation visit"),
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            is_off=visit.is_cancelled,
            sequence=visit.version + visit.is_cancelled,
            changed_at=visit.cancelled_at or visit.applied_at,
            path=visit.get_absolute_url(),
        )
