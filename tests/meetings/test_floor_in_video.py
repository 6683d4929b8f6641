"""What the page of the video is told of the floor, and who leaves the call for an item."""

import pytest

from meetings import actions
from meetings.calls import number_in_call, number_of_device
from meetings.live import MeetingPage
from meetings.models import Attendance, RoomDisplay
from meetings.video.settings import JitsiSettings
from tests.meetings.on_the_floor import call, drawn, finish, hand
from tests.meetings.pages import get, press
from tests.meetings.video_host import HOST, join
from tests.pages.html import problems, tree
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
PARTS = ("turn", "person", "way", "room")


@pytest.fixture(autouse=True)
def host(settings):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")


def now_bar(person, meeting):
    [bar] = tree(drawn(person, meeting, "now")).xpath('//*[@data-region="now"]')
    return {name: bar.get(f"data-floor-{name}") for name in PARTS}


def test_each_turn_and_each_time_that_it_goes_on_has_a_name_and_the_number_of_the_call(
    people, open_meeting
):
    assert now_bar(people.observer, open_meeting) == dict.fromkeys(PARTS)
    mine, point = hand(people.member, open_meeting), None
    call(people, mine)
    first = now_bar(people.observer, open_meeting)
    point = actions.raise_point(actor=people.officer, meeting=open_meeting)
    call(people, point)
    between = now_bar(people.chair, open_meeting)
    finish(people, point)

    assert first == now_bar(people.member, open_meeting)  # alike for everybody
    assert first["turn"].startswith(f"{mine.pk}-")
    assert (first["person"], first["way"]) == (
        number_in_call(people.member.pk, open_meeting),
        "video",
    )
    assert (between["person"], between["way"]) == (
        number_in_call(people.officer.pk, open_meeting),
        "room",
    )


def test_who_leads_is_told_whom_to_pass_the_microphone_and_nobody_else(people, open_meeting):
    shown = {}
    for way in ("room", "telephone", "video"):
        actions.come_in(actor=people.member, meeting=open_meeting, mode=Attendance.Mode(way))
        request = hand(people.member, open_meeting)
        call(people, request)
        for role in ("chair", "secretary", "officer"):
            queue = drawn(getattr(people, role), open_meeting, "queue")
            shown[way, role] = ("Pass the microphone" in queue, "Switch on the telephone" in queue)
            assert ("data-say-microphone" in queue) == any(shown[way, role])
        finish(people, request)

    room, telephone, nothing = (True, False), (False, True), (False, False)
    leads = {"room": room, "telephone": telephone, "video": nothing}
    assert shown == {
        **{(way, role): what for way, what in leads.items() for role in ("chair", "secretary")},
        **{(way, "officer"): nothing for way in leads},
    }


def test_words_that_are_read_out_are_no_floor_in_the_call(people, open_meeting):
    actions.start_item(
        actor=people.chair, meeting=open_meeting, item=open_meeting.agenda.get(number=1)
    )
    written = {"actor": people.member, "meeting": open_meeting, "text": "Read this"}
    call(people, actions.write_contribution(**written))

    assert now_bar(people.chair, open_meeting)["turn"] is None
    assert "Pass the microphone" not in drawn(people.chair, open_meeting, "queue")


def test_the_devices_of_the_room_stand_on_the_page_while_somebody_speaks_there(
    people, open_meeting
):
    for kind in RoomDisplay.Kind:
        code = actions.create_display(actor=people.chair, meeting=open_meeting, kind=kind)
        actions.open_display(actor=None, code=code)
    device = RoomDisplay.objects.get(kind=RoomDisplay.Kind.DEVICE)
    call(people, hand(people.member, open_meeting))
    on_video = now_bar(people.member, open_meeting)["room"]
    call(people, hand(people.officer, open_meeting))
    in_room = now_bar(people.member, open_meeting)["room"]
    actions.remove_display(actor=people.chair, display=device)

    assert on_video is None
    assert in_room == number_of_device(device.pk, open_meeting)
    assert now_bar(people.member, open_meeting)["room"] == ""
    assert MeetingPage().changed_by(["display.opened"]) == {"now"}
    assert MeetingPage().changed_by(["display.removed"]) == {"now"}


def test_the_interpreters_of_this_meeting_come_with_the_token(people, open_meeting):
    answer = press(people.member, "video-join", open_meeting.pk, headers=JSON).json()
    chairs = press(people.chair, "video-join", open_meeting.pk, headers=JSON).json()

    assert answer["known"] == {
        "interpreter": [number_in_call(people.interpreter.pk, open_meeting)],
    }
    assert (answer["moderates"], chairs["moderates"]) == (False, True)
    open_meeting.attendances.filter(user=people.interpreter).delete()
    again = press(people.member, "video-join", open_meeting.pk, headers=JSON).json()
    assert again["known"] == {"interpreter": []}


def test_the_page_itself_says_who_stands_apart_and_for_how_long(people, open_meeting):
    for person in (people.member, people.observer):
        join(person, open_meeting)
    theirs, members = open_meeting.agenda.get(number=2), open_meeting.agenda.get(number=3)
    open_meeting.agenda.filter(pk=members.pk).update(members_only=True)
    why = lambda person: tree(drawn(person, open_meeting)).xpath("//@data-video-apart")  # noqa: E731

    actions.declare_interest(actor=people.member, item=theirs, reason="I work there.")
    before = [why(people.member), why(people.observer)]
    actions.start_item(actor=people.chair, meeting=open_meeting, item=members)
    during = [why(people.member), why(people.observer)]
    actions.start_item(actor=people.chair, meeting=open_meeting, item=theirs)
    after = [why(people.member), why(people.observer)]
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    assert before == [[], []]
    assert during == [[], ["members"]]
    assert after == [["interest"], []]
    assert [why(people.member), why(people.observer)] == [["ended"], ["ended"]]


def test_who_is_large_is_chosen_beside_the_picture_and_touches_no_other_choice(
    people, open_meeting
):
    client = signed_in(people.member)
    client.post("/accounts/meetings/", {"heard": "mine"})
    answer = client.post("/accounts/meetings/", {"large": "interpreter"})
    wrong = client.post("/accounts/meetings/", {"large": "the loudest"})
    people.member.refresh_from_db()
    page = get(people.member, "live", open_meeting.pk)

    assert (answer.status_code, wrong.status_code) == (302, 422)
    assert (people.member.heard, people.member.simple_view, people.member.large) == (
        "mine",
        False,
        "interpreter",
    )
    [chosen] = tree(page).xpath("//select[@data-video-large]/option[@selected]")
    assert chosen.get("value") == "interpreter"
    assert problems(page) == []


def test_only_who_chairs_is_offered_to_mute_everybody(people, open_meeting):
    offered = {
        role: "Yes, mute everybody" in get(getattr(people, role), "live", open_meeting.pk).text
        for role in ("chair", "vice_chair", "secretary", "member", "observer")
    }

    assert offered == {
        "chair": True,
        "vice_chair": True,
        "secretary": False,
        "member": False,
        "observer": False,
    }
