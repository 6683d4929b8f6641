"""Change a meeting that is arranged: who may, what everybody reads of it, and two who do at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import LegalHold
from core.clock import now
from core.dates import clock_time
from meetings import actions
from meetings.history import history
from meetings.models import Attendance, MeetingChange
from tests.factories import TopicFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

CHAIR_OR_SECRETARY = "Only the chair and the secretary can do this."


def plan(meeting, **other):
    """The meeting as it is, but for ``other``."""
    same = {name: getattr(meeting, name) for name in actions.Plan._fields}
    return actions.Plan(**{**same, **other})


def change(actor, meeting, version=1, **other):
    return actions.change_meeting(
        actor=actor, meeting=meeting, plan=plan(meeting, **other), version=version
    )


def filled(meeting, **other):
    """The form of a meeting as the page shows it, but for ``other``."""
    start = timezone.localtime(meeting.starts_at)
    return {
        "title": meeting.title,
        "day_day": start.day,
        "day_month": start.month,
        "day_year": start.year,
        "time": clock_time(start),
        "minutes": 120,
        "venue": meeting.venue,
        "telephone": meeting.telephone,
        "marking": meeting.marking,
        "version": meeting.version,
        **other,
    }


# --- The action --------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_the_chairs_and_the_secretary_change_it_and_the_event_says_in_codes_what(
    people, meeting, role
):
    actor = getattr(people, role)
    with recorded() as records:
        change(actor, meeting, title="Summer meeting", venue="The lighthouse")
    meeting.refresh_from_db()

    assert (meeting.title, meeting.venue, meeting.version) == (
        "Summer meeting",
        "The lighthouse",
        2,
    )
    facts = {"meeting_id": meeting.pk, "changed": ["title", "venue"]}
    assert records == [("meeting.changed", actor.pk, facts)]


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger", "administrator"])
def test_nobody_else_changes_it(people, meeting, role):
    with refused(CHAIR_OR_SECRETARY):
        change(getattr(people, role), meeting, title="Mine")


def test_it_is_not_changed_once_it_is_open(people, open_meeting):
    with refused("This meeting is open or over."):
        change(people.chair, open_meeting, title="Another")


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({}, "Nothing is changed: everything reads as before."),
        ({"starts_at": datetime(2020, 1, 1, tzinfo=UTC)}, "A meeting starts in the future."),
        ({"length": timedelta(hours=9)}, "A meeting lasts more than 0 and at most 8 hours."),
    ],
)
def test_what_makes_no_sense_is_refused(people, meeting, other, sentence):
    with refused(sentence):
        change(people.chair, meeting, **other)


def test_of_a_meeting_that_is_late_to_open_the_venue_is_changed(people, meeting):
    meeting.starts_at = now() - timedelta(minutes=5)
    meeting.save()

    assert change(people.chair, meeting, venue="Room 3").venue == "Room 3"


def test_who_saves_what_they_read_before_another_changed_it_is_told_so(people, meeting):
    change(people.secretary, meeting, venue="Library")

    with refused("Somebody changed this meanwhile. Compare both before you save."):
        change(people.chair, meeting, version=1, telephone="01632 960 999")


def test_on_another_day_everybody_is_asked_again_and_in_another_hour_nobody(people, meeting):
    leads = meeting.attendances.filter(user=people.police_lead)
    since = leads.get().said_at
    change(people.chair, meeting, length=timedelta(minutes=90))
    said_before = set(meeting.attendances.values_list("mode", flat=True))

    change(people.chair, meeting, version=2, starts_at=meeting.starts_at + timedelta(days=7))

    assert said_before == {"room", "video"}
    assert set(meeting.attendances.values_list("mode", flat=True)) == {Attendance.Mode.UNKNOWN}
    assert leads.get().said_at == since  # from when a guest is invited


def test_it_is_never_marked_lower_than_a_topic_of_its_agenda(people, meeting):
    topic = TopicFactory(group=people.group, marking="official_sensitive")
    meeting.agenda.create(number=4, title="Raids", topic=topic)

    assert change(people.chair, meeting, title="New").marking == "official_sensitive"


@pytest.mark.parametrize("is_on", ["the meeting", "a topic of its agenda"])
def test_under_a_legal_hold_nothing_of_it_is_changed(people, meeting, topic, is_on):
    held = meeting if is_on == "the meeting" else topic
    LegalHold.objects.begin(held, people.group.pk, people.chair, "An inquest")

    with refused("A legal hold covers this meeting: nothing of it is changed."):
        change(people.chair, meeting, title="Another")


# --- Its history -------------------------------------------------------------------------


def test_the_page_says_what_was_changed_by_whom_and_when_the_newest_first(people, meeting):
    change(people.secretary, meeting, venue="Library", length=timedelta(minutes=90))
    change(people.chair, meeting, version=2, telephone="")

    lines = [
        (line.what, line.before, line.after, line.by) for line in history(meeting, people.member)
    ]
    assert lines == [
        (
            "Changed how to dial in",
            "01632 960 456, code 7714",
            "nothing",
            people.chair,
        ),
        ("Changed where it is", "Harbour Community Hub, room 2", "Library", people.secretary),
        ("Changed how long it lasts", "120 minutes", "90 minutes", people.secretary),
    ]
    text = words(get(people.member, "meeting", meeting.pk))
    assert "From Harbour Community Hub, room 2 to Library" in text
    assert "Sally Treloar" in text


def test_a_guest_reads_the_old_start_and_no_words_that_were_taken_away(people, meeting):
    meeting.title = "About the complaint of PC Ansty’s neighbour"
    meeting.save()
    later = meeting.starts_at + timedelta(days=1)
    change(people.secretary, meeting, title="Quarterly meeting", starts_at=later)

    read = {
        role: words(get(getattr(people, role), "meeting", meeting.pk))
        for role in ("member", "police_lead", "observer", "interpreter")
    }

    assert [role for role, text in read.items() if "neighbour" in text] == ["member"]
    assert all("Changed the name" in text for text in read.values())
    assert all("Changed the date or the start From" in text for text in read.values())


def test_a_meeting_of_which_nothing_was_changed_has_no_history(people, meeting):
    assert "Changes since it was arranged" not in words(get(people.member, "meeting", meeting.pk))


def test_the_record_of_the_group_names_what_was_changed_without_its_words(people, meeting):
    change(people.secretary, meeting, starts_at=meeting.starts_at, venue="Library", title="New")

    text = words(signed_in(people.chair).get(reverse("group-record", args=[people.group.pk])))

    assert f"Changed a meeting meeting {meeting.pk}, title, venue" in text
    assert "Library" not in text


def test_its_history_goes_with_the_meeting(people, meeting):
    change(people.chair, meeting, title="New")
    actions.cancel_meeting(actor=people.chair, meeting=meeting)

    actions.remove_expired_meetings(actor=None, ids=[meeting.pk])

    assert not MeetingChange.objects.exists()


# --- The page ----------------------------------------------------------------------------


def test_the_form_shows_the_meeting_and_saves_what_is_changed(people, meeting):
    form = get(people.secretary, "meeting-change", meeting.pk)
    answer = press(
        people.secretary, "meeting-change", meeting.pk, fields=filled(meeting, venue="Library")
    )
    start = meeting.starts_at
    meeting.refresh_from_db()

    assert b'value="Harbour Community Hub, room 2"' in form.content
    assert problems(form) == []
    assert (answer.status_code, answer.url) == (302, url("meeting", meeting.pk))
    assert (meeting.venue, meeting.starts_at) == ("Library", start)
    assert "meeting-change" not in str(get(people.member, "meeting", meeting.pk).content)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day_year": "2020"}, "Choose a day and a start in the future"),
        ({"title": " "}, "Enter a name for the meeting"),
        ({"version": ""}, "The page did not say which version you had in front of you."),
    ],
)
def test_a_mistake_keeps_what_was_typed(people, meeting, wrong, sentence):
    fields = filled(meeting, venue="The lighthouse", **wrong)
    answer = press(people.chair, "meeting-change", meeting.pk, fields=fields)
    meeting.refresh_from_db()

    assert answer.status_code == 422
    assert b"The lighthouse" in answer.content
    assert sentence in words(answer)
    assert meeting.venue == "Harbour Community Hub, room 2"


def test_the_second_of_two_reads_both_and_decides(people, meeting):
    before = filled(meeting)
    press(people.secretary, "meeting-change", meeting.pk, fields={**before, "venue": "Library"})
    client = signed_in(people.chair)
    mine = {**before, "venue": "The lighthouse"}

    answer = client.post(url("meeting-change", meeting.pk), mine)
    meeting.refresh_from_db()

    assert (answer.status_code, meeting.venue) == (409, "Library")
    text = words(answer)
    assert "Somebody changed this meanwhile." in text
    assert "Where Library" in text
    assert b'value="The lighthouse"' in answer.content
    assert b'name="version" value="2"' in answer.content
    client.post(url("meeting-change", meeting.pk), {**mine, "version": 2})
    meeting.refresh_from_db()
    assert meeting.venue == "The lighthouse"


@pytest.mark.parametrize(
    ("role", "status"),
    [("chair", 200), ("secretary", 200), ("member", 403), ("police_lead", 403), ("stranger", 404)],
)
def test_who_gets_the_form(people, meeting, role, status):
    assert get(getattr(people, role), "meeting-change", meeting.pk).status_code == status
