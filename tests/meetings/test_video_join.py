"""Join the video: who gets a token, in which shape, and that it is written down nowhere."""

import logging
from datetime import timedelta

import jwt
import pytest

from accounts import actions as accounts
from accounts.models import Role
from core.audit.models import Record
from core.clock import now
from meetings import actions, queries
from meetings.models import Attendance, VideoGrant, VideoKick
from meetings.video.modes import Mode
from meetings.video.settings import JitsiSettings
from tests.meetings.pages import JSON, get, press, words
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
SECRET = "a secret of the tests, long enough for HS256"
HOST = {
    "JITSI_DOMAIN": "meet.example.org",
    "JITSI_ALG": "HS256",
    "JITSI_SECRET": SECRET,
    "JITSI_CAPTIONS": "1",
}


@pytest.fixture
def host(settings):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")


def join(person, meeting, mode="remote"):
    return press(person, "video-join", meeting.pk, fields={"mode": mode}, headers=JSON)


def test_the_answer_has_the_shape_that_the_script_reads(people, open_meeting, host):
    answer = join(people.member, open_meeting)
    data = answer.json()

    assert answer.status_code == 200
    assert sorted(data) == [
        "config",
        "expires_at",
        "jwt",
        "known",
        "listens",
        "mode",
        "moderates",
        "origin",
        "participant_id",
        "room",
        "title",
    ]
    assert (data["origin"], data["room"]) == ("https://meet.example.org", open_meeting.room_name)
    assert data["title"] == "Video of the meeting of Harbour District IAG"


def test_the_token_is_for_one_room_one_person_and_five_minutes(people, open_meeting, host):
    token = join(people.member, open_meeting).json()["jwt"]

    claims = jwt.decode(token, SECRET, ["HS256"], audience="jitsi", options={"verify_exp": False})
    grant = VideoGrant.objects.get()
    assert claims["room"] == open_meeting.room_name
    assert claims["context"]["user"]["name"] == "Doreen Whitcombe"
    assert (grant.user, grant.moderator) == (people.member, False)
    assert timedelta(minutes=4) < grant.expires_at - now() <= timedelta(minutes=5)


@pytest.mark.parametrize(
    ("role", "moderates"),
    [
        ("chair", True),
        ("vice_chair", True),
        ("member", False),
        ("secretary", False),
        ("police_lead", False),
        ("observer", False),
        ("interpreter", False),
    ],
)
def test_only_chairs_moderate(people, open_meeting, host, role, moderates):
    token = join(getattr(people, role), open_meeting).json()["jwt"]

    claims = jwt.decode(token, SECRET, ["HS256"], audience="jitsi", options={"verify_exp": False})
    assert VideoGrant.objects.get().moderator is moderates
    assert str(claims["context"]["user"]["moderator"]).lower() == str(moderates).lower()


def test_neither_the_record_nor_the_log_nor_the_grant_holds_the_token(
    people, open_meeting, host, caplog
):
    with caplog.at_level(logging.DEBUG):
        token = join(people.member, open_meeting).json()["jwt"]

    record = Record.objects.get(event="video.joined")
    assert record.facts == {"meeting_id": open_meeting.pk, "user_id": people.member.pk}
    assert token not in caplog.text
    assert token.rpartition(".")[2] not in str(list(VideoGrant.objects.values()))


@pytest.mark.parametrize("mode", ["remote", "remote_low", "in_room", "", "by boat"])
def test_each_way_to_join_gets_its_config_and_nonsense_gets_the_first(
    people, open_meeting, host, mode
):
    given = join(people.member, open_meeting, mode).json()["config"]
    plain = join(people.member, open_meeting, "remote").json()["config"]

    assert (given == plain) is (mode not in {"remote_low", "in_room"})


def test_before_and_after_the_meeting_nobody_joins(people, meeting, host):
    before = join(people.member, meeting)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    actions.end_meeting(actor=people.chair, meeting=meeting)
    after = join(people.member, meeting)

    refusal = {"code": "not_open", "reason": "This meeting is not open."}
    assert [(a.status_code, a.json()) for a in (before, after)] == [(403, refusal), (403, refusal)]
    assert Record.objects.filter(event="refused").count() == 2
    assert not VideoGrant.objects.exists()


def test_the_uninvited_and_those_who_sent_apologies_do_not_join(
    people, open_meeting, newcomer, host
):
    Attendance.objects.filter(user=people.member).update(mode="apologies")

    answers = [join(person, open_meeting) for person in (newcomer, people.member)]

    assert [(a.status_code, a.json()["code"], a.json()["reason"]) for a in answers] == [
        (403, "refused", "Only people who are invited to this meeting can do this."),
        (403, "refused", "You sent apologies. Say first how you take part."),
    ]
    assert join(people.stranger, open_meeting).status_code == 404
    assert not VideoGrant.objects.exists()


def test_without_a_video_host_the_page_says_so_and_all_else_works(people, open_meeting):
    page = get(people.member, "live", open_meeting.pk)
    answer = join(people.member, open_meeting)

    assert "This portal has no video." in words(page)
    assert "Raise my hand" in words(page)
    assert "frame-src 'none'" in page["Content-Security-Policy"]
    assert answer.status_code == 403
    assert answer.json()["reason"] == "This portal has no video. Everything else works without it."


def test_with_one_the_live_page_and_no_other_lets_its_frame_in(people, open_meeting, host):
    live = get(people.member, "live", open_meeting.pk)
    other = get(people.member, "meeting", open_meeting.pk)

    assert "frame-src https://meet.example.org;" in live["Content-Security-Policy"] + ";"
    assert 'camera=(self "https://meet.example.org")' in live["Permissions-Policy"]
    assert "frame-src 'none'" in other["Content-Security-Policy"]
    assert "camera=()" in other["Permissions-Policy"]
    assert problems(live) == []


def test_without_script_the_button_leads_to_a_page_that_helps(people, open_meeting, host):
    answer = press(people.member, "video-join", open_meeting.pk)

    assert answer.status_code == 200
    ring = '<a class="govuk-link" href="tel:01632960456">01632 960 456</a>, code 7714.'
    assert ring in answer.content.decode()
    assert problems(answer) == []


def moderates(token):
    claims = jwt.decode(token, SECRET, ["HS256"], audience="jitsi", options={"verify_exp": False})
    return claims["context"]["user"]["moderator"]


def test_a_chair_who_is_chair_no_longer_leaves_the_video_and_comes_back_without_powers(
    people, open_meeting, host
):
    before = actions.join_video(actor=people.vice_chair, meeting=open_meeting, mode=Mode.REMOTE)
    place = people.vice_chair.memberships.get()
    accounts.change_role(actor=people.chair, membership=place, role=Role.MEMBER)
    person = type(people.vice_chair).objects.get(pk=people.vice_chair.pk)
    after = actions.join_video(actor=person, meeting=open_meeting, mode=Mode.REMOTE)

    assert [moderates(response["jwt"]) for response in (before, after)] == ["true", "false"]
    assert [video_kick.why for video_kick in VideoKick.objects.all()] == ["membership.role_changed"]


def test_who_sends_apologies_after_all_leaves_the_video(people, open_meeting, host):
    for person in (people.member, people.chair):
        actions.join_video(actor=person, meeting=open_meeting, mode=Mode.REMOTE)
    actions.say_attendance(actor=people.member, meeting=open_meeting, mode="apologies")

    out = queries.out_of_video(open_meeting, stays=False)
    assert [(each.person, str(each.reason)) for each in out] == [
        (people.member, "They sent apologies.")
    ]
