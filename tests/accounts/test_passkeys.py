"""Passkeys: enrolled, as second step, alone; and what is refused."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import AuthenticatorDevice
from core.audit.models import Record
from tests.accounts.pages import passkey_options
from tests.accounts.software_passkey import SoftwarePasskey
from tests.signing_in import PASSWORD, give_app, signed_in

ADD = "/accounts/2fa/webauthn/add/"
ALONE = "/accounts/2fa/webauthn/login/"
SECOND_STEP = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/2fa/webauthn/reauthenticate/"
pytestmark = pytest.mark.django_db


def enrol(client, passkey):
    answer = passkey.create(passkey_options(client.get(ADD)))
    return client.post(ADD, {"name": "my phone", "credential": answer, "passwordless": "on"})


@pytest.fixture
def passkey(member):
    """The member's passkey, enrolled; the app is gone, so that it is all they have."""
    key = SoftwarePasskey()
    assert enrol(signed_in(member, fresh=True), key).status_code == 302
    Authenticator.objects.filter(user=member, type="totp").delete()
    return key


def sign_in_alone(passkey):
    client = Client()
    asked = client.get(ALONE, headers={"Accept": "application/json"}).json()["request_options"]
    client.post(ALONE, {"credential": passkey.get(asked)})
    return client


def may_enter(client):
    return client.get("/").status_code == 200


def test_enrolling_makes_a_device_that_verifies(member, passkey):
    devices = AuthenticatorDevice.objects.filter(user=member)
    assert list(devices.values_list("authenticator__type", flat=True)) == ["webauthn"]


def test_a_passkey_is_bound_to_the_portals_one_name(member):
    options = passkey_options(signed_in(member, fresh=True).get(ADD, headers={"host": "127.0.0.1"}))
    assert options["publicKey"]["rp"] == {"id": "localhost", "name": "IAG portal"}


def test_a_passkey_alone_signs_in(passkey):
    assert may_enter(sign_in_alone(passkey))


def test_a_passkey_still_signs_in_while_somebody_guesses_the_password(member, passkey):
    fields = {"login": member.email, "password": "guessed all wrong"}
    guessed = [Client().post("/accounts/login/", fields) for _ in range(7)]
    right = Client().post("/accounts/login/", {**fields, "password": PASSWORD})
    assert right.status_code == guessed[-1].status_code != 302  # nobody gets in by password now
    assert may_enter(sign_in_alone(passkey))


def test_a_passkey_is_a_second_step(member, passkey, at_second_step):
    client = at_second_step(member)
    answer = passkey.get(passkey_options(client.get(SECOND_STEP)))
    client.post(SECOND_STEP, {"credential": answer})
    assert may_enter(client)


def test_a_passkey_lifts_a_session_that_has_only_a_password(member, passkey):
    client = Client()
    client.force_login(member)
    before = may_enter(client)
    answer = passkey.get(passkey_options(client.get(AGAIN)))
    client.post(AGAIN, {"credential": answer})
    assert (before, may_enter(client)) == (False, True)


def test_a_passkey_that_did_not_verify_its_person_does_not_sign_in_alone(passkey):
    passkey.flags = SoftwarePasskey(verifies_person=False).flags
    assert may_enter(sign_in_alone(passkey)) is False


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:9999", "https://localhost"]
)
def test_an_answer_made_on_another_site_is_refused(passkey, origin):
    passkey.origin = origin
    assert may_enter(sign_in_alone(passkey)) is False


def test_a_passkey_cannot_be_enrolled_from_another_site(member):
    answer = enrol(signed_in(member, fresh=True), SoftwarePasskey(origin="http://evil.example"))
    kept = Authenticator.objects.filter(user=member, type="webauthn").count()
    assert (answer.status_code, kept) == (200, 0)


def test_somebody_elses_passkey_is_refused_as_second_step(member, passkey, at_second_step):
    client = at_second_step(member)
    stranger = SoftwarePasskey()
    stranger.id, stranger.handle = passkey.id, passkey.handle
    answer = stranger.get(passkey_options(client.get(SECOND_STEP)))
    client.post(SECOND_STEP, {"credential": answer})
    assert may_enter(client) is False


def test_each_sign_in_with_a_passkey_is_on_record_and_so_is_a_wrong_answer(
    member, passkey, at_second_step, caplog
):
    sign_in_alone(passkey)
    began = Record.objects.get(event="session.began", facts__factor="webauthn")
    client, stranger = at_second_step(member), SoftwarePasskey()
    stranger.id, stranger.handle = passkey.id, passkey.handle
    answer = stranger.get(passkey_options(client.get(SECOND_STEP)))
    client.post(SECOND_STEP, {"credential": answer})
    failed = Record.objects.get(event="sign_in.failed")
    sign_in_alone(stranger)  # anybody can send that, as often as they like: a line is enough

    assert began.facts == {"person_id": member.pk, "factor": "webauthn"}
    assert failed.facts == {"person_id": member.pk, "step": "webauthn"}
    assert "A passkey was refused." in caplog.messages
    assert Record.objects.filter(event="sign_in.failed").count() == 1


def test_an_answer_works_once(passkey):
    client = Client()
    asked = client.get(ALONE, headers={"Accept": "application/json"}).json()["request_options"]
    answer = passkey.get(asked)
    client.post(ALONE, {"credential": answer})
    second = Client()
    second.get(ALONE, headers={"Accept": "application/json"})
    second.post(ALONE, {"credential": answer})
    assert (may_enter(client), may_enter(second)) == (True, False)


@pytest.mark.parametrize(
    "words", ["", "not json", "{}", json.dumps({"response": {"clientDataJSON": "e30"}})]
)
def test_an_empty_or_broken_answer_is_no_error_page(words):
    answer = Client().post(ALONE, {"credential": words})
    assert (answer.status_code, answer.url) == (302, "/accounts/login/")


def test_suspended_people_cannot_sign_in_with_a_passkey(member, passkey):
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert may_enter(sign_in_alone(passkey)) is False


def test_removing_the_passkey_ends_the_sessions_it_verified(member, passkey):
    client = sign_in_alone(passkey)
    Authenticator.objects.filter(user=member).delete()
    assert (may_enter(client), PASSWORD in str(client.session.items())) == (False, False)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_a_passkey_goes_only_by_the_form_which_is_on_the_record(member, passkey, method):
    give_app(member)
    client, key = signed_in(member, fresh=True), Authenticator.objects.get(type="webauthn")
    answer = getattr(client, method)(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_wrong_answers_at_the_second_step_are_counted_whatever_is_wrong_with_them(
    member, passkey, at_second_step, clock
):
    """Whoever has the password tries five times; a passkey alone still signs in meanwhile."""
    elsewhere, stranger = SoftwarePasskey(origin="http://evil.example"), SoftwarePasskey()
    elsewhere.id = stranger.id = passkey.id
    client = at_second_step(member)

    def answer(key, **broken):
        options = passkey_options(client.get(SECOND_STEP))
        credential = json.dumps({**json.loads(key.get(options)), **broken})
        client.post(SECOND_STEP, {"credential": credential})
        return may_enter(client)

    for _ in range(2):
        answer(elsewhere)
        answer(stranger)
        answer(passkey, rawId=None)
    meanwhile = answer(passkey), may_enter(sign_in_alone(passkey))
    clock(301)
    assert (meanwhile, answer(passkey)) == ((False, True), True)
    assert Record.objects.filter(event="sign_in.failed").count() == 5
