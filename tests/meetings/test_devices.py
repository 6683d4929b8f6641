"""The microphone and loudspeaker of a room: one voice in the video, let in by a code, and nobody."""

import jwt
import pytest
from django.test import Client

from accounts.actions import suspend_person
from core.audit.models import Record
from meetings import actions, queries
from meetings.models import Attendance, RoomDisplay, VideoGrant
from meetings.video.settings import JitsiSettings
from tests.meetings.outcomes import refused
from tests.meetings.pages import JSON, get, press, region, words
from tests.meetings.video_host import HOST, event, join, may, names, report
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
DEVICE = RoomDisplay.Kind.DEVICE
Mode = Attendance.Mode


@pytest.fixture
def host(settings):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")


def device_of(people, meeting, computer=None):
    """The computer to which the speakerphone of the room is plugged in."""
    code = actions.create_display(actor=people.secretary, meeting=meeting, kind=DEVICE)
    computer = computer or Client()
    assert computer.post("/display/", {"code": code})["Location"] == "/display/video/"
    return computer


def joined(computer):
    return computer.post("/display/video/join/", headers=JSON)


def claims(answer):
    secret, rules = HOST["JITSI_SECRET"], {"verify_exp": False}
    return jwt.decode(answer.json()["jwt"], secret, ["HS256"], audience="jitsi", options=rules)


def as_host_knows():
    grant = VideoGrant.objects.get(user=None)
    room, issued = grant.meeting.room_name, int(grant.issued_at.timestamp()) - 30
    return {"room": room, "person": grant.participant_id}, issued


def test_the_room_is_one_tile_with_the_number_of_its_people_and_counts_as_nobody(
    people, open_meeting, host
):
    computer = device_of(people, open_meeting)
    for person in (people.chair, people.member):
        actions.come_in(actor=person, meeting=open_meeting, mode=Mode.ROOM)
    answer = joined(computer)
    who, issued = as_host_knows()

    user = claims(answer)["context"]["user"]
    assert (user["name"], user["moderator"]) == ("Room: 2 people", "false")
    assert (answer.json()["mode"], answer.json()["config"]["startWithAudioMuted"]) == (
        "room_device",
        False,
    )
    assert may(who, issued) is True
    assert names(event("joined", who), here=[who]) == ["Room: 2 people"]
    assert report(here=[who]) == []
    assert set(open_meeting.presences.values_list("user", flat=True)) == {
        people.chair.pk,
        people.member.pk,
    }
    actions.leave(actor=people.member, meeting=open_meeting)
    assert region(computer.get("/display/video/"), "device").startswith(
        "In the video this is Room: 1 person"
    )
    assert names(here=[who]) == ["Room: 1 person"]
    two = device_of(people, open_meeting)
    assert claims(joined(two))["context"]["user"]["name"] == "Room 2"
    assert (names(here=[who]), names()) == (["Room 1"], [])
    listed = words(get(people.chair, "displays", open_meeting.pk))
    assert [
        f"Microphone and loudspeaker {n} in the video “Room {n}”" in listed for n in (1, 2)
    ] == [
        True,
        True,
    ]


@pytest.mark.parametrize("ended", ["removed", "suspended", "another code"])
def test_a_device_leaves_the_video_when_it_is_removed_and_nobody_else_does(
    people, open_meeting, host, ended
):
    computer = device_of(people, open_meeting)
    joined(computer)
    who, issued = as_host_knows()
    member = join(people.member, open_meeting)
    report(event("joined", who), event("joined", member), here=[who, member])
    if ended == "removed":
        actions.remove_display(actor=people.chair, display=RoomDisplay.objects.get())
    elif ended == "suspended":
        suspend_person(actor=people.administrator, person=people.secretary)
    else:
        device_of(people, open_meeting, computer)
    orders = report(here=[who, member])

    assert [order["person"] for order in orders] == [who["person"]]
    assert may(who, issued) is False
    assert report(event("left", who), here=[member], done=[orders[0]["id"]]) == []
    assert queries.out_of_video(open_meeting, stays=True) == []
    assert open_meeting.presences.get(user=people.member).ended_at is None
    if ended != "another code":
        assert joined(computer).status_code == 404


def test_the_device_waits_for_the_meeting_and_one_computer_is_screen_and_device(
    people, meeting, host
):
    computer = device_of(people, meeting)
    code = actions.create_display(actor=people.secretary, meeting=meeting)
    computer.post("/display/", {"code": code})
    page = computer.get("/display/video/")
    before = joined(computer)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    news = computer.get("/display/video/news/?after=0").json()
    seq = news["seq"]

    assert "You can join the video once the chair has opened it." in words(page)
    assert "frame-src https://meet.example.org" in page["Content-Security-Policy"]
    assert problems(page) == []
    assert (before.status_code, before.json()["reason"]) == (403, "This meeting is not open.")
    assert "Room: 0 people" in news["regions"]["device"]
    assert computer.get(f"/display/video/news/?after={seq}").status_code == 204
    assert joined(computer).status_code == 200
    assert computer.get("/display/").status_code == 200
    assert RoomDisplay.objects.count() == 2
    fact = Record.objects.get(event="display.joined").facts
    assert fact == {"meeting_id": meeting.pk, "display_id": RoomDisplay.objects.first().pk}
    granted = VideoGrant.objects.count()
    assert computer.post("/display/video/join/")["Location"] == "/display/video/"  # no script
    assert VideoGrant.objects.count() == granted
    stranger = Client()
    assert stranger.get("/display/video/")["Location"] == "/display/"
    assert [stranger.get("/display/video/news/").status_code, joined(stranger).status_code] == [
        404,
        404,
    ]


def test_its_code_is_made_by_those_who_organise_on_the_page_of_the_screens(
    people, open_meeting, host
):
    made = press(people.chair, "display-create", open_meeting.pk, fields={"kind": "device"})
    page = get(people.chair, "displays", open_meeting.pk)

    assert "the speakerphone and the camera of the room are plugged into" in words(made)
    assert "Microphone and loudspeaker 1" in words(page)
    assert (problems(made), problems(page)) == ([], [])
    with refused("Only the chair and the secretary can do this."):
        actions.create_display(actor=people.member, meeting=open_meeting, kind=DEVICE)


def test_who_is_in_the_room_has_the_pictures_without_sound_whatever_they_press(
    people, open_meeting, host
):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.ROOM)
    in_room = press(
        people.member, "video-join", open_meeting.pk, fields={"mode": "remote"}, headers=JSON
    )
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    at_home = press(
        people.member, "video-join", open_meeting.pk, fields={"mode": "remote"}, headers=JSON
    )

    assert [answer.json()["mode"] for answer in (in_room, at_home)] == ["in_room", "remote"]
    assert (in_room.json()["config"]["startSilent"], "startSilent" in at_home.json()["config"]) == (
        True,
        False,
    )
