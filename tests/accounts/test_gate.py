"""Closed until its rule says otherwise: every address, for everybody who is not through."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from accounts import actions
from core.clock import now
from tests.addresses import every_address
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import (
    PASSWORD,
    give_app,
    signed_in,
)

pytestmark = pytest.mark.django_db
# Open to everybody, each for a reason: signing in, joining, a forgotten password, help, health; the
# screen and sound of a room, which have a code, the video host, which signs, and by a key each who
# collects metrics and the telephone exchange.
OPEN = {
    "account_login", "account_signup", "account_logout", "account_inactive",
    "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate", "mfa_login_webauthn",
    "accounts:invitation", "accounts:come-back", "accounts:notices-stop", "meetings:calendar-file",
    "meetings:display", "meetings:display-open", "meetings:display-news", "meetings:display-slide",
    "meetings:video-may-join", "meetings:video-report", "meetings:video-keys", "meetings:video-key",
    "meetings:device", "meetings:device-join", "meetings:device-news", "meetings:telephone-caller",
    "help", "accessibility", "status", "health-live", "health-ready", "health-metrics",
}  # fmt: skip
PUBLIC_PARTS = ("publications:",)  # that app's own matrix says which of its pages are public


CLOSED = [
    (name, address)
    for name, address in every_address()
    if name not in OPEN and not name.startswith(PUBLIC_PARTS)
]


def test_the_walk_finds_the_addresses_that_matter():
    assert {"home", "accounts:group-people", "mfa_index", "account_change_password"} <= dict(
        CLOSED
    ).keys()


def answers(client):
    """What each closed address answers ``client``: the page it sends them to, or the status."""
    responses = {name: client.get(address) for name, address in CLOSED}
    return {
        name: answer.url.partition("?")[0] if answer.status_code == 302 else answer.status_code
        for name, answer in responses.items()
    }


def all_but(wanted, **opened):
    """Every closed address leads to ``wanted``, but for those that are named."""
    return {name: wanted for name, _address in CLOSED} | opened


def test_nobody_enters_without_signing_in():
    assert answers(Client()) == all_but("/accounts/login/")


def test_a_password_alone_opens_nothing_but_the_second_step(member):
    client = Client()
    client.force_login(member)
    # They have an app, so the page of the passkey sends them to that.
    assert answers(client) == all_but("/accounts/2fa/reauthenticate/", mfa_reauthenticate=200)


def test_without_any_second_factor_only_the_advice_whom_to_ask_opens(half_way):
    client = Client()
    client.force_login(half_way)
    assert answers(client) == all_but("/accounts/ask/", **{"accounts:no-factor": 200})


def test_an_agreement_that_is_not_accepted_closes_everything(member):
    client = signed_in(member)
    actions.adopt_agreement(actor=None, text="Keep it to yourself.")
    assert answers(client) == all_but("/agreement/", **{"accounts:agreement": 200})


def test_suspension_closes_everything_at_the_next_request(member):
    client = signed_in(member)
    assert client.get("/").status_code == 200
    actions.suspend_person(actor=UserFactory(is_staff=True), person=member)
    assert answers(client) == all_but("/accounts/login/")


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
@pytest.mark.parametrize("half", [True, False])
def test_a_script_is_told_in_words_and_not_sent_elsewhere(member, headers, half):
    client = Client()
    if half:
        client.force_login(member)
    answer = client.get("/", headers=headers)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (
        401, b"You are signed out. Sign in again.", "text/plain; charset=utf-8",
    )  # fmt: skip


@pytest.mark.parametrize(
    "asked", ["/accounts/2fa/?a=1&b=%2F%2Fx&next=/y/", "/groups/1/record/?a=b%26c"]
)
def test_the_way_back_is_written_into_an_address_as_one_value(half_way, asked):
    half = Client()
    half.force_login(half_way)
    addresses = [urlsplit(client.get(asked).url) for client in (Client(), half)]

    assert [parse_qs(address.query) for address in addresses] == [{"next": [asked]}] * 2


def test_a_wrong_password_and_an_unknown_address_cost_the_same_work(member, monkeypatch):
    hasher, hashed = type(get_hasher()), []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given: hashed.append(given[1]) or encode(*given))
    for address in (member.email, "nobody@example.org"):
        Client().post("/accounts/login/", {"login": address, "password": f"wrong {address}"})

    assert hashed == [f"wrong {member.email}", "wrong nobody@example.org"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(member):
    responses = []
    for address in (member.email, "nobody@example.org"):
        answer = Client().post(
            "/accounts/login/", {"login": address, "password": "wrong wrong wrong"}
        )
        responses.append(
            (answer.status_code, [str(e) for e in answer.context["form"].non_field_errors()])
        )
    assert responses[0] == responses[1]


def test_a_suspended_person_cannot_sign_in(member, sign_in_with_app):
    actions.suspend_person(actor=UserFactory(is_staff=True), person=member)
    assert sign_in_with_app(member).get("/").status_code == 302


def test_a_restored_person_can_sign_in_again(member, sign_in_with_app):
    administrator = UserFactory(is_staff=True)
    actions.suspend_person(actor=administrator, person=member)
    actions.restore_person(actor=administrator, person=member)
    assert sign_in_with_app(member).get("/").status_code == 200


def test_an_ended_membership_does_not_close_the_account(member):
    MembershipFactory(user=member, ends_at=now())
    assert signed_in(member).get("/").status_code == 200


def test_a_deleted_factor_closes_the_session_at_the_next_request(member, sign_in_with_app):
    client = sign_in_with_app(member)
    before = client.get("/").status_code
    give_app(member).authenticator.delete()
    assert (before, client.get("/").url.partition("?")[0]) == (200, "/accounts/ask/")


def test_somebody_elses_device_does_not_verify_a_session(member, half_way):
    client = Client()
    client.force_login(half_way)
    session = client.session
    session["otp_device_id"] = give_app(member).persistent_id
    session.save()
    assert client.get("/").url.partition("?")[0] == "/accounts/ask/"


def test_no_browser_is_trusted_for_long(member, sign_in_with_app):
    client = sign_in_with_app(member)
    assert [name for name in client.cookies if "trust" in name] == []


def test_recovery_codes_of_the_library_are_not_offered():
    names = {name for name, _address in every_address()}
    assert [name for name in names if "recovery" in name or "trust" in name] == []


def test_an_enrolment_ticket_is_for_one_person_only(member, half_way):
    client = Client()
    client.force_login(half_way)
    session = client.session
    session["enrolment_ticket"] = member.pk
    session.save()
    assert client.get("/accounts/2fa/totp/activate/").url.partition("?")[0] == "/accounts/ask/"


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/password/change/",
        "/accounts/email/",
    ],
)
def test_a_password_alone_can_change_nothing_about_the_account(half_way, address):
    client = Client()
    client.force_login(half_way)
    answer = client.post(
        address,
        {
            "code": "123456",
            "oldpassword": PASSWORD,
            "password1": "another long password",
            "email": "x@example.org",
        },
    )
    half_way.refresh_from_db()
    assert (answer.url.partition("?")[0], half_way.check_password(PASSWORD), half_way.email) == (
        "/accounts/ask/", True, "half@example.org",
    )  # fmt: skip


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(member):
    mine, other = signed_in(member), signed_in(member)
    fields = {"oldpassword": PASSWORD, "password1": "another long password of mine"}
    mine.post("/accounts/password/change/", fields)
    assert (mine.get("/").status_code, other.get("/").status_code) == (200, 302)


@pytest.mark.parametrize("password", ["short", "password1234", "doreen@example.org"])
def test_a_weak_password_is_refused(member, password):
    client = signed_in(member)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": password})
    member.refresh_from_db()
    assert member.check_password(PASSWORD)
