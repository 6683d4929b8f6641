"""Five ways in which access ends, and the same things that follow each of them."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.usersessions.models import UserSession
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client

from accounts import actions
from core.audit.models import Record
from core.clock import now
from core.jobs import run_due_jobs
from core.live.room import GONE, SIGN_IN
from core.notices.mail import send_mail_to
from iag_portal.routing import websockets
from meetings.models import Meeting, VideoGrant, VideoKick
from meetings.video.tokens import participant_id
from tests.factories import AttendanceFactory, MeetingFactory, MembershipFactory, UserFactory
from tests.signing_in import PASSWORD, give_password, session_key, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
BEAT = 15  # seconds: what settings.LIVE_BEAT promises; a revocation is faster


def end_membership(world):
    actions.end_membership(actor=world.secretary, membership=world.membership)


def suspend(world):
    actions.suspend_person(actor=UserFactory(is_staff=True), person=world.person)


def change_password(world):
    fields = {"oldpassword": PASSWORD, "password1": "tram marmalade lighthouse"}
    assert (
        signed_in(world.person, fresh=True).post("/accounts/password/change/", fields).status_code
        == 302
    )


def remove_factor(world):
    assert (
        signed_in(world.person, fresh=True).post("/accounts/2fa/totp/deactivate/").status_code
        == 302
    )


def end_session(world):
    assert world.client.post("/accounts/logout/").status_code == 302


# what ends access: (action, address of the next request, close code, event, notices that still go)
BOTH = ["about the meeting", "about nothing"]
ENDINGS = [
    pytest.param(
        end_membership, "404", GONE, "membership.ended", ["about nothing"], id="membership"
    ),
    pytest.param(suspend, "/accounts/login/", SIGN_IN, "person.suspended", [], id="suspension"),
    pytest.param(
        change_password, "/accounts/login/", SIGN_IN, "password.changed", BOTH, id="password"
    ),
    pytest.param(remove_factor, "/accounts/ask/", SIGN_IN, "factor.removed", BOTH, id="factor"),
    pytest.param(end_session, "/accounts/login/", SIGN_IN, "session.ended", BOTH, id="session"),
]


def someone_in(meeting, role="member"):
    person = give_password(UserFactory())
    membership = MembershipFactory(user=person, group=meeting.group, role=role)
    AttendanceFactory(meeting=meeting, user=person, mode="video")
    return person, membership


def grant(meeting, person):
    soon = now() + timedelta(minutes=5)
    return VideoGrant.objects.create(meeting=meeting, user=person, moderator=False, expires_at=soon)


def prepare():
    """Two people in an open meeting with video, one of them in another meeting as well."""
    meeting, other = MeetingFactory(state="open"), MeetingFactory(state="open")
    person, membership = someone_in(meeting)
    AttendanceFactory(meeting=other, user=person, mode="video")
    MembershipFactory(user=person, group=other.group)
    bystander, _ = someone_in(meeting)
    secretary, _ = someone_in(meeting, "secretary")
    for who, where in ((person, meeting), (person, other), (bystander, meeting)):
        grant(where, who)
    return SimpleNamespace(
        meeting=meeting, other=other, person=person, membership=membership,
        bystander=bystander, secretary=secretary, client=signed_in(person), calm=signed_in(bystander),
    )  # fmt: skip


def write_mails(world):
    """Mails that wait in the queue while access ends: two notices, and a link that lets somebody in."""
    for who in (world.person, world.bystander):
        send_mail_to(who, "unknown_address", about=world.meeting)
        send_mail_to(who, "help_given", {"path": "/"})
        Client().post("/accounts/password/reset/", {"email": who.email})


def kinds_sent_to(person):
    names = {
        "no account": "about the meeting",
        "helped to sign in": "about nothing",
        "Choose a new password": "link",
    }
    subjects = [m.subject for m in mail.outbox if m.to == [person.email]]
    return sorted(kind for subject in subjects for words, kind in names.items() if words in subject)


def socket_of(client, meeting):
    headers = [
        (b"origin", b"http://localhost"),
        (b"cookie", f"{settings.SESSION_COOKIE_NAME}={session_key(client)}".encode()),
    ]
    return WebsocketCommunicator(websockets, f"/stream/{meeting.stream}/?after=0", headers=headers)


def next_request(client, meeting):
    answer = client.get(f"/meetings/{meeting.pk}/")
    return answer.url.partition("?")[0] if answer.status_code == 302 else str(answer.status_code)


@pytest.mark.parametrize(("action", "lands", "code", "event", "notices"), ENDINGS)
async def test_whatever_ends_access_ends_all_of_it(action, lands, code, event, notices):
    in_database = database_sync_to_async
    world = await in_database(prepare)()
    await in_database(write_mails)(world)
    mine, theirs = socket_of(world.client, world.meeting), socket_of(world.calm, world.meeting)
    for socket in (mine, theirs):
        assert (await socket.connect(timeout=5))[0]

    await in_database(action)(world)

    closed = await mine.receive_output(timeout=BEAT)
    while closed["type"] == "websocket.send":  # regions that the action itself changed
        closed = await mine.receive_output(timeout=BEAT)
    assert (closed["type"], closed["code"]) == ("websocket.close", code)
    assert await theirs.receive_nothing(timeout=0.2)
    await theirs.disconnect()
    await mine.disconnect()
    await in_database(check_what_is_left)(world, lands, event, notices)


def check_what_is_left(world, lands, event, notices):
    assert (next_request(world.client, world.meeting), next_request(world.calm, world.meeting)) == (
        lands,
        "200",
    )

    run_due_jobs()
    assert kinds_sent_to(world.person) == sorted(notices)  # and no link to get in by
    assert kinds_sent_to(world.bystander) == ["about nothing", "about the meeting", "link"]

    other_meetings = set() if event == "membership.ended" else {world.other.pk}
    revoked = VideoGrant.objects.exclude(revoked_at=None).values_list("user", "meeting")
    assert set(revoked) == {(world.person.pk, pk) for pk in {world.meeting.pk} | other_meetings}
    kicks = VideoKick.objects.values_list("user", "meeting", "why", "delivered_at")
    assert set(kicks) == {
        (world.person.pk, pk, event, None) for pk in {world.meeting.pk} | other_meetings
    }
    assert VideoKick.objects.get(meeting=world.meeting).participant_id == participant_id(
        world.person.pk, world.meeting.pk, settings.SECRET_KEY.encode()
    )
    facts = Record.objects.filter(event=event).values_list("facts", flat=True)
    assert {entry["person_id"] for entry in facts} == {world.person.pk}
    assert json.dumps(list(facts)).find(world.person.email) == -1


def forget(world):
    ended = actions.end_membership(actor=world.secretary, membership=world.membership)
    actions.end_membership(
        actor=chair_of(world.other), membership=world.person.memberships.get(ends_at=None)
    )
    departure = actions.ask_departure(actor=world.secretary, membership=ended)
    actions.anonymise_person(actor=UserFactory(is_staff=True), departure=departure)


def chair_of(meeting):
    return MembershipFactory(group=meeting.group, role="chair").user


async def test_whoever_is_forgotten_is_shut_out_in_the_same_ways():
    in_database = database_sync_to_async
    world = await in_database(prepare)()
    await in_database(write_mails)(world)
    mine, again = socket_of(world.client, world.meeting), socket_of(world.client, world.meeting)
    assert (await mine.connect(timeout=5))[0]

    await in_database(forget)(world)

    closed = await mine.receive_output(timeout=BEAT)
    while closed["type"] == "websocket.send":
        closed = await mine.receive_output(timeout=BEAT)
    assert (closed["type"], closed["code"] in {GONE, SIGN_IN}) == ("websocket.close", True)
    await again.connect(timeout=5)  # accepted, so that its code can say why not
    assert (await again.receive_output(timeout=5))["code"] == SIGN_IN
    await again.disconnect()
    await mine.disconnect()
    await in_database(check_who_is_forgotten)(world)


def check_who_is_forgotten(world):
    assert next_request(world.client, world.meeting) == "/accounts/login/"
    assert UserSession.objects.filter(user=world.person).count() == 0
    assert type(world.person).objects.get(pk=world.person.pk).access_ended_at is not None
    address = world.person.email
    run_due_jobs()
    assert [m.subject for m in mail.outbox if m.to == [address]] == []  # neither notices nor a link
    revoked = VideoGrant.objects.filter(user=world.person).exclude(revoked_at=None)
    assert set(revoked.values_list("meeting", flat=True)) == {world.meeting.pk, world.other.pk}


def test_in_a_meeting_that_is_over_nobody_is_sent_away():
    world = prepare()
    Meeting.objects.filter(pk=world.meeting.pk).update(state="ended")
    end_membership(world)
    assert (VideoKick.objects.count(), VideoGrant.objects.exclude(revoked_at=None).count()) == (
        0,
        1,
    )


def test_an_action_that_fails_takes_nothing_back():
    world = prepare()
    VideoKick.objects.all().delete()
    with pytest.raises(RuntimeError, match="after"):
        fail_after(world)
    assert (VideoKick.objects.count(), VideoGrant.objects.exclude(revoked_at=None).count()) == (
        0,
        0,
    )


def fail_after(world):
    with transaction.atomic():
        end_membership(world)
        raise RuntimeError("after")


def test_joining_the_video_again_needs_the_right_again():
    world = prepare()
    end_membership(world)
    answer = signed_in(world.person).post(
        f"/meetings/{world.meeting.pk}/video/join/", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 404
