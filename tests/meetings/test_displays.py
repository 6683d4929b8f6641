"""The screen of a room: each word that it shows, and how a screen is let in and put out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import suspend_person
from core import clock
from core.audit.models import Record
from core.clock import now
from core.dates import clock_time
from deliberation.actions import change_handling
from meetings import actions
from meetings.models import Attendance, RoomDisplay
from meetings.room_screen import short_name
from meetings.views.displays import COOKIES
from tests.factories import AgendaItemFactory, KeyMessageFactory, MeetingFactory, UserFactory
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, press, region, words
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode


def screen_of(people, meeting):
    """The browser of a screen that shows ``meeting``."""
    code = actions.create_display(actor=people.secretary, meeting=meeting)
    screen = Client()
    assert screen.post("/display/", {"code": code}).status_code == 302
    return screen


def shown(screen):
    return region(screen.get("/display/"), "screen").partition(" Show what is new")[0]


def come_in(people, meeting, **ways):
    for role, mode in ways.items():
        person = getattr(people, role)
        actions.come_in(actor=person, meeting=meeting, mode=mode)


PRIVATE = "The group is meeting in private This screen shows the next item again."
SHORT = "Not quorate 2 here, 3 needed"


def at_the_counter(people, meeting, topic, leroy):
    """An item of twenty minutes: an officer speaks, two wait, and people are asked."""
    counter = meeting.agenda.get(number=2)
    counter.length = timedelta(minutes=20)
    counter.save()
    actions.start_item(actor=people.chair, meeting=meeting, item=counter)
    actions.raise_hand(actor=people.officer, meeting=meeting)
    actions.write_contribution(actor=people.member, meeting=meeting, text="Zinnia buses")
    actions.raise_hand_for(actor=people.secretary, meeting=meeting, user=leroy)
    actions.call_speaker(actor=people.chair, request=meeting.requests.get(user=people.officer))
    asked = {"key_message": KeyMessageFactory(topic=topic, text="Keep the desk open")}
    actions.open_round(actor=people.chair, meeting=meeting, although_short=True, **asked)


def test_each_word_of_the_screen_before_and_after_a_meeting_and_while_nobody_waits(people, meeting):
    screen = screen_of(people, meeting)
    begins = f"The meeting begins at {clock_time(meeting.starts_at)}"
    before = shown(screen)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    come_in(people, meeting, chair=Mode.ROOM, member=Mode.VIDEO)
    during = shown(screen)
    meeting.agenda.filter(number=1).update(is_break=True, length=timedelta(minutes=5))
    paused = shown(screen)
    actions.end_meeting(actor=people.chair, meeting=meeting)

    started_at = meeting.agenda.get(number=1).started_at
    until = clock_time(started_at + timedelta(minutes=5))
    calm = f"Welcome Speaking The chair Next Nobody is waiting No hands are up {SHORT}"
    assert before == f"Quarterly meeting {begins}"
    assert during == f"Quarterly meeting {calm}"
    assert paused == f"Quarterly meeting until {until} Break We go on at {until}"
    assert shown(screen) == "Quarterly meeting The meeting has ended"
    with clock.at(now() + timedelta(seconds=61)):
        assert "Show a meeting on this screen" in words(screen.get("/display/"))
        assert screen.get("/display/news/").status_code == 404


def test_each_word_of_the_screen_while_people_speak_and_decide(people, meeting, topic, leroy):
    screen = screen_of(people, meeting)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    come_in(people, meeting, chair=Mode.ROOM, member=Mode.VIDEO)
    at_the_counter(people, meeting, topic, leroy)
    spoken = shown(screen)
    actions.call_speaker(actor=people.chair, request=meeting.requests.get(user=people.member))
    read_out = shown(screen)
    topic.handling_first = True
    topic.save()

    started_at = meeting.agenda.get(number=2).started_at
    top = f"Quarterly meeting until {clock_time(started_at + timedelta(minutes=20))}"
    officer, member = short_name(people.officer.name), short_name(people.member.name)
    wording = "The wording Keep the desk open Hands: 1 on the telephone"
    assert spoken == (
        f"{top} Front counter Speaking {officer} Next {member} {wording} 1 in writing {SHORT}"
    )
    assert read_out == f"{top} Front counter Read out for {member} Next Leroy S. {wording} {SHORT}"
    assert shown(screen) == f"Quarterly meeting {PRIVATE}"


def test_the_time_left_of_an_item_that_was_put_off_counts_from_when_it_is_started_again(
    people, meeting
):
    meeting.agenda.filter(number__in=[1, 2]).update(length=timedelta(minutes=20))
    opened_at, screen = now(), screen_of(people, meeting)
    with clock.at(opened_at):
        actions.open_meeting(actor=people.chair, meeting=meeting)
        tops = [shown(screen).partition(" Speaking")[0]]
    for minutes, number in ((5, 2), (10, 3), (15, 2)):
        with clock.at(opened_at + timedelta(minutes=minutes)):
            item = meeting.agenda.get(number=number)
            actions.start_item(actor=people.chair, meeting=meeting, item=item)
            tops.append(shown(screen).partition(" Speaking")[0])
    starts, once, again = (clock_time(opened_at + timedelta(minutes=m)) for m in (20, 25, 35))

    assert tops == [
        f"Quarterly meeting until {starts} Welcome",
        f"Quarterly meeting until {once} Front counter",
        "Quarterly meeting Any other business",
        f"Quarterly meeting until {again} Front counter",
    ]


def test_an_item_for_members_is_shown_only_while_the_chair_says_so_and_only_members_are_in_the_room(
    people, open_meeting
):
    screen = screen_of(people, open_meeting)
    inner = AgendaItemFactory(
        meeting=open_meeting, number=9, title="Zinnia seats", members_only=True
    )
    later = AgendaItemFactory(
        meeting=open_meeting, number=10, title="Marigold money", members_only=True
    )
    come_in(people, open_meeting, chair=Mode.ROOM, member=Mode.ROOM, police_lead=Mode.VIDEO)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=inner)
    before = shown(screen)
    with refused("Only the chair can do this."):
        actions.show_members_item(actor=people.secretary, meeting=open_meeting, shown=True)
    asked = get(people.chair, "members-item-show", open_meeting.pk)
    press(people.chair, "members-item-show", open_meeting.pk)
    during = shown(screen)
    come_in(people, open_meeting, secretary=Mode.ROOM)
    with_others = shown(screen)
    with refused("Somebody is in the room for whom this item is not."):
        actions.show_members_item(actor=people.chair, meeting=open_meeting, shown=True)
    actions.leave(actor=people.secretary, meeting=open_meeting)
    again = shown(screen)
    press(people.chair, "members-item-hide", open_meeting.pk)
    hidden = shown(screen)
    actions.show_members_item(actor=people.chair, meeting=open_meeting, shown=True)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=later)

    private = (
        "Quarterly meeting The group is meeting in private This screen shows the next item again."
    )
    assert [before, with_others, hidden, shown(screen)] == [private] * 4
    assert during.startswith("Quarterly meeting Zinnia seats Speaking The chair")
    assert again == during
    assert "Are only members in the room?" in words(asked)


def test_a_topic_that_closes_its_door_while_it_is_shown_is_on_the_screen_no_longer(
    people, open_meeting, topic, leroy
):
    screen = screen_of(people, open_meeting)
    at_the_counter(people, open_meeting, topic, leroy)
    seq = screen.get("/display/news/").json()["seq"]
    before = screen.get(f"/display/news/?after={seq}").status_code
    change_handling(actor=people.chair, topic=topic, text="For your eyes", first=True)
    after = screen.get(f"/display/news/?after={seq}")
    start = open_meeting.agenda.get(number=1)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=start)
    seq = screen.get("/display/news/").json()["seq"]
    wording = screen.get(f"/display/news/?after={seq}")

    assert (before, after.status_code, wording.status_code) == (204, 200, 200)
    drawn = after.json()["regions"]["screen"]
    assert ("The group is meeting in private" in drawn, "Front counter" in drawn) == (True, False)
    assert "Keep the desk open" not in wording.json()["regions"]["screen"]


def test_a_browser_that_is_let_in_to_another_meeting_shows_the_first_one_no_longer(
    people, open_meeting
):
    screen = screen_of(people, open_meeting)
    seq = screen.get("/display/news/").json()["seq"]
    other = MeetingFactory(group=people.group, title="Small meeting", called_by=people.secretary)
    code = actions.create_display(actor=people.secretary, meeting=other)
    screen.post("/display/", {"code": code})

    assert shown(screen).startswith("Small meeting The meeting begins at")
    assert screen.get(f"/display/news/?after={seq}").status_code == 404
    assert list(RoomDisplay.objects.values_list("meeting", flat=True)) == [other.pk]
    assert Record.objects.filter(event="display.removed").count() == 1


def test_a_code_lets_one_screen_in_once_within_a_quarter_of_an_hour(people, open_meeting):
    code = actions.create_display(actor=people.chair, meeting=open_meeting)
    first, second = Client(), Client()
    typed = first.get(f"/display/open/{code}/")
    wrong = second.post("/display/", {"code": "aaaa-aaaa"})
    let_in = first.post("/display/", {"code": f" {code.upper().replace('-', ' ')} "})
    with clock.at(now() + timedelta(hours=16)):
        next_day = first.get("/display/news/")
    spent = second.post("/display/", {"code": code})
    second_code = actions.create_display(actor=people.chair, meeting=open_meeting)
    with clock.at(now() + timedelta(minutes=15)):
        too_late = second.post("/display/", {"code": second_code})
    cookie = let_in.cookies[COOKIES["screen"]]

    assert code in typed.content.decode()
    assert problems(typed) == []
    assert (let_in.status_code, let_in.url) == (302, "/display/")
    assert (first.get("/display/news/").status_code, next_day.status_code) == (200, 404)
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/display/", True, "Strict")
    assert [answer.status_code for answer in (wrong, spent, too_late)] == [422] * 3
    assert "This code is wrong, was used already" in words(spent)
    assert COOKIES["screen"] not in second.cookies
    rows = repr(list(RoomDisplay.objects.values()))
    records = repr(list(Record.objects.values_list("event", "facts")))
    secrets = [code, code.replace("-", ""), second_code, second_code.replace("-", ""), cookie.value]
    assert [word for word in secrets if word in rows + records] == []


def test_codes_cannot_be_tried_one_after_the_other(people, open_meeting):
    screen = Client()
    tries = [screen.post("/display/", {"code": "aaaa-aaaa"}).status_code for _ in range(11)]
    code = actions.create_display(actor=people.chair, meeting=open_meeting)
    again = screen.post("/display/", {"code": code})

    assert tries == [422] * 10 + [429]
    assert (again.status_code, again.headers["Retry-After"]) == (429, "60")
    assert "Too many codes were tried here. Try again in a few minutes." in words(again)
    assert (problems(again), COOKIES["screen"] in screen.cookies) == ([], False)


def test_a_screen_goes_dark_when_it_is_removed_and_with_the_access_of_who_made_it(
    people, open_meeting
):
    admin = UserFactory(is_staff=True)
    removed, of_the_suspended = (screen_of(people, open_meeting) for _screen in range(2))
    display = open_meeting.displays.first()
    stranger = press(people.stranger, "display-remove", display.pk)
    member = press(people.member, "display-remove", display.pk)
    before = [screen.get("/display/news/").status_code for screen in (removed, of_the_suspended)]
    press(people.chair, "display-remove", display.pk)
    between = [screen.get("/display/news/").status_code for screen in (removed, of_the_suspended)]
    suspend_person(actor=admin, person=people.secretary)

    assert (stranger.status_code, member.status_code) == (404, 403)
    assert (before, between) == ([200, 200], [404, 200])
    assert of_the_suspended.get("/display/news/").status_code == 404
    assert RoomDisplay.objects.count() == 0


def test_its_pages_are_for_the_chair_and_the_secretary(people, open_meeting):
    roles = ("chair", "secretary", "member", "police_lead", "stranger")
    pages = [get(getattr(people, role), "displays", open_meeting.pk) for role in roles]
    made = press(people.secretary, "display-create", open_meeting.pk)
    listed = get(people.secretary, "displays", open_meeting.pk)
    whole = screen_of(people, open_meeting).get("/display/")

    assert [page.status_code for page in pages] == [200, 200, 403, 403, 404]
    assert "No screen shows this meeting." in words(pages[0])
    assert made.context["code"] in words(made)
    assert made.context["code"] not in words(listed)
    assert "Screen 1 its code works until " in words(listed)
    assert [problems(page) for page in (pages[0], made, listed, whole)] == [[]] * 4


@pytest.mark.parametrize("hands", [1, 3])
def test_a_screen_asks_the_database_little(people, open_meeting, hands):
    screen = screen_of(people, open_meeting)
    for person in (people.member, people.officer, people.police_lead)[:hands]:
        actions.raise_hand(actor=person, meeting=open_meeting)
    seq = screen.get("/display/news/").json()["seq"]

    counts = []
    for after in (seq, seq - 1):
        with CaptureQueriesContext(connection) as queries:
            screen.get(f"/display/news/?after={after}")
        counts.append(len(queries))

    assert counts == [2, 5]


def test_people_in_the_room_are_called_by_their_first_name():
    names = ("Doreen Achebe", "Dr Amal  Okafor", "Cher", "")

    assert [short_name(name) for name in names] == ["Doreen A.", "Dr Amal O.", "Cher", ""]
