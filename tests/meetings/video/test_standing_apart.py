"""Who stands apart for an item: told why, out of the call, and back without a press."""

import pytest
from playwright.sync_api import expect

from tests.meetings.video.host import WORDS_SHOWN
from tests.meetings.video.panel import apart, happen, join, joined, status

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kicked_first", [True, False])
def test_who_stands_apart_for_an_item_is_told_why_and_comes_back_without_a_press(
    page, host, video, kicked_first
):
    video.plan = "prejoin"
    join(page)
    page.frame_locator("[data-video-frame] iframe").get_by_role(
        "button", name="Join meeting"
    ).click()
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])

    if kicked_first:  # the host was quicker than the stream
        happen(page, "throwOut()")
        expect(status(page)).to_have_text(WORDS_SHOWN["removed"])
    apart(page, "members")
    expect(status(page)).to_have_text(WORDS_SHOWN["apart_members"])
    expect(page.locator("[data-video-frame] iframe")).to_have_count(0)
    page.clock.fast_forward(60_000)
    assert len(host.joins) == 1

    apart(page, "")

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert len(host.joins) == 2


def test_who_asks_to_join_meanwhile_is_told_why_and_joins_when_it_is_over(page, host):
    apart(page, "interest")
    ticket, host.answer = host.answer, lambda: (403, {"code": "refused", "reason": "Not now."})
    join(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["apart_interest"])

    host.answer = ticket
    apart(page, "")

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])


def test_who_was_taken_out_for_another_reason_is_not_brought_back_by_the_end_of_an_item(page, host):
    joined(page)
    happen(page, "throwOut()")
    expect(status(page)).to_have_text(WORDS_SHOWN["removed"])
    page.clock.fast_forward(60_000)

    for why in ("members", ""):
        apart(page, why)
        assert page.locator("[data-video]").get_attribute("data-video-state") == "idle"
    assert len(host.joins) == 1


def test_who_is_in_another_tab_when_the_item_is_over_is_asked_and_keeps_the_focus(page, host):
    joined(page)
    apart(page, "members")
    second = page.context.new_page()
    second.goto(host.origin)
    joined(second)
    page.get_by_label("Show large").focus()
    apart(page, "")

    expect(page.get_by_role("group", name="In another tab")).to_be_visible()
    expect(page.get_by_label("Show large")).to_be_focused()
