"""Who gets which page of meetings, what stands on it, and what its forms answer."""

from datetime import timedelta

import pytest
from django.test import Client

from core.audit.models import Record
from core.clock import now
from meetings import actions
from meetings.models import Attendance, Meeting
from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    OrganisationMembershipFactory,
    PaperFactory,
    PaperVersionFactory,
)
from tests.meetings.pages import get, press, questions, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
OWN = ("chair", "vice_chair", "member", "secretary")
GUESTS = ("police_lead", "officer", "observer", "interpreter")
OUTSIDE = ("stranger", "administrator")


# --- The list ----------------------------------------------------------------------------


def test_the_list_shows_own_meetings_to_members_and_invited_ones_to_guests(people, meeting):
    MeetingFactory(group=people.group, title="Members alone")
    MeetingFactory(title="Of another group")

    titles = {
        role: [
            t
            for t in ("Quarterly", "Members alone", "another")
            if t in words(get(getattr(people, role), "meetings"))
        ]
        for role in (*OWN, *GUESTS, *OUTSIDE)
    }

    assert titles == {
        **{role: ["Quarterly", "Members alone"] for role in OWN},
        **{role: ["Quarterly"] for role in GUESTS},
        **{role: [] for role in OUTSIDE},
    }


def test_a_national_reader_sees_no_meeting(meeting):
    reader = OrganisationMembershipFactory().user

    assert "Quarterly" not in words(get(reader, "meetings"))
    assert get(reader, "meeting", meeting.pk).status_code == 404


def test_past_meetings_come_in_pages_which_count_only_ones_own(people, monkeypatch):
    monkeypatch.setattr("meetings.views.meetings.PAGE", 2)
    mine = [MeetingFactory(group=people.group, state="ended", title=f"Past {n}") for n in "ABC"]
    MeetingFactory.create_batch(5, state="ended", title="Of another group")
    AttendanceFactory(meeting=mine[0], user=people.observer)

    def pages(role):
        seen = [get(getattr(people, role), "meetings", data={"page": n}) for n in (1, 2, 9)]
        return [len(page.context["past"]) for page in seen], seen[0].context["past"].paginator.count

    assert pages("member") == ([2, 1, 1], 3)
    assert pages("observer") == ([1, 1, 1], 1)
    assert "another" not in words(get(people.member, "meetings"))


def test_the_list_asks_as_many_questions_for_three_past_meetings_as_for_one(people):
    client = signed_in(people.member)
    MeetingFactory(group=people.group, state="ended")
    for_one = questions(client, url("meetings"))
    MeetingFactory.create_batch(2, group=people.group, state="ended")

    assert questions(client, url("meetings")) == for_one


def test_meetings_stand_under_open_to_come_and_past(people, open_meeting):
    MeetingFactory(group=people.group, title="Later")
    MeetingFactory(group=people.group, title="Done", state=Meeting.State.ENDED)
    MeetingFactory(group=people.group, title="Dropped", state=Meeting.State.CANCELLED)

    text = words(get(people.member, "meetings"))

    order = [text.index(t) for t in ("Open now", "Quarterly", "To come", "Later", "Past", "Done")]
    assert order == sorted(order)
    assert text.index("Dropped") > text.index("Past")


@pytest.mark.parametrize("role", [*OWN, *GUESTS])
def test_only_chairs_and_secretary_find_the_button_to_call_one(people, meeting, role):
    may = role in {"chair", "vice_chair", "secretary"}

    assert ("Arrange a meeting of" in words(get(getattr(people, role), "meetings"))) is may


# --- Who may know of a meeting -----------------------------------------------------------

PAGES = ("meeting", "live", "meeting-open", "meeting-end", "meeting-cancel", "paper-new")
POSTS = (
    "attendance-say",
    "attendance-record",
    "hand-raise",
    "my-hand-lower",
    "hand-raise-for",
    "wording-show",
    "video-join",
)


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_a_meeting_are_not_there_for_others(people, open_meeting, role, name):
    assert get(getattr(people, role), name, open_meeting.pk).status_code == 404


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("name", POSTS)
def test_nor_are_its_buttons(people, open_meeting, role, name):
    assert press(getattr(people, role), name, open_meeting.pk).status_code == 404
    assert not Record.objects.filter(event="refused").exists()


@pytest.mark.parametrize("role", GUESTS)
@pytest.mark.parametrize("name", ["meeting", "live", "attendance-say"])
def test_a_guest_who_is_not_invited_may_not_know_of_it(people, open_meeting, role, name):
    Attendance.objects.filter(user=getattr(people, role)).delete()
    ask = press if name == "attendance-say" else get

    assert ask(getattr(people, role), name, open_meeting.pk).status_code == 404


