"""Codes from an app and from a printed card."""

import pytest
from allauth.mfa.adapter import get_adapter
from django.core.cache import cache
from django.test import Client

from accounts import actions
from accounts.models import AuthenticatorDevice, CodeCard
from core.audit.models import Record
from iag_portal import settings as real
from tests.factories import UserFactory
from tests.signing_in import PASSWORD, SECRET, code_now, give_app, give_password, signed_in

SECOND_STEP = "/accounts/2fa/authenticate/"
pytestmark = pytest.mark.django_db


def may_enter(client):
    return client.get("/").status_code == 200


def card_holder():
    user = give_password(UserFactory())
    return user, actions.issue_code_card(actor=user)


def test_a_code_of_the_app_signs_in(member, sign_in_with_app, clock):
    assert may_enter(sign_in_with_app(member))


@pytest.mark.parametrize("seconds", [0, 31, 59])
def test_the_same_code_never_works_twice_even_with_a_cold_cache(
    member, at_second_step, sign_in_with_app, clock, seconds
):
    code = code_now()
    assert may_enter(sign_in_with_app(member))
    clock(seconds)
    cache.clear()
    second = at_second_step(member)
    answer = second.post(SECOND_STEP, {"code": code})
    assert (answer.status_code, may_enter(second)) == (200, False)


def test_the_next_code_works_after_one_was_used(member, at_second_step, sign_in_with_app, clock):
    sign_in_with_app(member)
    clock(31)
    client = at_second_step(member)
    client.post(SECOND_STEP, {"code": code_now()})
    assert may_enter(client)


def test_an_older_code_does_not_work_after_a_newer_one(member, clock):
    device = give_app(member)
    assert [device.spend(code_now(1)), device.spend(code_now(0))] == [True, False]


@pytest.mark.parametrize("between", [" ", "\u00a0", "\u202f", "\u200b", ".", "-"])
def test_a_code_works_whatever_parts_its_digits(member, at_second_step, clock, between):
    client = at_second_step(member)
    client.post(SECOND_STEP, {"code": f" {code_now()[:3]}{between}{code_now()[3:]}"})
    assert may_enter(client)


@pytest.mark.parametrize("zero", ["\uff10", "\u0660"], ids=["full-width", "Arabic"])
def test_a_code_works_in_the_digits_of_any_keyboard(member, at_second_step, clock, zero):
    client = at_second_step(member)
    code = "".join(chr(ord(zero) + int(digit)) for digit in code_now())
    client.post(SECOND_STEP, {"code": code})
    assert may_enter(client)


@pytest.mark.django_db(transaction=True)
def test_the_code_that_enrolled_an_app_is_spent_by_that(clock):
    user = give_password(UserFactory())
    client = Client()
    client.force_login(user)
    session = client.session
    session["enrolment_ticket"] = user.pk
    session["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
    session.save()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_now()})
    device = AuthenticatorDevice.objects.get(user=user)
    assert (answer.status_code, device.spend(code_now())) == (302, False)


def test_the_key_of_an_app_is_not_readable_in_the_database(member):
    stored = give_app(member).authenticator.data
    assert SECRET not in str(stored)
    assert get_adapter().decrypt(stored["secret"]) == SECRET


@pytest.mark.parametrize(
    "write", [str, str.upper, lambda c: f"{c[:4]} {c[4:]}", lambda c: f"{c[:4]}-{c[4:]}"]
)
def test_a_card_is_enough_however_its_code_is_written(at_second_step, write):
    user, codes = card_holder()
    client = at_second_step(user)
    client.post(SECOND_STEP, {"code": write(codes[0])})
    assert may_enter(client)


def test_codes_of_a_card_work_in_order_and_once(at_second_step, clock):
    user, codes = card_holder()
    card = CodeCard.objects.get(user=user)
    verdicts = []
    for code in (codes[1], codes[0], codes[0], codes[1]):
        CodeCard.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
        card.refresh_from_db()
        verdicts.append(card.verify_token(code))
    assert verdicts == [False, True, False, True]


