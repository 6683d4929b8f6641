"""Who is in the video, by the word of its host, and taking somebody out of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from core.audit.models import Record
from core.clock import now
from core.dates import clock_time
from meetings import actions, queries
from meetings.calls import calls_of
from meetings.models import RoomDisplay, VideoGrant
from meetings.video.host import Report
from meetings.video.modes import Mode
from meetings.video.settings import JitsiSettings
from tests.meetings.outcomes import refused
from tests.meetings.pages import JSON, get, press, questions, url, words
from tests.meetings.video_host import HOST, event, issued, join, may, report
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def host(settings):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")


def room_of(people, meeting):
    code = actions.create_display(
        actor=people.secretary, meeting=meeting, kind=RoomDisplay.Kind.DEVICE
    )
    computer = Client()
    computer.post("/display/", {"code": code})
    computer.post("/display/video/join/", headers=JSON)
    return {
        "room": meeting.room_name,
        "person": VideoGrant.objects.get(user=None).participant_id,
    }


def test_the_chair_reads_who_is_there_in_which_way_and_whose_line_is_lost(people, open_meeting):
    room = room_of(people, open_meeting)
    member = join(people.member, open_meeting, Mode.REMOTE_LOW)
    officer = join(people.police_lead, open_meeting)
    join(people.observer, open_meeting)  # and their line never stood
    report(*[event("joined", who) for who in (room, member, officer)], here=[room, member, officer])
    lost_at = now()
    with clock.at(lost_at + timedelta(seconds=10)):
        report(event("left", officer, lost_at), here=[room, member])
        page = get(people.chair, "in-video", open_meeting.pk)

    assert [row.person for row in queries.in_video(open_meeting, stays=True)] == [
        None,
        people.member,
        people.police_lead,
    ]
    text = words(page)
    assert "The room microphone and loudspeaker of the room" in text
    assert f"{people.member.name} with one picture, on a slow line" in text
    assert f"line lost at {clock_time(lost_at)}" in text
    assert (people.observer.name in text, problems(page)) == (False, [])
    assert "Who rings in by telephone" not in text
    source = page.content.decode()  # a page in the call says by these whose microphone is on
    assert f'data-video-microphones="{url("video-join", open_meeting.pk)}"' in source
    numbers = [who["person"] for who in (room, member)]
    assert re.findall(r'data-microphone-of="([^"]*)"', source) == numbers
    assert get(people.member, "in-video", open_meeting.pk).status_code == 403


def test_a_device_whose_leaving_nobody_told_is_there_no_more(people, open_meeting):
    room, member = room_of(people, open_meeting), join(people.member, open_meeting)
    report(event("joined", room), event("joined", member), here=[room, member])
    report(here=[member])  # the host began anew, and has no events

    assert [row.person for row in queries.in_video(open_meeting, stays=True)] == [people.member]
    still_there = Report((), frozenset({tuple(member.values())}), frozenset())
    assert [call.is_quiet for call in calls_of(still_there)] == [True]
    report(here=[room, member])
    assert [row.person for row in queries.in_video(open_meeting, stays=True)] == [
        None,
        people.member,
    ]


def test_a_person_does_not_join_as_the_device_of_a_room(people, open_meeting):
    answer = pressed(people.member, open_meeting, mode="room_device").json()

    assert answer["mode"] == "remote"


def test_the_list_asks_as_much_for_one_as_for_three(
    people, open_meeting, django_assert_num_queries
):
    page = url("in-video", open_meeting.pk)
    reader = signed_in(people.secretary)
    asked = []
    for person in (people.member, people.police_lead, people.observer):
        report(event("joined", join(person, open_meeting)))
        with django_assert_num_queries(2):
            queries.in_video(open_meeting, stays=True)
        asked.append(questions(reader, page))
    assert asked == [asked[0]] * 3


def test_who_is_taken_out_leaves_the_video_keeps_their_hand_and_can_join_again(
    people, open_meeting
):
    member, officer = join(people.member, open_meeting), join(people.police_lead, open_meeting)
    report(event("joined", member), event("joined", officer), here=[member, officer])
    actions.raise_hand(actor=people.member, meeting=open_meeting)
    before = issued(people.member)
    asked = get(people.secretary, "video-put-out", open_meeting.pk, people.member.pk)
    nobody_yet = report(here=[member, officer])
    press(people.secretary, "video-put-out", open_meeting.pk, people.member.pk)
    orders = report(here=[member, officer])
    out = queries.out_of_video(open_meeting, stays=True)

    assert (nobody_yet, problems(asked)) == ([], [])
    assert [order["person"] for order in orders] == [member["person"]]
    assert [str(each.reason) for each in out] == [
        "The chair or the secretary took them out. They can join again."
    ]
    assert may(member, before) is False
    assert open_meeting.requests.get(user=people.member).state == "waiting"
    assert Record.objects.get(event="video.revoked").actor == people.secretary
    again = join(people.member, open_meeting)
    assert may(again, issued(people.member)) is True
    press(people.secretary, "video-put-out", open_meeting.pk, people.member.pk)
    first, second = report(here=[again, officer])
    assert before <= first["issued"] < issued(people.member) <= second["issued"]


def test_nobody_takes_out_themselves_and_the_secretary_not_the_chair(people, open_meeting):
    there = [people.chair, people.secretary, people.member]
    who = [join(person, open_meeting) for person in there]
    report(*[event("joined", each) for each in who], here=who)
    offered = {
        reader: [
            person
            for person in there
            if url("video-put-out", open_meeting.pk, person.pk)
            in get(reader, "in-video", open_meeting.pk).content.decode()
        ]
        for reader in (people.chair, people.secretary)
    }
    assert offered[people.chair] == [people.secretary, people.member]
    assert offered[people.secretary] == [people.member]
    mutes = {
        reader: "Mute everybody" in words(get(reader, "in-video", open_meeting.pk))
        for reader in (people.chair, people.secretary)
    }
    assert mutes == {people.chair: True, people.secretary: False}
    place = {
        name: open_meeting.attendances.get(user=getattr(people, name))
        for name in ("chair", "secretary", "member")
    }

    with refused("Only the chair or the vice-chair takes one of them out of the video."):
        actions.put_out_of_video(actor=people.secretary, attendance=place["chair"])
    with refused("To leave the video, press “Leave the video”."):
        actions.put_out_of_video(actor=people.chair, attendance=place["chair"])
    with refused("Only the chair and the secretary can do this."):
        actions.put_out_of_video(actor=people.member, attendance=place["secretary"])
    actions.put_out_of_video(actor=people.chair, attendance=place["member"])
    with refused("They are not in the video any more."):
        actions.put_out_of_video(actor=people.chair, attendance=place["member"])


def pressed(person, meeting, **fields):
    return press(
        person, "video-join", meeting.pk, fields={"mode": "remote", **fields}, headers=JSON
    )


def test_who_joins_on_a_second_device_is_asked_and_has_one_voice(people, open_meeting):
    first = pressed(people.member, open_meeting).json()
    who = {"room": first["room"], "person": first["participant_id"]}
    unused = pressed(people.member, open_meeting)
    report(event("joined", who), here=[who])
    asked = pressed(people.member, open_meeting)
    other = pressed(people.chair, open_meeting)
    before = issued(people.member)
    over = pressed(people.member, open_meeting, over="1")
    (order,) = report(here=[who])

    assert [answer.status_code for answer in (unused, asked, other, over)] == [200, 409, 200, 200]
    assert (asked.json()["code"], order["person"]) == ("elsewhere", who["person"])
    assert before <= order["issued"] < issued(people.member)  # though all are of one second
    assert may(who, issued(people.member)) is True
    assert queries.out_of_video(open_meeting, stays=True) == []
    assert not Record.objects.filter(event="refused").exists()
    report(event("left", who), here=[], done=[order["id"]])
    assert pressed(people.member, open_meeting).status_code == 200


def test_who_was_in_again_before_the_host_put_them_out_is_asked_too(people, open_meeting):
    member = join(people.member, open_meeting)
    report(event("joined", member), here=[member])
    press(people.secretary, "video-put-out", open_meeting.pk, people.member.pk)
    (first,) = report(here=[member])
    again = join(people.member, open_meeting)

    report(here=[again], done=[first["id"]])  # nobody came and nobody left: they are there
    asked = pressed(people.member, open_meeting)
    over = pressed(people.member, open_meeting, over="1")
    (order,) = report(here=[again])

    assert [asked.status_code, over.status_code] == [409, 200]
    assert order["person"] == again["person"]
    assert people.member.name in words(get(people.chair, "in-video", open_meeting.pk))
