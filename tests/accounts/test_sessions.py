"""Sessions: a new key at each step, the way back, what they cost, and how they end."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from iag_portal.audit.models import Record
from tests.factories import UserFactory
from tests.signing_in import (
    code_now,
    give_app,
    give_password,
    session_key,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db


def test_every_step_gives_the_session_a_new_key(member, at_second_step, clock):
    client = Client()
    client.force_login(member)
    keys = [session_key(client)]
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    keys.append(session_key(client))
    clock(61)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    keys.append(session_key(client))
    assert len(set(keys)) == 3


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
    with django_assert_max_num_queries(20) as told:
        client.get("/accounts/2fa/")
    assert {query["sql"].partition(" ")[0] for query in told} == {"SELECT"}


def test_the_gate_takes_four_queries_and_the_menu_one(member):
    client = signed_in(member)
    with CaptureQueriesContext(connection) as told:
        client.get("/accounts/ask/")
    tables = [re.match(r'SELECT "(\w+)"', query["sql"])[1] for query in told]
    assert tables == [
        "django_session", "accounts_user", "accounts_authenticatordevice", "accounts_agreement", "accounts_membership",
    ]  # fmt: skip


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
    answer = client.post("/accounts/logout/")
    assert (answer.url, client.get("/").status_code) == ("/accounts/login/", 302)
