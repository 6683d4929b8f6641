"""Meetings in somebody's own calendar: times and a link, under an address that only they know."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from accounts import actions as people_actions
from accounts.models import Agreement
from core import clock
from core.audit.models import Record
from core.log import HideTokens
from core.policy import Refused
from meetings import actions
from meetings.models import CalendarFeed
from tests.factories import AttendanceFactory, MeetingFactory, MembershipFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SUMMER = datetime(2026, 7, 2, 17, 30, tzinfo=UTC)  # half past six in London
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDS = ("lobelia", "Harbour Community Hub", "01632 960 456")


@pytest.fixture(autouse=True)
def _in_june():
    cache.clear()  # limits
    with clock.at(NOW):
        yield


@pytest.fixture
def meeting(people):
    """Whose every word says what it is about."""
    people.group.name = "lobelia IAG"
    people.group.save()
    meeting = MeetingFactory(
        group=people.group,
        title="About lobelia",
        venue="Harbour Community Hub",
        telephone="01632 960 456",
        starts_at=SUMMER,
        called_by=people.secretary,
    )
    meeting.agenda.create(number=1, title="lobelia")
    return meeting


def fetch(token, **headers):
    return Client().get(f"/calendar/{token}.ics", headers=headers)


def events(token):
    return Calendar.from_ical(fetch(token).content).walk("VEVENT")


def event(token):
    (event,) = events(token)
    return event


def test_the_file_holds_times_and_a_link_and_no_word_of_anybody(people, meeting):
    answer = fetch(actions.create_calendar(actor=people.member))
    text = answer.content.decode()
    (event,) = Calendar.from_ical(text).walk("VEVENT")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [word for word in WORDS if word in text] == []
    assert (event["summary"], event["status"], event["sequence"]) == ("IAG meeting", "CONFIRMED", 1)
    assert event["url"] == f"http://localhost/meetings/{meeting.pk}/"
    assert event["uid"] == f"meeting-{meeting.pk}@localhost"
    assert event.DTSTART == SUMMER
    assert meeting.length == event.DTEND - event.DTSTART
    assert "DTSTART;TZID=Europe/London:20260702T183000" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/London" in text
    assert set(event) == {
        "UID", "SUMMARY", "DTSTART", "DTEND", "STATUS", "TRANSP", "SEQUENCE", "DTSTAMP",
        "LAST-MODIFIED", "CLASS", "URL",
    }  # fmt: skip


def test_a_meeting_that_moves_keeps_its_identity_and_says_that_it_is_newer(people, meeting):
    token = actions.create_calendar(actor=people.member)
    before = event(token)
    with clock.at(NOW + timedelta(days=1)):
        actions.postpone_meeting(
            actor=people.secretary,
            meeting=meeting,
            version=1,
            starts_at=SUMMER + timedelta(days=7),
        )
    after = event(token)

    assert (after["uid"], after.DTSTART - before.DTSTART) == (before["uid"], timedelta(days=7))
    assert (after["sequence"], after["status"]) == (2, "CONFIRMED")
    assert after["last-modified"].dt == NOW + timedelta(days=1)


def test_a_meeting_without_a_date_does_not_stand_at_the_old_one(people, meeting):
    token = actions.create_calendar(actor=people.member)
    actions.postpone_meeting(actor=people.secretary, meeting=meeting, version=1)
    off = event(token)
    actions.postpone_meeting(
        actor=people.secretary, meeting=meeting, version=2, starts_at=SUMMER + timedelta(days=7)
    )
    on = event(token)

    assert (off["status"], off["summary"], off["transp"]) == (
        "CANCELLED", "IAG meeting (postponed)", "TRANSPARENT",
    )  # fmt: skip
    assert (on["status"], on["summary"], on["sequence"]) == ("CONFIRMED", "IAG meeting", 3)


def test_a_meeting_that_is_cancelled_says_so_and_not_why(people, meeting):
    token = actions.create_calendar(actor=people.member)
    actions.cancel_meeting(actor=people.secretary, meeting=meeting, reason="lobelia")
    off = event(token)

    assert (off["status"], off["summary"], off["sequence"]) == (
        "CANCELLED", "IAG meeting (cancelled)", 2,
    )  # fmt: skip
    assert b"lobelia" not in fetch(token).content


def test_a_guest_has_the_meetings_that_they_are_invited_to(people, meeting):
    token = actions.create_calendar(actor=people.observer)
    before = events(token)
    invited = AttendanceFactory(meeting=meeting, user=people.observer)
    during = events(token)
    actions.withdraw_invitation(actor=people.secretary, attendance=invited)

    assert (before, len(during), events(token)) == ([], 1, [])


def test_meetings_of_other_groups_and_of_long_ago_are_not_in_it(people, meeting):
    MeetingFactory(starts_at=SUMMER)
    MeetingFactory(group=people.group, starts_at=NOW - timedelta(days=366), state="ended")
    MeetingFactory(group=people.group, starts_at=NOW - timedelta(days=364), state="ended")

    assert len(events(actions.create_calendar(actor=people.member))) == 2


# --- the address ----------------------------------------------------------------------------------


def without_form_token(page):
    return re.sub(rb"\b\w{64}\b", b"", page.content)


def suspend(person):
    people_actions.suspend_person(actor=UserFactory(is_staff=True), person=person)


def shut_by_hand(person):
    type(person).objects.filter(pk=person.pk).update(is_active=False)


def end_place(person):
    person.memberships.update(ends_at=NOW)


def ask_to_accept_anew(person):
    Agreement.objects.create(version=1, text="Keep it to yourself.")


@pytest.mark.parametrize("end", [suspend, shut_by_hand, end_place, ask_to_accept_anew])
def test_an_address_of_somebody_whose_access_has_ended_is_as_one_never_made(people, meeting, end):
    token = actions.create_calendar(actor=people.member)
    before = fetch(token)
    end(people.member)
    ended, unknown = fetch(token), fetch("x" * 43)

    assert (before.status_code, ended.status_code, unknown.status_code) == (200, 404, 404)
    assert without_form_token(ended) == without_form_token(unknown)


def test_the_address_is_gone_with_the_last_place_and_does_not_come_back(people, meeting):
    token = actions.create_calendar(actor=people.member)
    suspend(people.member)
    people_actions.restore_person(actor=UserFactory(is_staff=True), person=people.member)

    assert (fetch(token).status_code, CalendarFeed.objects.count()) == (404, 0)
    assert Record.objects.filter(event="calendar.removed").count() == 1


def test_who_leaves_one_of_two_groups_keeps_the_address(people, meeting):
    MembershipFactory(user=people.member)
    token = actions.create_calendar(actor=people.member)
    place = people.member.memberships.get(group=people.group)
    people_actions.end_membership(actor=people.chair, membership=place)

    assert events(token) == []


def test_the_database_and_the_record_hold_no_address(people):
    token = actions.create_calendar(actor=people.member)
    row = CalendarFeed.objects.values().get()

    assert token not in repr(row) + repr(list(Record.objects.values_list("facts", flat=True)))


def test_a_new_address_ends_the_old_one(people, meeting):
    old = actions.create_calendar(actor=people.member)
    new = actions.create_calendar(actor=people.member)

    assert (fetch(old).status_code, fetch(new).status_code) == (404, 200)


def test_who_belongs_to_no_group_makes_none():
    with pytest.raises(Refused, match="You belong to no group"):
        actions.create_calendar(actor=UserFactory())


def test_no_line_of_the_log_holds_the_address():
    line = logging.LogRecord("x", 30, "x", 1, "Not Found: %s", ("/calendar/hush.ics",), None)
    HideTokens().filter(line)

    assert line.getMessage() == "Not Found: /calendar/…"


# --- programs that fetch --------------------------------------------------------------------------


def test_what_has_not_changed_is_not_sent_again(people, meeting):
    token = actions.create_calendar(actor=people.member)
    etag = fetch(token).headers["ETag"]
    with clock.at(NOW + timedelta(minutes=5)):
        same = fetch(token, if_none_match=etag)
    actions.cancel_meeting(actor=people.secretary, meeting=meeting)
    other = fetch(token, if_none_match=etag)

    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)


def test_the_page_says_when_it_was_last_fetched(people, meeting):
    token = actions.create_calendar(actor=people.member)
    fetch(token)

    assert CalendarFeed.objects.get().fetched_at == NOW
    page = signed_in(people.member).get("/meetings/my-calendar/").content.decode()
    assert "Replace the address" in page
    assert token not in page


def test_guessing_and_hammering_stop(monkeypatch, people):
    monkeypatch.setattr("meetings.views.calendars.OFTEN", "3/m/ip,2/h/key")
    token = actions.create_calendar(actor=people.member)
    statuses = [fetch(token).status_code for _ in range(3)]
    cache.clear()
    guesses = [fetch(f"guess{number}").status_code for number in range(4)]

    assert (statuses, guesses) == ([200, 200, 429], [404, 404, 404, 429])


def test_more_meetings_take_no_more_queries(people, meeting):
    token, asked = actions.create_calendar(actor=people.member), []
    fetch(token)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert fetch(token).status_code == 200
        asked.append([query["sql"] for query in queries if "cache" not in query["sql"]])
        MeetingFactory.create_batch(3, group=people.group, starts_at=SUMMER)

    assert len(asked[0]) == len(asked[1])
