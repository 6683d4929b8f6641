"""Whoever arranges or moves a meeting is warned of dates that clash, and never kept from one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import clock
from core.clock import today
from meetings import actions
from meetings.actions import BusyDays
from meetings.models import BusyDate, Meeting
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, words
from tests.pages.html import problems

RAMADAN = BusyDays(
    "Ramadan", date(2026, 2, 18), date(2026, 3, 19), "Sunset about 6pm: ask members", True
)
WARNING = "Tuesday 10 March 2026 is within Ramadan (expected). Sunset about 6pm: ask members"
FIELDS = {
    "title": "Front counter",
    "day_day": 10,
    "day_month": 3,
    "day_year": 2026,
    "time": "6:30pm",
    "minutes": "120",
    "marking": "official",
    "agenda": "Welcome",
}
KEPT = {"although": "2026-03-10"}


@pytest.fixture
def february():
    with clock.at(datetime(2026, 2, 23, 10, tzinfo=UTC)):
        yield


def arrange(people, **more):
    return press(people.secretary, "meeting-new", people.group.pk, fields=FIELDS | more)


def test_an_administrator_keeps_the_dates(people):
    with recorded() as records:
        busy_date = actions.add_busy_date(actor=people.administrator, days=RAMADAN)
        days = RAMADAN._replace(last_day=date(2026, 3, 20), is_expected=False)
        actions.change_busy_date(actor=people.administrator, busy_date=busy_date, days=days)
        pk, name = busy_date.pk, str(busy_date)
        actions.remove_busy_date(actor=people.administrator, busy_date=busy_date)

    assert name == "Ramadan"
    assert records == [
        (f"busy_date.{done}", people.administrator.pk, {"busy_date_id": pk})
        for done in ("added", "changed", "removed")
    ]
    with refused("The last day is not before the first."):
        actions.add_busy_date(
            actor=people.administrator, days=RAMADAN._replace(last_day=date(2026, 2, 1))
        )
    with refused("Only an administrator can do this."):
        actions.add_busy_date(actor=people.chair, days=RAMADAN)


def test_the_pages_of_the_dates(people):
    fields = {"name": "Half-term", "is_expected": "on"}
    fields |= dict(zip(("first_day_day", "first_day_month", "first_day_year"), (15, 2, 2027),
                       strict=True))  # fmt: skip
    wrong = {**fields, "last_day_day": 1, "last_day_month": 2, "last_day_year": 2027}
    empty = get(people.administrator, "busy-dates")
    again = press(people.administrator, "busy-date-add", fields=wrong)
    press(people.administrator, "busy-date-add", fields=fields)
    busy_date = BusyDate.objects.get()
    with clock.at(datetime(2027, 2, 15, 23, tzinfo=UTC)):
        coming = get(people.administrator, "busy-dates")
    with clock.at(datetime(2027, 2, 16, 1, tzinfo=UTC)):
        over = words(get(people.administrator, "busy-dates"))
    press(people.administrator, "busy-date-remove", busy_date.pk)

    assert [problems(page) for page in (empty, again, coming)] == [[], [], []]
    assert (again.status_code, b'value="Half-term"' in again.content) == (422, True)
    assert "Enter a last day that is not before the first" in words(again)
    assert "Half-term (expected) 15 February 2027 Change" in words(coming)
    assert "Dates that are over Half-term (expected)" in over
    assert BusyDate.objects.count() == 0


def test_arranging_a_meeting_warns_once_and_goes_on(people, february):
    actions.add_busy_date(actor=people.administrator, days=RAMADAN)
    warned = arrange(people)
    another_day = arrange(people, day_day=11, **KEPT)  # what was kept was another day
    kept = arrange(people, **KEPT)
    meeting = Meeting.objects.get()
    page = {role: words(get(getattr(people, role), "meeting", meeting.pk))
            for role in ("secretary", "member")}  # fmt: skip

    assert (warned.status_code, another_day.status_code, kept.status_code) == (422, 422, 302)
    assert WARNING in words(warned)
    assert "Keep Tuesday 10 March 2026 all the same" in words(warned)
    assert b'value="Front counter"' in warned.content
    assert problems(warned) == []
    assert (
        "This date clashes with Ramadan (expected), 18 February 2026 to 19 March 2026."
        " Sunset about 6pm: ask members"
    ) in page["secretary"]
    assert "clashes" not in page["member"]


def test_moving_and_postponing_warn_and_what_is_not_moved_does_not(people, february):
    actions.add_busy_date(actor=people.administrator, days=RAMADAN)
    arrange(people, **KEPT)
    meeting = Meeting.objects.get()
    to = {"day_day": 12, "version": 1}
    renamed = press(people.chair, "meeting-change", meeting.pk,
                    fields=FIELDS | {"title": "Counter", "version": 1})  # fmt: skip
    moved = press(people.chair, "meeting-change", meeting.pk, fields=FIELDS | to | {"version": 2})
    put_off = {"until": "dated", **FIELDS, **to, "version": 2}
    postponed = press(people.chair, "meeting-postpone", meeting.pk, fields=put_off)
    free = press(people.chair, "meeting-postpone", meeting.pk, fields=put_off | {"day_day": 24})

    assert renamed.status_code == 302
    assert [answer.status_code for answer in (moved, postponed)] == [422, 422]
    assert "Thursday 12 March 2026 is within Ramadan" in words(moved)
    assert "Thursday 12 March 2026 is within Ramadan" in words(postponed)
    assert free.status_code == 302
    assert BusyDate.objects.touching(today() + timedelta(days=29), date(2026, 4, 1)).count() == 0
