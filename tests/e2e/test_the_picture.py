"""Rows of people are what one comes for: the frame takes the room that they need."""

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import problems

pytestmark = pytest.mark.browser

LIVE = "/meetings/2/live/"
# Width of the window → the least height of the frame: two rows of four people, or a phone's four of two.
LEAST = {320: 320, 768: 380, 1280: 440, 1920: 600}
ON = """one => {
  const { backgroundColor, color } = getComputedStyle(one)
  return [backgroundColor, color, getComputedStyle(one, '::after').content.includes('✓')]
}"""


def test_the_frame_is_as_large_as_there_is_room_and_larger_at_a_press(people, shots):
    page = people.page("doreen")
    page.goto(LIVE)
    frame = page.locator("[data-video-frame]")
    expect(frame).to_be_hidden()  # no dark hole before anybody has joined
    page.get_by_role("button", name="Join the video").click()
    expect(page.locator("[data-video-status]")).to_have_text("You are in the video.")

    for width, least in LEAST.items():
        page.set_viewport_size({"width": width, "height": 640 if width == 320 else 900})
        page.evaluate("scrollTo(0, 0)")
        box = frame.bounding_box()
        shots(page, f"picture-{width}")
        assert box["height"] >= least, (width, box)
        assert box["y"] < 750, (width, box)  # within the first turn of a thumb
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width in (320, 1280):
            assert problems(page) == []

    before = frame.bounding_box()
    larger = page.get_by_role("button", name="Larger")
    off = larger.evaluate(ON)
    larger.click()
    expect(larger).to_have_attribute("aria-pressed", "true")
    after = frame.bounding_box()
    assert after["width"] > before["width"]
    assert after["height"] > before["height"]
    assert (off[2], larger.evaluate(ON)[2]) == (False, True)
    assert off[:2] != larger.evaluate(ON)[:2]
    shots(page, "picture-larger")
    page.get_by_role("button", name="Whole screen").click()
    expect(page.get_by_role("button", name="Whole screen")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert page.evaluate("document.fullscreenElement.matches('[data-video]')")
    # axe asks the frame too, as if it were of our origin.
    people.said[:] = [line for line in people.said if "'postMessage'" not in line]


def test_in_the_room_no_microphone_is_offered(people):
    page = people.page("gwen")
    page.goto(LIVE)
    page.get_by_label("I am in the room").check()
    page.get_by_role("button", name="Join the video").click()
    expect(page.locator("[data-video-status]")).to_have_text("You are in the video.")

    expect(page.locator("[data-video-controls] button:visible")).to_have_text(
        [
            "Rows of pictures",
            "Captions",
            "Larger",
            "Small, in the corner",
            "Whole screen",
            "Leave the video",
        ]
    )
