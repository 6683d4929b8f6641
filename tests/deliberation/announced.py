"""Announcements of the secretary, and the forms by which they are written."""

from datetime import timedelta

from core.clock import today
from deliberation import actions
from deliberation.actions import AnnouncementText
from deliberation.models import Readers

ROLES = ["chair", "vice_chair", "member", "secretary", "police_lead", "officer", "observer"]
INSIDE = ROLES[:4]
TITLE = "Sally is away"
BODY = "Until the **14th**, Marjorie answers the telephone."
WEEK = timedelta(days=7)


def announce(people, *, by=None, **changed):
    """An announcement that stands for a week; by the secretary where nothing else is said."""
    return actions.write_announcement(
        actor=by or people.secretary, group=people.group, text=text(**changed)
    )


def text(*, title=TITLE, body=BODY, readers=Readers.INSIDE, stands_until=None):
    return AnnouncementText(title, body, readers, stands_until or today() + WEEK)


def fields(**changed):
    """The form, filled in."""
    until = today() + WEEK
    day = {"day": until.day, "month": until.month, "year": until.year}
    boxes = {f"stands_until_{part}": number for part, number in day.items()}
    return {"title": TITLE, "body": BODY, "readers": "inside", **boxes, **changed}


def asked_on_home(client):
    """Titles of what home asks this person to read."""
    return [announcement.title for announcement in client.get("/").context["announcements"]]
