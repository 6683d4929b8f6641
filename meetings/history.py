"""What was changed about a meeting since it was arranged, as one person may read it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE
from accounts.permissions import role_in
from core.dates import clock_time, day_and_time
from core.marking import Marking
from core.policy import Text
from meetings.models import Attendance, Meeting, MeetingChange

What = MeetingChange.What
NEWEST = 50  # lines
# What was there before may have been changed because guests should not have read it.
WORDS = frozenset({What.TITLE, What.VENUE, What.TELEPHONE})


class Line(NamedTuple):
    """One line of the history. ``before`` and ``after`` are empty where only that is told.

    :ivar person: who was invited, or no longer is.
    """

    what: Text
    before: str
    after: str
    person: User | None
    by: User | None
    at: datetime


def history(meeting: Meeting, user: User, *, of: What | None = None) -> list[Line]:
    """What was changed, the newest first. One query.

    Police, observers and interpreters read that words were changed, and not what they were.
    Who is invited is for the chair and the secretary.

    :param of: changes of one kind alone.
    """
    role = role_in(user, meeting)
    own = role in OWN_PEOPLE
    changes = meeting.changes.select_related("by", "person").order_by("-pk")
    if role not in ORGANISERS:
        changes = changes.filter(person=None)
    if of:
        changes = changes.filter(what=of)
    return [
        _line(change, with_words=own or change.what not in WORDS) for change in changes[:NEWEST]
    ]


def _line(change: MeetingChange, *, with_words: bool) -> Line:
    before, after = "", ""
    if with_words and (change.before or change.after):
        before, after = (_read(change.what, value) for value in (change.before, change.after))
    return Line(change.get_what_display(), before, after, change.person, change.by, change.at)


def _read(what: str, written: str) -> str:
    """What a column holds, for people."""
    if not written:
        return _("a date to be announced") if what == What.POSTPONED else _("nothing")
    if what == What.PRESENCE:
        return _read_presence(written)
    if what in {What.STARTS_AT, What.POSTPONED}:
        return day_and_time(datetime.fromisoformat(written))
    if what == What.LENGTH:
        return ngettext("%(n)d minute", "%(n)d minutes", int(written)) % {"n": int(written)}
    return str(Marking(written).label) if what == What.MARKING else written


def _read_presence(written: str) -> str:
    """A way, from when and until when, as ``meetings.actions.presence`` writes it."""
    mode, began, *ended = written.split(" ")
    way = str(Attendance.Mode(mode).label)
    start = clock_time(datetime.fromisoformat(began))
    if not ended:
        return _("%(way)s since %(start)s") % {"way": way, "start": start}
    end = clock_time(datetime.fromisoformat(ended[0]))
    return _("%(way)s from %(start)s to %(end)s") % {"way": way, "start": start, "end": end}
