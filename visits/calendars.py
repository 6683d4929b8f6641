"""A visit as a calendar program reads it: its time and a link, and no words of people."""

from __future__ import annotations

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext

from core.clock import now
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
