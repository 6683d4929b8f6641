"""One floor for the room and the call: who is called is asked to speak, and is muted when it is over."""

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import problems
from tests.e2e.people import DESKTOP, PHONE

pytestmark = pytest.mark.browser

LIVE = "/meetings/2/live/"
HAND = "fakeJitsi.shown.hand === {}"


def on_video(people, who):
    page = people.page(who)
    page.goto(LIVE)
    page.get_by_role("button", name="Join the video").click()
    expect(page.locator("[data-video-status]")).to_have_text("You are in the video.")
    return page


def frame_of(page):
    return page.locator("[data-video-frame] iframe").element_handle().content_frame()


def top_of(page, part):
    return page.locator(part).bounding_box()["y"]


def bottom_of(page, part):
    return top_of(page, part) + page.locator(part).bounding_box()["height"]


def test_a_hand_in_the_frame_becomes_a_turn_on_the_floor(people, shots):
    doreen = on_video(people, "doreen")
    marjorie = people.page("marjorie")
    marjorie.goto(LIVE)

    frame_of(doreen).evaluate("() => { fakeJitsi.raiseHand(true) }")
    marjorie.get_by_role("button", name="Invite Doreen Whitcombe to speak").click()

    turn_on = doreen.get_by_role("button", name="Turn on your microphone")
    expect(turn_on).to_be_visible()
    frame_of(doreen).wait_for_function(HAND.format("false"))  # the hand has gone down by itself
    doreen.get_by_role("button", name="Small, in the corner").click()
    for size in (PHONE, DESKTOP):
        doreen.set_viewport_size(size)
        assert bottom_of(doreen, "[data-video-frame]") <= top_of(doreen, "[data-video-floor]")
        shots(doreen, f"floor-{size['width']}")
        assert problems(doreen) == []
        assert doreen.evaluate("document.documentElement.scrollWidth") <= size["width"]
    turn_on.click()
    expect(turn_on).to_be_hidden()
    microphone = doreen.locator("[data-video-do=microphone]")
    expect(microphone).to_have_attribute("aria-pressed", "true")

    shots(marjorie, "floor-chair")
    marjorie.get_by_role("button", name="Finished").click()

    expect(microphone).to_have_attribute("aria-pressed", "false")
    notice = "Your turn is over. Your microphone was switched off."
    expect(doreen.locator("[data-video-status]")).to_have_text(notice)
    # axe asks the frame too, as if it were of our origin.
    people.said[:] = [line for line in people.said if "'postMessage'" not in line]