def test_a_code_that_does_not_work_is_asked_for_again_in_words(at_second_step):
    user, codes = card_holder()
    client = at_second_step(user)
    answers = [client.post(SECOND_STEP, {"code": code}) for code in ("wrongone", codes[0])]

    sentence = "That code did not work. Wait a moment, check it and try again."
    assert [sentence in answer.content.decode() for answer in answers] == [True, True]


def test_a_wrong_code_makes_a_card_wait():
    user, codes = card_holder()
    card = CodeCard.objects.get(user=user)
    assert [card.verify_token("wrongone"), card.verify_token(codes[0])] == [False, False]


def test_a_card_keeps_no_code_that_could_be_read():
    user, codes = card_holder()
    kept = str(CodeCard.objects.get(user=user).hashes)
    assert [code for code in codes if code in kept] == []


def test_a_card_keeps_each_code_as_a_password_is_kept_with_a_salt_of_its_own(settings, monkeypatch):
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    monkeypatch.setattr("accounts.models.factors.ALPHABET", "a")
    user = UserFactory()
    (first, other) = CodeCard.issue(user, count=2)
    kept = CodeCard.objects.get(user=user).hashes

    assert first == other
    assert [hashed.split("$")[:2] for hashed in kept] == [["argon2", "argon2id"]] * 2
    assert len({hashed.split("$")[4] for hashed in kept}) == 2  # the salts


def test_a_new_card_ends_the_old_one():
    user, old = card_holder()
    actions.issue_code_card(actor=user)
    assert CodeCard.objects.get(user=user).verify_token(old[0]) is False


def test_a_card_holder_can_show_a_code_again_and_add_an_app(clock):
    user, codes = card_holder()
    client = Client()
    client.force_login(user)
    client.post("/accounts/2fa/reauthenticate/", {"code": codes[0]})
    page = client.get("/accounts/2fa/totp/activate/")
    assert (may_enter(client), page.status_code) == (True, 200)


def test_printing_a_card_needs_a_factor_shown_now(member):
    stale = signed_in(member).get("/accounts/code-card/")
    assert (stale.status_code, stale.url) == (
        302,
        "/accounts/2fa/reauthenticate/?next=%2Faccounts%2Fcode-card%2F",
    )


def test_a_card_is_printed_with_twenty_numbered_codes_that_work(member):
    answer = signed_in(member, fresh=True).post("/accounts/code-card/")
    first = answer.context["codes"][0].replace(" ", "")
    card = CodeCard.objects.get(user=member)
    assert (answer.content.decode().count("<code>"), card.left, card.verify_token(first)) == (
        20,
        20,
        True,
    )


def test_wrong_codes_and_sign_ins_are_on_record_without_the_code(
    member, at_second_step, sign_in_with_app, clock
):
    at_second_step(member).post(SECOND_STEP, {"code": "000000"})
    sign_in_with_app(member)
    records = Record.objects.filter(event__in=["sign_in.failed", "session.began"]).values_list(
        "event", "facts"
    )
    assert list(records) == [
        ("sign_in.failed", {"person_id": member.pk, "step": "totp"}),
        ("session.began", {"person_id": member.pk, "factor": "totp"}),
    ]


def test_a_card_that_signs_in_and_a_wrong_code_of_it_are_on_record_as_such(at_second_step):
    holder, codes = card_holder()
    at_second_step(holder).post(SECOND_STEP, {"code": "wrongone"})
    CodeCard.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    at_second_step(holder).post(SECOND_STEP, {"code": codes[0]})
    records = Record.objects.filter(event__in=["sign_in.failed", "session.began"])

    assert list(records.values_list("event", "facts")) == [
        ("sign_in.failed", {"person_id": holder.pk, "step": "code_card"}),
        ("session.began", {"person_id": holder.pk, "factor": "code_card"}),
    ]


def test_guessing_stops_after_five_tries(member, at_second_step, clock):
    client = at_second_step(member)
    for _ in range(5):
        client.post(SECOND_STEP, {"code": "000000"})
    client.post(SECOND_STEP, {"code": code_now()})
    assert may_enter(client) is False
