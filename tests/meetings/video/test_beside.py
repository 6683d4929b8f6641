"""The page of who is in the video, which stands beside the call, and what a page in the call does for it."""

import pytest
from playwright.sync_api import expect

from tests.meetings.video.conftest import DOREEN, GWEN
from tests.meetings.video.panel import button, happen, inside, joined

pytestmark = pytest.mark.browser


def test_everybody_is_muted_from_the_page_beside_only_by_a_page_in_the_call(page, host):
    host.moderates = True
    beside = page.locator("[data-video-beside]")
    beside.get_by_role("button").click()
    page.clock.fast_forward(2_000)
    expect(beside.get_by_role("status")).to_have_text("Not in it.")
    joined(page)
    happen(page, f"enter('f4ce0006', 'Gwen', '{GWEN}')")
    happen(page, "muteOther('f4ce0006', false)")
    beside.get_by_role("button").click()

    inside(page).wait_for_function("fakeJitsi.muted.get('f4ce0006')")
    expect(beside.get_by_role("status")).to_have_text("Done.")


def test_whose_microphone_is_on_stands_on_the_page_beside_while_one_is_in_the_call(page):
    listed = page.locator("[data-microphone-of]")
    for place, person in zip(listed.all(), (DOREEN, GWEN), strict=True):
        place.evaluate("(place, person) => { place.dataset.microphoneOf = person }", person)
    joined(page)
    expect(listed).to_have_text([" · off", ""])  # of Gwen the frame has said nothing
    happen(page, f"enter('f4ce0006', 'Gwen', '{GWEN}')")
    happen(page, "muteOther('f4ce0006', false)")
    happen(page, "mute('audio', false)")
    expect(listed).to_have_text([" · on", " · on"])
    happen(page, "muteOther('f4ce0006', true)")
    expect(listed).to_have_text([" · on", " · off"])
    button(page, "Leave the video").click()

    expect(listed).to_have_text(["", ""])


def test_nobodys_microphone_is_on_there_any_more_when_the_tab_with_the_call_is_closed(page):
    listed = page.locator("[data-microphone-of]").first
    listed.evaluate("(place, person) => { place.dataset.microphoneOf = person }", DOREEN)
    joined(page)
    expect(listed).to_have_text(" · off")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    expect(listed).to_have_text("")
