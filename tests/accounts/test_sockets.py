"""Who may open a socket, and when it must close again."""

import asyncio
import json

import pytest
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.testing import WebsocketCommunicator
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from accounts import actions
from accounts.sockets import (
    VerifiedUserMiddleware,
    shared_look,
    still_verified,
    verified_users,
)
from tests.factories import UserFactory
from tests.signing_in import give_app, give_password, session_key, signed_in

pytestmark = pytest.mark.django_db


def verified_user(key):
    """The person of one session alone, or None."""
    return verified_users([key]).get(key)


def end_session(person, key):
    Session.objects.filter(session_key=key).delete()


def remove_factor(person, key):
    give_app(person).authenticator.delete()


def change_password(person, key):
    person.set_password("an entirely new password")
    person.save()


def suspend(person, key):
    actions.suspend_person(actor=UserFactory(is_staff=True), person=person)


def new_agreement(person, key):
    actions.adopt_agreement(actor=None, text="Keep it to yourself.")


ENDINGS = [end_session, remove_factor, change_password, suspend, new_agreement]


def test_a_verified_session_has_its_person(member):
    assert verified_user(session_key(signed_in(member))) == member


def test_a_session_with_a_password_only_has_nobody(member):
    client = Client()
    client.force_login(member)
    assert verified_user(session_key(client)) is None


@pytest.mark.parametrize("key", [None, "", "no-such-session", "0" * 32])
def test_an_unknown_session_has_nobody(key):
    assert verified_user(key) is None


def test_somebody_elses_device_does_not_verify(member):
    other = give_password(UserFactory())
    client = signed_in(other)
    session = client.session
    session["otp_device_id"] = give_app(member).persistent_id
    session.save()
    assert verified_user(session.session_key) is None


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.__name__)
def test_it_ends_with_the_session_factor_password_account_or_agreement(member, ending):
    bystander = give_password(UserFactory())
    key, other = session_key(signed_in(member)), session_key(signed_in(bystander))
    sessions = {(key, member.pk), (other, bystander.pk)}
    before = still_verified(sessions)
    ending(member, key)
    left = set() if ending is new_agreement else {(other, bystander.pk)}
    assert (before, still_verified(sessions)) == (sessions, left)


def test_it_is_not_verified_for_another_person(member):
    key = session_key(signed_in(member))
    assert still_verified({(key, member.pk), (key, member.pk + 1)}) == {(key, member.pk)}


def test_looking_changes_nothing_in_the_session(member):
    key = session_key(signed_in(member))
    before = Session.objects.get(session_key=key).session_data
    give_app(member).authenticator.delete()
    verified_user(key)
    assert Session.objects.get(session_key=key).session_data == before


def test_a_new_secret_key_ends_no_socket(member, settings):
    key = session_key(signed_in(member))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key for tests, of fifty characters or so"
    assert verified_user(key) == member


# --- Many at once ------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_sessions_are_looked_at_together_and_each_for_itself(
    member, number, django_assert_num_queries
):
    """One person may have a session that is verified and another that is not."""
    password_only = Client()
    password_only.force_login(member)
    others = [give_password(UserFactory()) for _ in range(number)]
    people = {session_key(signed_in(person)): person for person in [member, *others]}

    with django_assert_num_queries(2):
        verified = verified_users([*people, session_key(password_only), "no-such-session"])

    assert verified == people


@pytest.fixture
def asked_keys(monkeypatch):
    """The keys of each look."""
    made = []

    def look(keys):
        made.append(set(keys))
        return verified_users(keys)

    monkeypatch.setattr("accounts.sockets.verified_users", look)
    return made


@pytest.mark.django_db(transaction=True)
async def test_sockets_that_come_at_the_same_moment_share_a_look(member, asked_keys):
    keys = await database_sync_to_async(
        lambda: [session_key(signed_in(give_password(UserFactory()))) for _ in range(5)]
    )()
    asked = [shared_look().at(key) for key in [*keys, *keys, "no-such-session"]]

    people = await asyncio.gather(*asked)

    assert asked_keys == [{*keys, "no-such-session"}]
    assert people[:5] == people[5:10]
    assert (None in people[:10], people[10]) == (False, None)


