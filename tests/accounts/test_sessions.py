"""Sessions: a new key at each step, the way back, what they cost, and how they end."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.audit.models import Record
from core.clock import at, now
from tests.accounts.software_passkey import SoftwarePasskey
from tests.accounts.test_passkeys import enrol
from tests.factories import UserFactory
from tests.signing_in import (
    PASSWORD,
    SECRET,
    code_now,
    give_app,
    give_password,
    session_key,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json"}


def test_every_step_gives_the_session_a_new_key_and_ends_the_one_before(member, clock):
    client, keys = Client(), []
    fields = {"login": member.email, "password": PASSWORD}
    passkey = SoftwarePasskey()
    steps = [
        lambda: client.post("/accounts/login/", fields),
        lambda: client.post("/accounts/2fa/authenticate/", {"code": code_now()}),
        lambda: client.post("/accounts/2fa/reauthenticate/", {"code": code_now()}),
        lambda: enrol(client, passkey),
    ]
    for number, step in enumerate(steps):
        clock(31 * number)
        step()
        keys.append(session_key(client))

    assert len(set(keys)) == len(steps)
    assert list(Session.objects.values_list("session_key", flat=True)) == [keys[-1]]


@pytest.mark.django_db(transaction=True)
def test_enrolling_a_first_factor_gives_the_session_a_new_key(half_way, clock):
    client = Client()
    client.force_login(half_way)
    session = client.session
    session["enrolment_ticket"], session["mfa.totp.secret"] = half_way.pk, SECRET
    session.save()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    before = session_key(client)
    client.post("/accounts/2fa/totp/activate/", {"code": code_now()})

    assert client.get("/").status_code == 200
    assert session_key(client) != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_way_back_is_kept_through_the_second_step(member, clock):
    client = Client()
    client.force_login(member)
    gate = client.get("/accounts/sessions/")
    answer = client.post(
        "/accounts/2fa/reauthenticate/", {"code": code_now(), "next": "/accounts/sessions/"}
    )
    assert (gate.url, answer.url) == (
        "/accounts/2fa/reauthenticate/?next=%2Faccounts%2Fsessions%2F",
        "/accounts/sessions/",
    )


def test_sign_in_without_a_factor_is_recorded_as_such(half_way):
    Client().force_login(half_way)
    facts = Record.objects.get(event="session.began").facts
    assert facts == {"person_id": half_way.pk, "factor": ""}


def test_no_account_exists_until_somebody_makes_one():
    assert get_user_model().objects.count() == 0


def test_thirty_people_sign_in_from_one_address_within_a_minute(sign_in_with_app, clock):
    people = [give_password(UserFactory()) for _ in range(30)]
    for person in people:
        give_app(person)
    assert [sign_in_with_app(person).get("/").status_code for person in people] == [200] * 30


def test_looking_at_a_page_writes_nothing(member, django_assert_max_num_queries):
    client = signed_in(member)
    with django_assert_max_num_queries(20) as queries:
        client.get("/accounts/2fa/")
    assert {query["sql"].partition(" ")[0] for query in queries} == {"SELECT"}


def test_the_gate_takes_two_queries_and_a_page_without_menu_no_third(member):
    """The session; its person with their factors and what they accepted."""
    client = signed_in(member)
    with CaptureQueriesContext(connection) as queries:
        client.get("/accounts/ask/")
    tables = [re.match(r'SELECT "(\w+)"', query["sql"])[1] for query in queries]
    assert tables == ["django_session", "accounts_authenticatordevice"]


def test_each_device_is_on_the_list_and_can_be_signed_out(member, at_second_step, clock):
    device = at_second_step(member)
    device.post("/accounts/2fa/authenticate/", {"code": code_now()})
    clock(61)
    device.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    clock(122)
    mine = at_second_step(member)
    mine.post("/accounts/2fa/authenticate/", {"code": code_now()})
    listed = mine.get("/accounts/sessions/").context["devices"]
    mine.post("/accounts/sessions/")
    assert (len(listed), mine.get("/").status_code, device.get("/").status_code) == (2, 200, 302)


def test_signing_out_ends_the_session(member):
    client = sign_in(Client(), member)
    copied = Client()
    copied.cookies[settings.SESSION_COOKIE_NAME] = session_key(client)
    before = copied.get("/").status_code
    answer = client.post("/accounts/logout/")

    assert (answer.url, client.get("/").status_code) == ("/accounts/login/", 302)
    assert (before, copied.get("/").status_code) == (200, 302)


def test_an_answer_for_a_session_that_has_ended_takes_no_later_cookie_away(member):
    ended_client = sign_in(Client(), member)
    signing_out = sign_in(Client(), member).post("/accounts/logout/")
    Session.objects.filter(session_key=session_key(ended_client)).delete()
    answers = [
        ended_client.get("/", headers=SCRIPT),
        ended_client.get("/"),
        ended_client.post("/accounts/stay/"),
    ]

    assert [settings.SESSION_COOKIE_NAME in answer.cookies for answer in answers] == [False] * 3
    assert signing_out.cookies[settings.SESSION_COOKIE_NAME].value == ""


def test_after_twelve_hours_the_session_is_over_however_busy_it_was(member):
    began = now()
    client = signed_in(member)
    statuses = []
    for minutes in [*range(29, 12 * 60, 29), 12 * 60 - 1, 12 * 60 + 1]:
        with at(began + timedelta(minutes=minutes)):
            statuses.append(client.post("/accounts/stay/", headers=SCRIPT).status_code)

    assert statuses == [200] * (len(statuses) - 1) + [401]