@pytest.mark.parametrize("name", ["meeting", "live", "meeting-open"])
def test_nobody_is_asked_to_sign_in_first(open_meeting, name):
    response = Client().get(url(name, open_meeting.pk))

    assert (response.status_code, response.url.split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", POSTS)
def test_buttons_are_pressed_and_not_opened(people, open_meeting, name):
    assert get(people.chair, name, open_meeting.pk).status_code == 405


# --- The page of a meeting ---------------------------------------------------------------


@pytest.mark.parametrize("role", [*OWN, *GUESTS])
def test_everybody_invited_reads_when_where_and_how_and_says_how_they_come(people, meeting, role):
    text = words(get(getattr(people, role), "meeting", meeting.pk))

    for part in (
        "Quarterly meeting",
        "room 2",
        "code 7714",
        "Front counter",
        "How will you take part?",
    ):
        assert part in text


def test_the_names_of_the_invited_are_for_the_chairs_and_the_secretary(people, meeting, leroy):
    read = {
        role: "Leroy Samuels" in words(get(getattr(people, role), "meeting", meeting.pk))
        for role in (*OWN, *GUESTS)
    }

    assert [role for role, names in read.items() if names] == ["chair", "vice_chair", "secretary"]


def test_interests_and_their_reasons_are_for_the_chairs_and_the_secretary(people, meeting, ama):
    item = meeting.agenda.get(number=2)
    actions.declare_interest(actor=ama, item=item, reason="The bus company pays me.")

    read = {
        role: "The bus company pays me." in words(get(getattr(people, role), "meeting", meeting.pk))
        for role in (*OWN, *GUESTS)
    }

    assert [role for role, link in read.items() if link] == ["chair", "vice_chair", "secretary"]
    assert "You declared an interest" in words(get(ama, "meeting", meeting.pk))


def test_a_guest_finds_no_link_to_a_topic_that_they_may_not_know_of(people, meeting, topic):
    link = f'href="/topics/{topic.pk}/"'.encode()

    linked = {
        role: link in get(getattr(people, role), "meeting", meeting.pk).content
        for role in (*OWN, *GUESTS)
    }

    assert linked == {
        **dict.fromkeys(OWN, True),
        "police_lead": True,
        "officer": False,
        "observer": True,
        "interpreter": False,
    }


def test_a_member_who_is_not_invited_finds_no_way_in_and_is_told_why(
    people, open_meeting, newcomer
):
    page = get(newcomer, "meeting", open_meeting.pk)
    assert "Go to the meeting" not in words(page)
    assert "How will you take part?" not in words(page)

    client = signed_in(newcomer)
    answer = client.get(url("live", open_meeting.pk), follow=True)

    assert answer.redirect_chain == [(url("meeting", open_meeting.pk), 302)]
    who = "ask one of these people to invite you: Marjorie Penhale Sally Treloar Tariq Osmani"
    assert who in words(answer)


def test_the_chair_alone_finds_the_button_to_open_it(people, meeting):
    buttons = {
        role: "Open the meeting" in words(get(getattr(people, role), "meeting", meeting.pk))
        for role in (*OWN, *GUESTS)
    }

    assert [role for role, button in buttons.items() if button] == ["chair", "vice_chair"]


# --- Queries and marks -------------------------------------------------------------------


def grow(people, topic, number):
    """``number`` meetings; the last has as many items and papers as there are meetings."""
    for n in range(number):
        last = MeetingFactory(group=people.group, starts_at=now() + timedelta(days=n))
        AttendanceFactory(meeting=last, user=people.member)
    for n in range(number):
        item = last.agenda.create(number=n + 1, title=f"Item {n}", topic=topic)
        PaperVersionFactory(paper=PaperFactory(meeting=last, item=item))
    return last


@pytest.mark.parametrize("role", ["member", "chair"])
def test_lists_ask_as_much_for_three_as_for_one(people, topic, role):
    client = signed_in(getattr(people, role))
    counts = []
    for number in (1, 3):
        last = grow(people, topic, number)
        counts.append(
            [questions(client, url("meetings")), questions(client, url("meeting", last.pk))]
        )

    assert counts[0] == counts[1]
    assert counts[1] <= [14, 26]


@pytest.mark.parametrize("role", ["chair", "member", "secretary", "observer"])
def test_the_marks_of_every_page_hold(people, meeting, leroy, role):
    person = getattr(people, role)
    item = meeting.agenda.get(number=2)
    pages = [("meetings",), ("meeting", meeting.pk), ("interest-declare", item.pk)]
    if role in {"chair", "secretary"}:
        pages += [
            ("meeting-new", people.group.pk),
            ("paper-new", meeting.pk),
            ("meeting-cancel", meeting.pk),
        ]

    faults = {page: problems(get(person, *page)) for page in pages}

    assert faults == {page: [] for page in pages}
