"""Gwen has lost her telephone and her handbag: a card by hand, then a sign-in reset."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import App
from tests.e2e.pressing import heading, press

pytestmark = pytest.mark.browser

LINK = re.compile(r"http://localhost:\d+(/come-back/\S+)")
LARGE = 24  # px: 18 points on paper
PASSWORD = "eleven lanterns over the quay"


def help_gwen(people, sally):
    sally.goto("/groups/1/people/")
    sally.get_by_role("link", name=re.compile("^Help to sign in Gwen")).click()
    heading(sally, "Help Gwen Pritchard to sign in")


@pytest.mark.long("a whole way in, page by page, by two people")
def test_a_card_from_the_secretarys_hand_opens_the_door(people, look):
    sally, gwen = people.page("sally"), people.stranger()
    help_gwen(people, sally)
    press(sally, "Make a code card")
    if "reauthenticate" in sally.url:
        people.show_again(sally, "sally")
    look(sally, "accounts:hand-over-card")
    sally.get_by_label("The person is with me now").check()
    press(sally, re.compile("card"), within="main")
    first = sally.locator("main li").first.inner_text()
    sally.emulate_media(media="print")
    size = sally.locator("main li code").first.evaluate("one => getComputedStyle(one).fontSize")
    assert float(size.removesuffix("px")) >= LARGE  # it is read without glasses, and by telephone
    expect(sally.get_by_role("link", name="They have it in their hand")).to_be_hidden()

    account = people.portal.account("gwen")
    gwen.goto("/accounts/login/")
    gwen.get_by_label("Email address").fill(account["email"])
    gwen.get_by_label("Password", exact=True).fill(account["password"])
    press(gwen, "Continue")
    gwen.get_by_label("Security code").fill(first)
    press(gwen, "Sign in")
    heading(gwen, "What needs you")


@pytest.mark.long("a whole way in, page by page, by two people")
def test_the_link_and_the_words_together_make_a_sign_in_reset(people, portal, look):
    sally, gwen = people.page("sally"), people.stranger()
    help_gwen(people, sally)
    press(sally, "Reset their sign-in")
    if "reauthenticate" in sally.url:
        people.show_again(sally, "sally")
    look(sally, "accounts:reset")
    sally.get_by_role("radio").first.check()
    press(sally, "Reset their sign-in")
    words = " ".join(sally.locator("main [translate=no] li").all_inner_texts())
    portal.work()
    (mail,) = [mail_text for mail_text in portal.mails() if LINK.search(mail_text)]
    assert not [word for word in words.split() if word in mail.lower()]

    gwen.goto(LINK.search(mail).group(1))
    look(gwen, "accounts:come-back")
    gwen.get_by_label(re.compile("words that you were told")).fill(words)
    gwen.locator("input[type=password]").fill(PASSWORD)
    press(gwen, "Continue")
    heading(gwen, "Protect your account")
    press(gwen, "Set up an app")
    app = App(gwen.locator("strong[translate=no]").inner_text())
    gwen.get_by_label("Security code").fill(app.code())
    press(gwen, "Continue")
    gwen.goto("/")
    expect(gwen.get_by_role("heading", level=1)).to_have_text("What needs you")
