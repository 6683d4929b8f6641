"""The page of an open meeting: what each person finds on it, and what its buttons answer."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from deliberation.actions import take_position
from deliberation.models import Choice, KeyMessage
from meetings import actions
from meetings.live import MeetingPage
from meetings.models import Attendance, SpeakerRequest
from tests.factories import (
    AttendanceFactory,
    MembershipFactory,
)
from tests.meetings.pages import get, questions, region, url, words
from tests.pages.html import problems, tree
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "chair",
    "vice_chair",
    "member",
    "secretary",
    "police_lead",
    "officer",
    "observer",
    "interpreter",
)
MOST_QUESTIONS_OF_A_REDRAW = 18


ON_THE_PAGE = {  # a text, and the roles that find it
    "Keep a line answered by a person": EVERYBODY,
    "Doreen Whitcombe": EVERYBODY,
    "A draft of the members": ("chair", "vice_chair", "member", "secretary"),
    "Agreed long ago": ("chair", "vice_chair", "member", "secretary"),
    "Raise my hand": tuple(role for role in EVERYBODY if role != "observer"),
    "You are listening.": ("observer",),
    "Can the group send this, word for word?": ("chair", "vice_chair", "member"),
    "Stop collecting answers": ("chair", "vice_chair"),
    "Finished": ("chair", "vice_chair"),
    "to speak": EVERYBODY,
    "Invite": ("chair", "vice_chair"),
    "Start : Welcome": ("chair", "vice_chair"),
    "End the meeting": ("chair", "vice_chair"),
    "For somebody without a screen": ("secretary",),
    "Write down somebody’s position": ("secretary",),
    "Propose a key message": ("chair", "vice_chair", "member", "secretary"),
    "Next slide": ("chair", "vice_chair", "secretary", "police_lead"),  # the officer has no topic
}


def test_who_finds_what_on_the_live_page(people, full):
    pages = {role: words(get(getattr(people, role), "live", full.pk)) for role in EVERYBODY}
    found_by_role = {
        text: tuple(role for role, page in pages.items() if text in page) for text in ON_THE_PAGE
    }

    assert found_by_role == ON_THE_PAGE


def test_no_position_of_anybody_stands_on_the_page_before_the_round_closes(people, full):
    agreement_round = KeyMessage.objects.get(rounds__state="open").rounds.get()
    take_position(
        actor=people.vice_chair,
        agreement_round=agreement_round,
        choice=Choice.OBJECT,
        reason="Marigold",
    )

    for role in EVERYBODY:
        text = get(getattr(people, role), "live", full.pk).content.decode()
        assert ("Marigold" in text) is (role == "vice_chair")
        assert "1 of 4" in region(get(getattr(people, role), "live", full.pk), "round")


def test_whoever_has_answered_reads_what_they_said_and_can_change_it(people, full):
    agreement_round = KeyMessage.objects.get(rounds__state="open").rounds.get()
    take_position(actor=people.member, agreement_round=agreement_round, choice=Choice.LIVE_WITH)

    page = get(people.member, "live", full.pk)

    assert "Your position: I can live with it ." in region(page, "position")
    assert "You can change it until the round closes." in region(page, "position")


def test_nobody_is_asked_again_for_what_they_have_answered(people, full):
    agreement_round = KeyMessage.objects.get(rounds__state="open").rounds.get()
    before = region(get(people.member, "live", full.pk), "now")
    take_position(actor=people.member, agreement_round=agreement_round, choice=Choice.LIVE_WITH)
    after = region(get(people.member, "live", full.pk), "now")

    assert ("We need your answer" in before, "We need your answer" in after) == (True, False)
    assert "We need your answer" in region(get(people.vice_chair, "live", full.pk), "now")


@pytest.mark.parametrize("role", ["police_lead", "observer"])
def test_guests_are_not_told_of_no_message_while_one_is_on_the_screen(people, full, role):
    KeyMessage.objects.filter(state="agreed").update(state="withdrawn")
    messages = region(get(getattr(people, role), "live", full.pk), "messages")

    assert "None yet" not in messages
    assert "The group is deciding the wording on this page." in messages


def test_every_form_works_without_script(people, full):
    for role in EVERYBODY:
        page = tree(get(getattr(people, role), "live", full.pk))
        forms = page.xpath("//main//form")
        assert forms or role == "observer"
        for form in forms:
            assert form.xpath(".//input[@name='csrfmiddlewaretoken']"), form.get("action")
            assert form.get("action", "").startswith("/")


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_marks_of_the_live_page_hold(people, full, role):
    assert problems(get(getattr(people, role), "live", full.pk)) == []


def test_every_region_is_on_the_page_once_and_can_be_drawn_alone(people, full):
    page = tree(get(people.chair, "live", full.pk))
    drawn = MeetingPage()
    audience = drawn.audiences(drawn.find(full.stream), [people.chair.pk])[people.chair.pk]
    alone = drawn.draw(drawn.find(full.stream), audience, drawn.every_region())

    assert sorted(page.xpath("//@data-region")) == sorted(alone) == sorted(drawn.every_region())
    for name, html in alone.items():
        assert re.findall(r'data-region="([^"]*)"', html) == [name]


def test_the_way_back_leads_to_the_meetings_page(people, full):
    page = tree(get(people.member, "live", full.pk))

    ways = page.xpath("//*[contains(@class, 'govuk-breadcrumbs')]//a/@href")
    assert ways == ["/meetings/", url("meeting", full.pk)]


# --- Cost --------------------------------------------------------------------------------


def crowd(people, meeting, number):
    """``number`` more members on video, each with a hand up."""
    for _ in range(number):
        user = MembershipFactory(group=people.group).user
        AttendanceFactory(meeting=meeting, user=user, mode=Attendance.Mode.VIDEO)
        SpeakerRequest.objects.create(meeting=meeting, user=user, mode="video")


@pytest.mark.parametrize("role", ["chair", "member", "secretary"])
def test_the_live_page_asks_no_more_for_fifty_people_than_for_twelve(people, full, role):
    client, counts = signed_in(getattr(people, role)), []
    for number in (12, 38):
        crowd(people, full, number)
        counts.append(questions(client, url("live", full.pk)))

    assert counts[0] == counts[1] <= 25


@pytest.mark.parametrize("role", ["chair", "member", "secretary", "observer"])
def test_a_redraw_of_everything_asks_little_and_no_more_for_fifty_people(people, full, role):
    page, person, counts = MeetingPage(), getattr(people, role), []
    for number in (12, 38):
        crowd(people, full, number)
        with CaptureQueriesContext(connection) as queries:
            thing = page.find(full.stream)
            audience = page.audiences(thing, [person.pk])[person.pk]
            page.draw(thing, audience, page.every_region())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST_QUESTIONS_OF_A_REDRAW


def test_a_hand_costs_three_queries_to_draw(people, full):
    page = MeetingPage()
    audience = page.audiences(page.find(full.stream), [people.member.pk])[people.member.pk]

    with CaptureQueriesContext(connection) as queries:
        page.draw(page.find(full.stream), audience, page.changed_by(["hand.raised"]))

    assert len(queries) == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small")
@pytest.mark.parametrize("role", ["chair", "member", "secretary", "observer"])
def test_a_redraw_of_everything_scans_no_table(people, full, role):
    page, person = MeetingPage(), getattr(people, role)
    with CaptureQueriesContext(connection) as queries:
        audience = page.audiences(page.find(full.stream), [person.pk])[person.pk]
        page.draw(page.find(full.stream), audience, page.every_region())
    steps = []
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps += [(step, query["sql"][:80]) for _id, _parent, _unused, step in cursor]

    assert len(steps) > 20
    assert [
        step for step in steps if step[0].startswith("SCAN") and "CONSTANT" not in step[0]
    ] == []


@pytest.mark.parametrize(
    ("telephone", "help_phone", "bar"),
    [
        ("01632 960 456, code 2208", "01632 960123", ("Join by phone", "01632 960 456")),
        ("", "01632 960123", ("Help by phone", "01632 960123")),
        ("Ask Sally", "01632 960123", ("Help by phone", "01632 960123")),
        ("", "", None),
    ],
)
def test_the_number_to_ring_stands_in_the_bar(people, full, settings, telephone, help_phone, bar):
    settings.HELP_PHONE, full.telephone = help_phone, telephone
    full.save()
    page = tree(get(people.observer, "live", full.pk))

    cells = page.xpath("//*[@data-region='now']//*[@id='now-phone']")
    drawn = [(cell.xpath("string(dt)"), cell.xpath("string(dd/a)")) for cell in cells]
    rung = [cell.xpath("string(dd/a/@href)") for cell in cells]
    assert drawn == ([bar] if bar else [])
    assert rung == ([f"tel:{bar[1].replace(' ', '')}"] if bar else [])


def test_asked_for_one_or_for_all_each_is_in_the_same_audience(people, full, newcomer):
    """Two questions that must not differ: one for a page, one for everybody who has it open."""
    item = full.agenda.get(number=2)
    actions.declare_interest(actor=people.vice_chair, item=item, reason="I work there.")
    actions.start_item(actor=people.chair, meeting=full, item=item)
    full.attendances.filter(user=people.member).update(mode=Attendance.Mode.APOLOGIES)
    User.objects.filter(pk=people.officer.pk).update(is_active=False)
    page = MeetingPage()
    thing = page.find(full.stream)
    everybody = list(User.objects.values_list("pk", flat=True))

    together = page.audiences(thing, everybody)

    alone = [page.audiences(thing, [pk]) for pk in everybody]
    assert {pk: audience for each in alone for pk, audience in each.items()} == together
    others = (people.officer, people.stranger, newcomer)
    assert {person.pk for person in others} & together.keys() == set()
    assert [together[person.pk].speaks for person in (people.chair, people.vice_chair)] == [
        True,
        False,
    ]
    two = [people.chair.pk, people.stranger.pk]
    assert page.audiences(thing, two).keys() == {people.chair.pk}
