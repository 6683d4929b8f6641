"""The whole way with a real browser and its own (virtual) passkey: our script against Chromium."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from accounts import actions
from accounts.models import AuthenticatorDevice, User
from tests.accounts.invited import ADDRESS, JOIN, link
from tests.chromium import launched

PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def browser_at(origin, *, verified=True):
    """A page of a browser whose device has a passkey chip; page errors are collected on it."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_context(base_url=origin).new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda console_line: (
                page.complaints.append(console_line.text)
                if "Content Security" in console_line.text
                else None
            ),
        )
        chip = page.context.new_cdp_session(page)
        chip.send("WebAuthn.enable")
        chip.send(
            "WebAuthn.addVirtualAuthenticator", {"options": {**PASSKEY, "isUserVerified": verified}}
        )
        yield page
        browser.close()


@pytest.fixture
def origin(live_server, settings):
    settings.PORTAL_ORIGIN = live_server.url
    return live_server.url


def join(page, address):
    page.goto(address)
    page.get_by_label("Your full name").fill(JOIN["name"])
    page.get_by_label("Choose a password", exact=True).fill(JOIN["password"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("I have read the agreement").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Set up a passkey").click()


def test_from_the_link_to_signing_in_with_nothing_but_a_passkey(origin, invitation):
    actions.adopt_agreement(actor=None, text="Keep it to yourself.")
    address = link(invitation)
    with browser_at(origin) as page:
        join(page, address)
        page.get_by_role("button", name="Set up a passkey").click()
        page.wait_for_url("**/accounts/2fa/")
        page.get_by_role("button", name="Sign out").first.click()
        page.wait_for_url("**/accounts/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(f"{origin}/")
        complaints = page.complaints
    person = User.objects.get(email=ADDRESS)
    kinds = AuthenticatorDevice.objects.filter(user=person).values_list(
        "authenticator__type", flat=True
    )
    assert (list(kinds), complaints) == (["webauthn"], [])


def test_a_passkey_that_is_refused_says_so_in_words_and_the_page_stays(origin, invitation):
    actions.adopt_agreement(actor=None, text="Keep it to yourself.")
    address = link(invitation)
    with browser_at(origin, verified=False) as page:
        join(page, address)
        page.get_by_role("button", name="Set up a passkey").click()
        line = page.get_by_role("alert").filter(has_text="Nothing was sent")
        line.wait_for()
        words, where = line.inner_text(), page.url
    assert (words, where) == (
        "Nothing was sent: it was stopped, or took too long. Try again.",
        f"{origin}/accounts/2fa/webauthn/add/",
    )
