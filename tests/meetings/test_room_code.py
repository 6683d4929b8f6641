"""The code on the screen of the room: good for half an hour, for one meeting, for who is invited."""

from datetime import timedelta

import pytest

from core import clock
from core.clock import now
from meetings import actions
from meetings.models import Attendance, Presence
from meetings.room_code import is_good, room_code
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, press, words
from tests.meetings.there import after, presences
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode
RUN_OUT = "This code has run out. Scan the one that is on the screen of the room now."


def test_who_scans_it_and_says_so_is_in_the_room(people, open_meeting):
    code = room_code(open_meeting.pk, now())
    asked = get(people.member, "presence-scan", open_meeting.pk, code)
    assert not Presence.objects.exists()  # a link that is opened does nothing

    for _twice in range(2):
        answer = press(people.member, "presence-scan", open_meeting.pk, code)

    presence = Presence.objects.get()
    assert "Are you in the room?" in words(asked)
    assert (answer.status_code, answer.url) == (302, f"/meetings/{open_meeting.pk}/live/")
    assert (presence.user, presence.mode, presence.source) == (people.member, "room", "code")


def test_who_was_on_video_is_in_the_room_from_then_on(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    with clock.at(after(open_meeting, 8)):
        code = room_code(open_meeting.pk, now())
        actions.come_in_by_code(actor=people.member, meeting=open_meeting, code=code)

    assert presences(people.member) == [("video", 0, 8), ("room", 8, None)]


def test_a_code_of_before_of_another_meeting_or_of_nobody_is_refused(people, open_meeting):
    at = now()
    codes = (
        room_code(open_meeting.pk, at - timedelta(minutes=30)),
        room_code(open_meeting.pk, at + timedelta(minutes=1)),
        room_code(open_meeting.pk + 1, at),
        room_code(open_meeting.pk, at) + "x",
        "guessed",
        "",
    )
    assert is_good(room_code(open_meeting.pk, at), open_meeting.pk, at)
    with clock.at(at):
        for code in codes:
            with refused(RUN_OUT):
                actions.come_in_by_code(actor=people.member, meeting=open_meeting, code=code)


def test_it_lets_nobody_in_who_is_not_invited(people, open_meeting, newcomer):
    code = room_code(open_meeting.pk, now())
    not_invited = "Only people who are invited to this meeting can do this."
    with refused(not_invited):
        actions.come_in_by_code(actor=newcomer, meeting=open_meeting, code=code)
    statuses = [
        get(user, "presence-scan", open_meeting.pk, code).status_code
        for user in (people.member, newcomer, people.stranger)
    ]

    assert statuses == [200, 403, 404]


def test_the_page_of_the_code_is_for_the_chair_and_the_secretary(people, open_meeting):
    roles = ("chair", "secretary", "member", "police_lead", "observer")
    pages = {role: get(getattr(people, role), "presence-code", open_meeting.pk) for role in roles}

    assert [page.status_code for page in pages.values()] == [200, 200, 403, 403, 403]
    assert "It can be scanned until" in words(pages["secretary"])
    assert "data:image/svg+xml" in pages["secretary"].content.decode()
    assert problems(pages["secretary"]) == []
