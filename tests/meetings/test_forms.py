"""Arrange a meeting, say how one comes, declare an interest, open and end: over the pages."""

from datetime import timedelta

import pytest

from core.audit.models import Record
from core.clock import today
from meetings.models import Meeting
from tests.factories import TopicFactory
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def in_a_week(people):
    later = today() + timedelta(days=7)
    return {
        "title": "Summer meeting",
        "day_day": later.day,
        "day_month": later.month,
        "day_year": later.year,
        "time": "6:30pm",
        "minutes": "90",
        "venue": "Library",
        "telephone": "",
        "marking": "official",
        "agenda": "Welcome\n\nAny other business",
        "guests": [people.police_lead.pk],
    }


def test_calling_a_meeting_leads_to_its_page(people, topic):
    fields = in_a_week(people) | {"topics": [str(topic.pk)]}
    answer = press(people.secretary, "meeting-new", people.group.pk, fields=fields)
    called = Meeting.objects.get()

    assert (answer.status_code, answer.url) == (302, url("meeting", called.pk))
    assert list(called.agenda.values_list("title", "topic")) == [
        ("Welcome", None),
        ("Any other business", None),
        ("Harbour front counter", topic.pk),
    ]
    assert called.attendances.filter(user=people.police_lead).exists()
    assert not called.attendances.filter(user=people.observer).exists()


def test_a_meeting_about_topics_needs_no_other_item(people, topic):
    fields = in_a_week(people) | {"agenda": "", "topics": [str(topic.pk)]}
    press(people.secretary, "meeting-new", people.group.pk, fields=fields)

    agenda = Meeting.objects.get().agenda
    assert list(agenda.values_list("title", "topic")) == [("Harbour front counter", topic.pk)]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Welcome, 10 minutes", ("Welcome", 10)),
        ("Front counter (20 min)", ("Front counter", 20)),
        ("Stop and search 5 mins", ("Stop and search", 5)),
        ("Plan 2025", ("Plan 2025", None)),
        ("Who takes the minutes", ("Who takes the minutes", None)),
        ("20 minutes", ("20 minutes", None)),
        ("Welcome, 0 minutes", ("Welcome, 0 minutes", None)),
    ],
)
def test_a_line_of_the_agenda_can_end_with_its_time(people, line, item):
    press(
        people.secretary,
        "meeting-new",
        people.group.pk,
        fields=in_a_week(people) | {"agenda": line},
    )

    assert [(entry.title, entry.minutes) for entry in Meeting.objects.get().agenda.all()] == [item]


@pytest.mark.parametrize(("minutes", "fits"), [(45, False), (46, True)])
def test_whoever_arranges_more_than_fits_reads_so_on_its_page(people, minutes, fits):
    agenda = f"Welcome, 45 minutes\nFront counter, {minutes} minutes"
    fields = in_a_week(people) | {"agenda": agenda}
    answer = press(people.secretary, "meeting-new", people.group.pk, fields=fields)
    pages = [words(signed_in(who).get(answer.url)) for who in (people.secretary, people.member)]

    sentence = "The items take 91 minutes together, and the meeting lasts 90."
    assert [sentence in page for page in pages] == [fits, False]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Enter a name for the meeting"),
        ({"day_year": "2020"}, "Choose a day and a start in the future"),
        (
            {"marking": "secret"},
            "Select a valid choice. secret is not one of the available choices.",
        ),
        ({"agenda": ""}, "Enter at least one agenda item, or select a topic"),
        ({"agenda": " \n\u200b"}, "Enter at least one agenda item, or select a topic"),
        ({"agenda": "x" * 201}, "Write at most 200 characters for each item"),
        ({"agenda": "Welcome, 481 minutes"}, "Enter at most 480 minutes for each item"),
    ],
)
def test_a_mistake_keeps_everything_that_was_typed(people, wrong, sentence):
    fields = in_a_week(people) | {"venue": "The lighthouse"} | wrong
    answer = press(people.secretary, "meeting-new", people.group.pk, fields=fields)

    assert answer.status_code == 422
    assert b"The lighthouse" in answer.content
    assert not Meeting.objects.exists()
    assert sentence in words(answer)


