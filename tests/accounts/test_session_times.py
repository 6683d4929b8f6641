"""Half an hour idle, twelve hours in all; a live meeting keeps a session, a script does not."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.sockets import still_verified, verified_users
from core.clock import now
from core.live.hub import _unverified
from core.live.room import Listener, Room
from meetings.live import MeetingPage
from meetings.models import Meeting
from tests.factories import AttendanceFactory, MeetingFactory, MembershipFactory, UserFactory
from tests.signing_in import code_now, give_password, session_key, signed_in

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def signed_in_before(member, ago):
    """A client whose person signed in so long ago, and has done nothing since."""
    client = signed_in(member)
    session = client.session
    session["began_at"] -= ago.total_seconds()
    session.save()
    ends_in(client, 30 * MINUTE - ago)
    return client


def people(number):
    return [give_password(UserFactory()) for _ in range(number)]


def row(client):
    return Session.objects.get(session_key=session_key(client))


def minutes_left(client):
    return round((row(client).expire_date - now()) / MINUTE)


def ends_in(client, length):
    Session.objects.filter(session_key=session_key(client)).update(expire_date=now() + length)


@pytest.mark.parametrize(
    ("ago", "status", "verified"), [(29 * MINUTE, 200, True), (31 * MINUTE, 302, False)]
)
def test_a_session_that_nobody_uses_ends_after_half_an_hour_for_pages_and_sockets(
    member, ago, status, verified
):
    client = signed_in_before(member, ago)
    key = session_key(client)
    socket = verified_users([key]) == {key: member}
    assert (socket, client.get("/").status_code) == (verified, status)


def test_a_request_moves_the_end(member):
    client = signed_in_before(member, 20 * MINUTE)
    before = minutes_left(client)
    client.get("/accounts/2fa/")
    assert (before, minutes_left(client)) == (10, 30)


def test_nothing_moves_it_beyond_twelve_hours(member):
    client = signed_in_before(member, 12 * HOUR - 10 * MINUTE)
    ends_in(client, 5 * MINUTE)
    client.get("/accounts/2fa/")
    client.post("/accounts/stay/")
    assert minutes_left(client) == 10


def test_the_hours_count_from_signing_in_and_not_from_a_factor_shown_again(member, clock):
    client = signed_in_before(member, 12 * HOUR - 10 * MINUTE)
    ends_in(client, 5 * MINUTE)
    before = session_key(client)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    assert (session_key(client) != before, minutes_left(client)) == (True, 10)


def test_signing_in_again_starts_the_hours_anew(member):
    client = signed_in_before(member, 11 * HOUR)
    client.force_login(member)
    client.get("/accounts/2fa/reauthenticate/")
    assert minutes_left(client) == 30


def test_staying_is_one_update_of_one_column_once_a_minute(member):
    client = signed_in_before(member, 2 * MINUTE)
    words = row(client).session_data
    with CaptureQueriesContext(connection) as first:
        client.get("/accounts/2fa/")
    with CaptureQueriesContext(connection) as second:
        client.get("/accounts/2fa/")
    writes = [
        [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
        for queries in (first, second)
    ]
    assert [len(w) for w in writes] == [1, 0]
    assert 'UPDATE "django_session" SET "expire_date"' in writes[0][0]
    assert row(client).session_data == words


@pytest.mark.parametrize(("method", "left"), [("get", 10), ("post", 30)])
def test_asking_how_long_is_left_changes_nothing_and_pressing_stay_does(member, method, left):
    client = signed_in_before(member, 20 * MINUTE)
    data = getattr(client, method)("/accounts/stay/", headers={"Accept": "application/json"}).json()
    assert (round(data["left"] / 60), minutes_left(client)) == (left, left)


def test_a_script_that_asks_after_the_end_is_told_so(member):
    client = signed_in_before(member, 31 * MINUTE)
    assert client.get("/accounts/stay/", headers={"Accept": "application/json"}).status_code == 401


@pytest.fixture
def meeting(member):
    meeting = MeetingFactory(state=Meeting.State.OPEN)
    MembershipFactory(user=member, group=meeting.group)
    AttendanceFactory(meeting=meeting, user=member, mode="video")
    return meeting


@pytest.mark.parametrize(("state", "left"), [("open", 30), ("called", 10)])
def test_the_polling_of_an_open_meeting_keeps_the_session_and_that_of_another_page_does_not(
    member, meeting, state, left
):
    Meeting.objects.update(state=state)
    captions = reverse("meetings:captions-news", args=[meeting.pk])
    client = signed_in_before(member, 20 * MINUTE)
    for address, status in ((f"/stream/{meeting.stream}/", 204), (captions, 200)):
        ends_in(client, 10 * MINUTE)
        answer = client.get(address, headers={"Accept": "application/json"})
        assert (answer.status_code, minutes_left(client)) == (status, left)


def test_captions_of_a_meeting_that_nobody_ended_keep_nobody_signed_in_for_ever(member, meeting):
    Meeting.objects.update(starts_at=now() - 12 * HOUR)
    client = signed_in_before(member, 20 * MINUTE)
    client.get(reverse("meetings:captions-news", args=[meeting.pk]))
    assert minutes_left(client) == 10


@pytest.mark.parametrize(
    ("state", "beat", "left"), [("open", True, 30), ("open", False, 5), ("called", True, 5)]
)
def test_the_beat_of_an_open_meeting_keeps_the_session_beyond_twelve_hours(
    member, meeting, state, beat, left
):
    Meeting.objects.update(state=state)
    client = signed_in_before(member, 12 * HOUR - 5 * MINUTE)
    ends_in(client, 5 * MINUTE)
    listener = Listener((session_key(client), member.pk), still_verified, None, 0)
    ended = _unverified({listener}, Room(MeetingPage(), meeting.stream, 0), beat=beat)
    assert (ended, minutes_left(client)) == (set(), left)


@pytest.mark.parametrize("number", [1, 3])
def test_a_beat_looks_at_all_sessions_together_and_lets_each_stay(member, meeting, number):
    """Two questions for the sessions, one for the meeting, one to move what runs out."""
    clients = [signed_in_before(person, 20 * MINUTE) for person in [member, *people(number)]]
    over = signed_in_before(give_password(UserFactory()), 31 * MINUTE)
    listeners = {
        Listener((key, person), still_verified, None, 0)
        for key, person in (
            (session_key(client), int(client.session["_auth_user_id"])) for client in clients
        )
    }
    ended_listener = Listener((session_key(over), 7), still_verified, None, 0)

    with CaptureQueriesContext(connection) as queries:
        ended = _unverified(
            {*listeners, ended_listener}, Room(MeetingPage(), meeting.stream), beat=True
        )

    assert (ended, len(queries)) == ({ended_listener}, 4)
    assert [minutes_left(client) for client in clients] == [30] * (number + 1)
    assert row(over).expire_date < now()


def test_a_press_in_a_long_meeting_does_not_take_back_what_the_meeting_gave(member, meeting):
    client = signed_in_before(member, 13 * HOUR)
    ends_in(client, 25 * MINUTE)
    client.get("/accounts/2fa/")
    session = client.session
    session["touched"] = True
    session.save()
    assert minutes_left(client) == 25


def test_a_meeting_never_wakes_a_session_that_has_ended(member, meeting):
    client = signed_in_before(member, 31 * MINUTE)
    assert still_verified({(session_key(client), member.pk)}, stay=True) == set()
    assert row(client).expire_date < now()


def test_every_page_of_somebody_signed_in_can_say_that_it_ends(member):
    page = signed_in(member).get("/accounts/2fa/").content.decode()
    assert (
        'data-session="/accounts/stay/"' in page,
        'data-session-left="18' in page or 'data-session-left="17' in page,
    ) == (True, True)
    assert "data-session=" not in Client().get("/accounts/login/").content.decode()
