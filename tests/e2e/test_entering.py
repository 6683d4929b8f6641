"""From the link in the mail to the home page, with an app and with a passkey."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import App
from tests.e2e.pressing import heading

pytestmark = pytest.mark.browser

PASSWORD = "seven lanterns over the quay"
LINK = re.compile(r"http://localhost:\d+(/invitations/\S+)")


def invite(people, portal, name, email):
    """The chair invites; the link of the mail that arrived."""
    marjorie = people.page("marjorie")
    marjorie.goto("/groups/1/people/")
    marjorie.get_by_role("button", name="Invite somebody").click()
    if "reauthenticate" in marjorie.url:
        people.show_again(marjorie, "marjorie")
    marjorie.get_by_label("Full name").fill(name)
    marjorie.get_by_label("Email address").fill(email)
    marjorie.get_by_role("button", name="Send the invitation").click()
    expect(marjorie.locator("#messages")).to_contain_text("The invitation is on its way.")
    portal.work()
    (mail,) = [
        mail_text for mail_text in portal.mails() if f"To: {email}" in mail_text
    ]  # others may be on their way
    return LINK.search(mail).group(1)


def join(page, link, look):
    """Password and agreement; the page that asks for a second step."""
    page.goto(link)
    heading(page, "Join the IAG portal")
    look(page, "accounts:invitation")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    heading(page, "Confidentiality agreement")
    page.get_by_label("I have read the agreement").check()
    page.get_by_role("button", name="Continue").click()
    heading(page, "Protect your account")
    look(page, "accounts:enrol")


@pytest.mark.long("the whole way in, page by page, by two people")
def test_an_invited_member_enters_with_an_authenticator_app(people, portal, look):
    link = invite(people, portal, "Bridget Oduya", "bridget@example.org")
    page = people.stranger()
    join(page, link, look)

    page.get_by_role("button", name="Set up an app").click()
    look(page, "mfa_activate_totp")
    app = App(page.locator("strong[translate=no]").inner_text())
    page.get_by_label("Security code").fill(app.code())
    page.get_by_role("button", name="Continue").click()
    page.goto("/")
    heading(page, "What needs you")

    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill("bridget@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    look(page, "mfa_authenticate")
    page.get_by_label("Security code").fill(app.code())
    page.get_by_role("button", name="Sign in", exact=True).click()
    heading(page, "What needs you")

    people.answers_expected = {410}
    again = people.stranger()
    assert again.goto(link).status == 410


@pytest.mark.long("the whole way in, page by page, by two people")
def test_an_invited_member_enters_with_a_passkey(people, portal, look):
    link = invite(people, portal, "Kofi Mensah", "kofi@example.org")
    page = people.stranger()
    device(page)
    join(page, link, look)

    page.get_by_role("button", name="Set up a passkey").click()
    heading(page, "Set up a passkey")
    page.get_by_role("button", name="Set up a passkey").click()
    # The address is under /2fa/ before the press already: only the next page says that it is done.
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Set up a passkey")
    page.goto("/")
    heading(page, "What needs you")

    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("^Rename")).click()
    look(page, "mfa_edit_webauthn")
    page.go_back()
    page.get_by_role("link", name=re.compile("^Remove")).click()
    look(page, "mfa_remove_webauthn")
    page.goto("/accounts/2fa/webauthn/reauthenticate/")
    look(page, "mfa_reauthenticate_webauthn")
    page.goto("/")

    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    heading(page, "What needs you")


def device(page):
    """A phone that unlocks at a touch, as the browser's own test device."""
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