@pytest.mark.parametrize(
    ("role", "status"),
    [("chair", 200), ("secretary", 200), ("member", 403), ("police_lead", 403), ("stranger", 404)],
)
def test_the_form_to_call_one(people, role, status):
    assert get(getattr(people, role), "meeting-new", people.group.pk).status_code == status


def test_a_topic_of_another_group_cannot_be_smuggled_in(people):
    fields = in_a_week(people) | {"topics": [str(TopicFactory().pk)]}

    assert press(people.secretary, "meeting-new", people.group.pk, fields=fields).status_code == 422
    assert not Meeting.objects.exists()


def test_attendance_is_said_and_answered_with_thanks(people, meeting):
    client = signed_in(people.member)
    answer = client.post(url("attendance-say", meeting.pk), {"mode": "writing"}, follow=True)

    assert "Thank you. You can change this until the meeting ends." in words(answer)
    assert meeting.attendances.get(user=people.member).mode == "writing"


@pytest.mark.parametrize("mode", ["", "unknown", "by boat"])
def test_a_way_that_there_is_not_changes_nothing(people, meeting, mode):
    client = signed_in(people.member)
    answer = client.post(url("attendance-say", meeting.pk), {"mode": mode}, follow=True)

    assert "Choose how you will take part." in words(answer)
    assert meeting.attendances.get(user=people.member).mode == "video"


def test_the_secretary_writes_down_how_leroy_comes(people, meeting, leroy):
    fields = {"for-user": leroy.pk, "for-mode": "telephone"}
    press(people.secretary, "attendance-record", meeting.pk, fields=fields)

    text = words(get(people.chair, "meeting", meeting.pk))
    assert "On the telephone (written down by Sally Treloar)" in text
    assert press(people.member, "attendance-record", meeting.pk, fields=fields).status_code == 403


def test_an_interest_is_declared_on_a_page_of_its_own(people, meeting):
    item = meeting.agenda.get(number=2)
    empty = press(people.member, "interest-declare", item.pk, fields={"reason": ""})
    done = press(people.member, "interest-declare", item.pk, fields={"reason": "My bus."})

    assert (empty.status_code, done.status_code) == (422, 302)
    assert item.recusals.get().reason == "My bus."
    assert get(people.stranger, "interest-declare", item.pk).status_code == 404


def test_opening_leads_into_the_meeting_and_ending_out_of_it(people, meeting):
    opened = press(people.chair, "meeting-open", meeting.pk)
    answer = get(people.chair, "meeting-end", meeting.pk)
    ended = press(people.chair, "meeting-end", meeting.pk)

    assert (opened.status_code, opened.url) == (302, url("live", meeting.pk))
    assert "You can undo this for a minute." in words(answer)
    assert (ended.status_code, ended.url) == (302, url("meeting", meeting.pk))
    assert get(people.member, "live", meeting.pk).url == url("meeting", meeting.pk)


def test_a_refusal_is_a_page_with_its_reason_and_stands_in_the_groups_record(people, meeting):
    answer = press(people.member, "meeting-open", meeting.pk)

    refusal = Record.objects.latest("pk")
    assert (answer.status_code, "Only the chair can do this." in words(answer)) == (403, True)
    assert (refusal.event, refusal.actor_id, refusal.group_id, refusal.facts) == (
        "refused",
        people.member.pk,
        people.group.pk,
        {
            "permission": "meetings.open_meeting",
            "thing": f"meeting.{meeting.pk}",
            "page": "meetings:meeting-open",
        },
    )


def test_the_marks_of_a_form_with_mistakes_hold(people):
    assert problems(press(people.chair, "meeting-new", people.group.pk)) == []
