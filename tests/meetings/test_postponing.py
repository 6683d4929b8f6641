"""A meeting is put off, with a new date or without, gets one, or is cancelled: and why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import LegalHold
from core import clock
from core.audit.models import Record
from core.clock import now, today
from core.dates import weekday
from meetings import actions
from meetings.models import Attendance, Meeting
from meetings.personal_data import old_meetings
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

LATER = "New date to be announced"
WHY = "Six of us are at the funeral of Councillor Lobelia"
READERS = ("chair", "member", "secretary", "police_lead", "observer")


def postpone(actor, meeting, version=1, **changes):
    """Put it off; without a new date unless ``said`` has one."""
    return actions.postpone_meeting(actor=actor, meeting=meeting, version=version, **changes)


def on(day, **more):
    return {
        "until": "dated",
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "time": "6:30pm",
        "version": 1,
        **more,
    }


# --- Postponed ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_a_meeting_is_put_off_to_a_date_that_is_told_later(people, meeting, role):
    actor = getattr(people, role)
    with recorded() as records:
        postpone(actor, meeting, reason=WHY)
    meeting.refresh_from_db()

    assert (meeting.state, meeting.reason) == (Meeting.State.POSTPONED, WHY)
    assert records == [("meeting.postponed", actor.pk, {"meeting_id": meeting.pk})]
    assert set(meeting.attendances.values_list("mode", flat=True)) == {Attendance.Mode.UNKNOWN}


def test_it_gets_its_new_date_in_the_same_way_and_takes_place(people, meeting):
    later = now() + timedelta(days=30)
    postpone(people.chair, meeting)

    postpone(people.secretary, meeting, version=2, starts_at=later)
    with clock.at(later):
        actions.open_meeting(actor=people.chair, meeting=meeting)

    assert (meeting.state, meeting.starts_at) == (Meeting.State.OPEN, later)


def test_it_is_put_off_to_a_date_at_once(people, meeting):
    later = meeting.starts_at + timedelta(days=7)
    postpone(people.chair, meeting, starts_at=later)
    meeting.refresh_from_db()

    assert (meeting.state, meeting.starts_at) == (Meeting.State.CALLED, later)


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger", "administrator"])
def test_nobody_else_postpones_it(people, meeting, role):
    with refused("Only the chair and the secretary can do this."):
        postpone(getattr(people, role), meeting)


def test_what_makes_no_sense_is_refused(people, meeting):
    with refused("A meeting starts in the future."):
        postpone(people.chair, meeting, starts_at=now() - timedelta(days=1))
    with refused("This is when the meeting is already."):
        postpone(people.chair, meeting, starts_at=meeting.starts_at)
    with refused("Somebody changed this meanwhile. Compare both before you save."):
        postpone(people.chair, meeting, version=7)
    postpone(people.chair, meeting)
    with refused("This meeting is postponed already. Choose a new date."):
        postpone(people.secretary, meeting, version=2)


def test_it_is_not_postponed_once_it_is_open_or_under_a_legal_hold(people, meeting):
    hold = LegalHold.objects.begin(meeting, people.group.pk, people.chair, "An inquest")
    with refused("A legal hold covers this meeting: nothing of it is changed."):
        postpone(people.chair, meeting)
    hold.delete()
    actions.open_meeting(actor=people.chair, meeting=meeting)
    with refused("This meeting is open or over."):
        postpone(people.chair, meeting)


def test_without_a_date_it_is_not_opened_and_nobody_says_how_they_come(people, meeting):
    postpone(people.chair, meeting)
    sentence = "This meeting is postponed and has no date yet."

    with refused(sentence):
        actions.open_meeting(actor=people.chair, meeting=meeting)
    with refused(sentence):
        actions.say_attendance(actor=people.member, meeting=meeting, mode="room")
    assert "How will you take part?" not in words(get(people.member, "meeting", meeting.pk))


def test_without_a_date_its_place_and_its_agenda_are_changed_and_people_are_invited(
    people, meeting, newcomer
):
    postpone(people.chair, meeting)
    start = meeting.starts_at
    fields = {"title": "Another", "minutes": 90, "venue": "Library", "marking": "official"}

    form = get(people.chair, "meeting-change", meeting.pk)
    press(people.chair, "meeting-change", meeting.pk, fields={**fields, "version": 2})
    actions.add_item(actor=people.chair, meeting=meeting, planned=actions.PlannedItem("Parking"))
    actions.invite_people(actor=people.secretary, meeting=meeting, users=[newcomer])
    meeting.refresh_from_db()

    assert "Day" not in words(form)
    assert (meeting.venue, meeting.starts_at) == ("Library", start)
    assert meeting.agenda.count() == 4


def test_every_page_says_that_the_date_is_told_later_and_none_says_the_old_one(people, meeting):
    meeting.starts_at = now() + timedelta(days=40)
    meeting.save()
    postpone(people.chair, meeting)
    when = weekday(meeting.starts_at)

    pages = [("meetings",), ("meeting", meeting.pk)]
    texts = [
        words(get(person, *page)) for person in (people.member, people.observer) for page in pages
    ]

    assert [LATER in text for text in texts] == [True] * 4
    assert not any(when in text.partition("Changes since")[0] for text in texts)


def test_one_that_got_no_date_goes_with_time(people, meeting):
    postpone(people.chair, meeting)
    before = meeting.starts_at + timedelta(days=1)

    assert old_meetings(before) == [meeting.pk]


# --- Why ---------------------------------------------------------------------------------


@pytest.mark.parametrize("action", [actions.cancel_meeting, postpone])
def test_everybody_who_sees_the_meeting_reads_why_and_no_record_does(people, meeting, action):
    action(actor=people.secretary, meeting=meeting, reason=WHY)

    read = {
        role: WHY in words(get(getattr(people, role), "meeting", meeting.pk)) for role in READERS
    }
    record = signed_in(people.chair).get(reverse("group-record", args=[people.group.pk]))

    assert read == dict.fromkeys(READERS, True)
    assert get(people.stranger, "meeting", meeting.pk).status_code == 404
    assert "Lobelia" not in words(record)
    assert not any("Lobelia" in str(row.facts) for row in Record.objects.all())


def test_the_history_tells_from_when_to_when(people, meeting):
    later = meeting.starts_at + timedelta(days=7)
    postpone(people.chair, meeting)
    postpone(people.secretary, meeting, version=2, starts_at=later)
    actions.cancel_meeting(actor=people.chair, meeting=meeting, reason="Nobody can come")

    text = words(get(people.observer, "meeting", meeting.pk))

    assert "Cancelled the meeting Marjorie Penhale" in text
    assert "Postponed the meeting From a date to be announced to" in text
    assert "to a date to be announced" in text


# --- The pages ---------------------------------------------------------------------------


def test_the_form_puts_it_off_and_gives_the_new_date(people, meeting):
    form = get(people.chair, "meeting-postpone", meeting.pk)
    fields = {"until": "later", "reason": WHY, "version": 1}
    answer = press(people.chair, "meeting-postpone", meeting.pk, fields=fields)
    again = get(people.chair, "meeting-postpone", meeting.pk)
    day = today() + timedelta(days=20)
    press(people.chair, "meeting-postpone", meeting.pk, fields=on(day, version=2))
    meeting.refresh_from_db()

    assert (problems(form), problems(again)) == ([], [])
    assert answer.url == url("meeting", meeting.pk)
    assert "Give the new date" in words(again)
    assert WHY.encode() in again.content
    assert (meeting.state, meeting.starts_at.date()) == (Meeting.State.CALLED, day)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"until": ""}, "Select when it will be"),
        ({"day_day": "", "day_month": "", "day_year": ""}, "Enter the new date"),
        ({"time": ""}, "Enter the start time, for example 6:30pm"),
        ({"day_year": "2020"}, "Choose a day and a start in the future"),
    ],
)
def test_a_mistake_keeps_what_was_typed(people, meeting, wrong, sentence):
    fields = on(today() + timedelta(days=20), reason=WHY) | wrong
    answer = press(people.chair, "meeting-postpone", meeting.pk, fields=fields)
    meeting.refresh_from_db()

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert WHY.encode() in answer.content
    assert meeting.version == 1


def test_who_postpones_what_another_changed_reads_it_first(people, meeting):
    later = meeting.starts_at + timedelta(days=7)
    postpone(people.secretary, meeting, starts_at=later)
    fields = {"until": "later", "reason": WHY, "version": 1}

    answer = press(people.chair, "meeting-postpone", meeting.pk, fields=fields)

    assert answer.status_code == 409
    assert "Somebody changed this meanwhile." in words(answer)
    assert WHY.encode() in answer.content
    assert b'name="version" value="2"' in answer.content


def test_cancelling_asks_why(people, meeting):
    answer = get(people.chair, "meeting-cancel", meeting.pk)
    empty = press(people.chair, "meeting-cancel", meeting.pk, fields={"reason": " "})
    done = press(people.chair, "meeting-cancel", meeting.pk, fields={"reason": WHY})
    meeting.refresh_from_db()

    assert problems(answer) == []
    assert (empty.status_code, done.status_code) == (422, 302)
    assert "Enter why the meeting is cancelled" in words(empty)
    assert (meeting.state, meeting.reason) == (Meeting.State.CANCELLED, WHY)


@pytest.mark.parametrize("name", ["meeting-postpone", "meeting-cancel"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("chair", 200), ("secretary", 200), ("member", 403), ("police_lead", 403), ("stranger", 404)],
)
def test_who_gets_the_forms(people, meeting, name, role, status):
    assert get(getattr(people, role), name, meeting.pk).status_code == status


# --- At the same moment, and under a hold -------------------------------------------------


def test_a_meeting_that_was_put_off_meanwhile_is_not_opened(people, meeting):
    """The chair has the button in front of them; the secretary gives it another day."""
    in_front_of_the_chair = Meeting.objects.get(pk=meeting.pk)
    postpone(people.secretary, meeting, starts_at=now() + timedelta(days=7))
    with refused("A meeting can be opened twenty minutes before its start."):
        actions.open_meeting(actor=people.chair, meeting=in_front_of_the_chair)

    assert Meeting.objects.get().state == Meeting.State.CALLED


def test_under_a_legal_hold_the_reason_is_kept_and_nothing_is_cancelled(people, meeting):
    postpone(people.chair, meeting, reason=WHY)
    LegalHold.objects.begin(meeting, people.group.pk, people.chair, "An inquest")
    with refused("A legal hold covers this meeting: nothing of it is changed."):
        actions.cancel_meeting(actor=people.chair, meeting=meeting, reason="Snow")

    assert Meeting.objects.get().reason == WHY


@pytest.mark.parametrize(("minutes", "lines"), [(59, 1), (61, 2)])
def test_the_agenda_changed_on_another_day_is_another_line(people, meeting, minutes, lines):
    moment = now()
    for later in (0, minutes):
        with clock.at(moment + timedelta(minutes=later)):
            planned = actions.PlannedItem(f"After {later}")
            actions.add_item(actor=people.chair, meeting=meeting, planned=planned)

    assert meeting.changes.count() == lines
