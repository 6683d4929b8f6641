"""Every page of signing in is ours: our layout, one heading, plain words, no inline code."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import Agreement
from tests.accounts.pages import Page
from tests.accounts.software_passkey import SoftwarePasskey
from tests.accounts.test_passkeys import enrol
from tests.factories import AdvisoryGroupFactory, MembershipFactory
from tests.signing_in import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
SIGNED_OUT = [
    "/accounts/login/", "/accounts/signup/", "/accounts/inactive/", "/accounts/confirm-email/",
    "/accounts/confirm-email/abc/", "/accounts/password/reset/", "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-abc/", "/accounts/password/reset/key/done/", "/invitations/x/",
]  # fmt: skip
SIGNED_IN = [
    "/accounts/logout/", "/accounts/email/", "/accounts/password/change/", "/accounts/sessions/",
    "/accounts/2fa/", "/accounts/2fa/reauthenticate/", "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/reauthenticate/",
    "/accounts/code-card/", "/accounts/second-step/", "/accounts/ask/", "/agreement/",
    "/administration/", "/administration/invite/", "/administration/readers/invite/",
]  # fmt: skip
WORDS_OF_THE_LIBRARY = re.compile(
    r"reauthenticat|two-factor|recovery code|webauthn|security key|log ?in|authenticator code",
    re.IGNORECASE,
)


def check(answer):
    page = Page(answer)
    names = [name for name, _ in page.tags]
    assert names.count("h1") == 1
    assert [a for a in page.attributes("script") if "src" not in a] == []
    assert "style" not in names
    assert [attributes for _, attributes in page.tags if "style" in attributes] == []
    assert [key for _, attributes in page.tags for key in attributes if key.startswith("on")] == []
    assert [a["class"] for a in page.attributes("header")] == ["app-header"]
    assert WORDS_OF_THE_LIBRARY.search(page.text_of("main")) is None
    labelled = {label.get("for") for label in page.attributes("label")}
    boxes = [a for a in page.attributes("input") if a.get("type") not in {"hidden", "submit"}]
    assert [box for box in boxes if box.get("id") not in labelled] == []
    assert answer["Cache-Control"].find("no-store") >= 0


@pytest.mark.parametrize("address", SIGNED_OUT)
def test_pages_before_signing_in(address):
    check(Client().get(address))


@pytest.mark.parametrize("address", SIGNED_IN)
def test_pages_after_signing_in(member, address):
    member.is_staff = True
    member.save()
    Agreement.objects.create(version=1, text="Keep it.")
    client = signed_in(member, fresh=True)
    enrol(client, SoftwarePasskey())
    answer = client.get(address)
    assert answer.status_code == 200
    check(answer)


@pytest.mark.parametrize("page", ["role/", "end/"])
def test_pages_about_a_place(member, page):
    group = AdvisoryGroupFactory()
    MembershipFactory(user=member, group=group, role="chair")
    other = MembershipFactory(group=group)
    check(signed_in(member, fresh=True).get(f"/people/memberships/{other.pk}/{page}"))


@pytest.mark.parametrize("page", ["", "invite/"])
def test_pages_about_a_group(member, page):
    group = AdvisoryGroupFactory()
    MembershipFactory(user=member, group=group, role="chair")
    check(signed_in(member, fresh=True).get(f"/groups/{group.pk}/people/{page}"))


@pytest.mark.parametrize("page", ["edit/", "remove/"])
def test_pages_about_one_passkey(member, page):
    client = signed_in(member, fresh=True)
    enrol(client, SoftwarePasskey())
    key = Authenticator.objects.get(user=member, type="webauthn")
    answer = client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{page}")
    assert answer.status_code == 200
    check(answer)


def test_the_second_step(member, at_second_step):
    answer = at_second_step(member).get("/accounts/2fa/authenticate/")
    boxes = [a for a in Page(answer).attributes("input") if a.get("name") == "code"]
    check(answer)
    assert [box["autocomplete"] for box in boxes] == ["one-time-code"]


def test_setting_up_a_first_app(half_way):
    client = Client()
    client.force_login(half_way)
    session = client.session
    session["enrolment_ticket"] = half_way.pk
    session.save()
    question = client.get("/accounts/2fa/totp/activate/", follow=True)
    answer = client.post(
        "/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/",
        {"password": PASSWORD},
        follow=True,
    )
    check(question)
    check(answer)
    assert (
        "Enter your password again" in Page(question).text_of("h1"),
        "authenticator app" in Page(answer).text_of("h1"),
    ) == (True, True)


def test_the_printed_card(member):
    check(signed_in(member, fresh=True).post("/accounts/code-card/"))


@pytest.mark.parametrize("kind", ["wrong password", "wrong code", "nothing"])
def test_an_error_stands_at_the_top_in_plain_words(member, at_second_step, kind):
    if kind == "wrong code":
        answer = at_second_step(member).post("/accounts/2fa/authenticate/", {"code": "000000"})
    else:
        fields = (
            {"login": member.email, "password": "wrong wrong"} if kind == "wrong password" else {}
        )
        answer = Client().post("/accounts/login/", fields)
    check(answer)
    assert "There is a problem" in Page(answer).text_of("h2")


def test_the_fields_of_signing_in_have_the_names_that_password_managers_know():
    fields = Page(Client().get("/accounts/login/")).attributes("input")
    assert [field["autocomplete"] for field in fields if "autocomplete" in field] == [
        "username",
        "current-password",
    ]


def test_too_many_tries_are_told_on_a_page_of_ours(member):
    client = Client()
    for _ in range(6):
        answer = client.post("/accounts/password/reset/", {"email": member.email})
    check(answer)
