"""The whole job without a mouse: every stop is visible, and the focus is never lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.keyboard import here, tab_to

pytestmark = pytest.mark.browser


@pytest.mark.long("a whole meeting by the tab key")
def test_doreen_does_her_part_of_the_meeting_with_the_keyboard(people):
    page = people.page("doreen")
    page.goto("/")
    tab_to(page, "Go to the meeting")
    page.keyboard.press("Enter")
    expect(page.locator("[data-connection]")).to_contain_text("This page is up to date")

    raise_and_lower(page)
    take_a_position(page)
    join_the_video(page)
    follow_no_more(page)


def raise_and_lower(page):
    page.keyboard.press("Tab")
    assert here(page) == "Skip to main content"
    page.keyboard.press("Tab")
    assert here(page) == "Skip to raise my hand"
    page.keyboard.press("Enter")
    expect(page.locator("#hand")).to_be_focused()
    assert tab_to(page, "Raise my hand") == []
    page.keyboard.press("Enter")
    title = page.get_by_role("heading", name="My hand")
    expect(title).to_be_focused()
    expect(page.locator("#hand [data-place]")).to_have_text("You are number 2 in the queue.")
    assert tab_to(page, "Lower my hand") == []
    page.keyboard.press("Space")
    expect(title).to_be_focused()


def take_a_position(page):
    tab_to(page, "I support it")
    for choice in ("I support it with reservations", "I can live with it"):
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("radio", name=choice, exact=True)).to_be_focused()
    page.keyboard.press("ArrowUp")
    tab_to(page, "Your reason")
    page.keyboard.type("Is the line answered at night?")
    publish = "Publish my reservation with the message, without my name"
    assert tab_to(page, "Save my position") == [publish]
    page.keyboard.press("Enter")
    form = page.locator("[data-position-form]")
    expect(form).to_contain_text("Your position: I support it with reservations.")
    expect(page.get_by_role("heading", name="Tell us what you think")).to_be_focused()
    assert tab_to(page, "Change my position") == []


def join_the_video(page):
    tab_to(page, "With camera and microphone")
    page.keyboard.press("ArrowDown")
    assert tab_to(page, "Join the video") == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joined")
    tab_to(page, "Leave the video")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Join the video")).to_be_focused()


def follow_no_more(page):
    tab_to(page, "Follow the presenter")
    page.keyboard.press("Space")
    own = page.locator("[data-own-slide]")
    expect(own).to_contain_text("only for you")
    expect(own).not_to_have_class(re.compile("htmx-"))  # until then its links lead to whole pages
    tab_to(page, "Next slide")
    page.keyboard.press("Enter")
    expect(own).to_contain_text("Slide 2 of 11, only for you")
    expect(own.get_by_role("link", name="Next slide")).to_be_focused()


def test_the_chair_leads_with_the_keyboard(people):
    page = people.page("marjorie")
    page.goto("/meetings/2/live/")
    expect(page.locator("[data-connection]")).to_contain_text("This page is up to date")
    tab_to(page, "Invite Leroy Samuels to speak")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Waiting to speak")).to_be_focused()
    assert tab_to(page, "Finished") == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-region=queue]")).not_to_contain_text("Leroy Samuels")


def test_a_post_is_written_with_the_keyboard(people):
    page = people.page("doreen")
    page.goto("/topics/3/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert here(page) == "Skip to write a post"
    page.keyboard.press("Enter")
    assert tab_to(page, "Your post") == ["See who reads this space"]
    page.keyboard.type("From the keyboard.")
    tab_to(page, "Post to the shared space")
    page.keyboard.press("Enter")
    expect(page.locator("article.app-post").last).to_contain_text("From the keyboard.")