@pytest.mark.django_db(transaction=True)
async def test_those_who_come_during_a_look_share_the_next_one(member, asked_keys):
    others = await database_sync_to_async(
        lambda: [session_key(signed_in(give_password(UserFactory()))) for _ in range(3)]
    )()
    key = await database_sync_to_async(lambda: session_key(signed_in(member)))()
    first = asyncio.create_task(shared_look().at(key))
    while not asked_keys:  # noqa: ASYNC110 - the look has begun, in a thread
        await asyncio.sleep(0)

    people = await asyncio.gather(*(shared_look().at(other) for other in others))

    assert (await first, asked_keys) == (member, [{key}, set(others)])
    assert None not in people


@pytest.mark.django_db(transaction=True)
async def test_whoever_leaves_meanwhile_takes_the_look_from_nobody(member, asked_keys):
    key = await database_sync_to_async(lambda: session_key(signed_in(member)))()
    leaves, stays = (asyncio.create_task(shared_look().at(key)) for _ in range(2))
    await asyncio.sleep(0)
    leaves.cancel()

    assert (await stays, leaves.cancelled(), asked_keys) == (member, True, [{key}])


@pytest.mark.django_db(transaction=True)
async def test_a_look_that_fails_is_told_to_each_and_the_next_one_is_made(member, monkeypatch):
    key = await database_sync_to_async(lambda: session_key(signed_in(member)))()

    def fail(_keys):
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr("accounts.sockets.verified_users", fail)
        with pytest.raises(OperationalError):
            await shared_look().at(key)

    assert await shared_look().at(key) == member


# --- The socket --------------------------------------------------------------------------


class Echo(AsyncWebsocketConsumer):
    """Says whom it sees, and answers every message with whether they are still verified."""

    async def connect(self):
        await self.accept()
        await self.send(json.dumps(self.scope["session"][1]))

    async def receive(self, text_data=None, bytes_data=None):
        session = self.scope["session"]
        standing = await database_sync_to_async(self.scope["verified"])({session})
        await self.send(json.dumps(session in standing))


def socket(key):
    headers = [(b"cookie", f"sessionid={key}".encode())] if key else []
    return WebsocketCommunicator(
        VerifiedUserMiddleware(Echo.as_asgi()), "/stream/x/", headers=headers
    )


@pytest.mark.django_db(transaction=True)
class TestSockets:
    async def test_a_verified_person_comes_through(self, member):
        talk = socket(session_key(await database_sync_to_async(signed_in)(member)))
        connected, _ = await talk.connect()
        message = json.loads(await talk.receive_from())
        await talk.disconnect()
        assert (connected, message) == (True, member.pk)

    @pytest.mark.parametrize("kind", ["nobody", "password only"])
    async def test_anybody_else_is_accepted_and_closed_with_the_reason(self, member, kind):
        client = Client()
        if kind == "password only":
            await database_sync_to_async(client.force_login)(member)
        talk = socket(session_key(client) if kind == "password only" else None)
        connected, _ = await talk.connect()
        closed = await talk.receive_output()
        assert (connected, closed["type"], closed["code"]) == (True, "websocket.close", 4401)

    @pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.__name__)
    async def test_an_open_socket_learns_that_it_has_ended(self, member, ending):
        key = session_key(await database_sync_to_async(signed_in)(member))
        talk = socket(key)
        await talk.connect()
        await talk.receive_from()
        answers = []
        for action in (None, ending):
            if action:
                await database_sync_to_async(action)(member, key)
            await talk.send_to("still there?")
            answers.append(json.loads(await talk.receive_from()))
        await talk.disconnect()
        assert answers == [True, False]
