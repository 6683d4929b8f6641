"""The screen of the room: let in by a code, and seen by whoever is in the room."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.long("three people, two of them at pages that are measured")
def test_a_code_lets_in_a_screen_that_follows_the_meeting_until_it_is_removed(people, look):
    people.answers_expected = {404}  # what a screen is told that was removed
    sally, wall, doreen = people.page("sally"), people.stranger(), people.page("doreen")
    sally.goto("/meetings/2/displays/")
    sally.get_by_role("button", name="Make a code for a screen").click()
    look(sally, "meetings:display-create")
    wall.goto(sally.get_by_role("link", name="Open it here").get_attribute("href"))
    look(wall, "meetings:display-open")

    wall.get_by_role("button", name="Show the meeting").click()
    screen = wall.locator("[data-region=screen]")
    expect(screen).to_contain_text("Hands: 1 on the telephone")
    doreen.goto("/meetings/2/live/")
    doreen.get_by_role("button", name="Raise my hand").click()
    expect(screen).to_contain_text("1 on video")
    assert "Whitcombe" not in wall.content()

    sally.goto("/meetings/2/displays/")
    sally.get_by_role("button", name="Remove screen 2").click()
    expect(wall.locator("main")).to_contain_text("This screen shows no meeting now.")

    sally.reload()
    sally.get_by_role("button", name="Make a code for the sound").click()
    wall.goto(sally.get_by_role("link", name="Open it here").get_attribute("href"))
    wall.get_by_role("main").get_by_role("button").click()
    expect(wall.get_by_role("heading", name="Microphone and loudspeaker")).to_be_visible()
    look(wall, "meetings:device")
