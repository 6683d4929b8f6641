"""Everything that a member needs, in a browser that runs no script at all."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIVE = "/meetings/2/live/"


@pytest.fixture
def page(people):
    return people.page("gwen", java_script_enabled=False)


def test_signing_in_needs_no_script(people):
    page = people.stranger(java_script_enabled=False)
    people.sign_in(page, "colin")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you")


def test_a_post_needs_no_script(page):
    page.goto("/topics/3/")
    page.get_by_label("Your post").fill("Written without script.")
    page.get_by_role("button", name="Post to the shared space").click()
    expect(page.locator("article.app-post").last).to_contain_text("Written without script.")


def test_saying_how_one_comes_needs_no_script(page):
    page.goto(LIVE)
    expect(page.locator("[data-region=people]")).to_contain_text("1 on the telephone")
    page.get_by_text("Change how you take part, or leave").click()
    page.get_by_role("button", name="On the telephone").click()
    expect(page.locator("[data-region=people]")).to_contain_text("2 on the telephone")


def test_the_live_page_needs_no_script(people, page):
    page.goto(LIVE)
    expect(page.get_by_text("This page is up to date")).to_be_hidden()
    expect(page.get_by_text("Follow the presenter")).to_be_hidden()
    page.get_by_role("button", name="Raise my hand").click()
    expect(page.get_by_role("button", name="Lower my hand")).to_be_visible()
    queue = page.locator("[data-region=queue] .app-queue__name")
    expect(queue).to_have_text(["Leroy Samuels", "Gwen Pritchard"])

    chair = people.page("marjorie")
    chair.goto(LIVE)
    chair.get_by_role("button", name="Invite Leroy Samuels to speak").click()
    expect(chair.get_by_role("button", name="Finished")).to_be_visible()
    page.get_by_role("link", name="Refresh").click()
    expect(page.locator("[data-region=now]")).to_contain_text("Leroy Samuels")

    page.get_by_role("button", name="Lower my hand").click()
    expect(queue).to_have_text(["Leroy Samuels"])


def test_a_position_needs_no_script(people, page):
    people.answers_expected = {422}
    page.goto(LIVE)
    page.get_by_role("radio", name="I object").check()
    page.get_by_role("button", name="Save my position").click()
    expect(page.get_by_role("main")).to_contain_text("Say in a few words why")
    expect(page.get_by_role("radio", name="I object")).to_be_checked()
    page.get_by_label("Your reason").fill("It is too long for a door.")
    page.get_by_role("button", name="Save my position").click()
    expect(page).to_have_url(re.compile(f"{LIVE}$"))
    expect(page.get_by_role("main")).to_contain_text("Your position: I object.")


def test_joining_the_video_without_script_says_what_to_do_instead(page):
    page.goto(LIVE)
    page.get_by_role("button", name="Join the video").click()
    expect(page.get_by_role("main")).to_contain_text("The video needs script in your browser")
    expect(page.get_by_role("main")).to_contain_text("By telephone: 01632 960 456, code 2208.")
    page.get_by_role("link", name="Back to the meeting").click()
    expect(page).to_have_url(re.compile(f"{LIVE}$"))
