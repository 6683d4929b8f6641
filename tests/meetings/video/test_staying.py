"""Nothing that somebody does beside the call ends it, and nobody is in it twice."""

import pytest
from playwright.sync_api import expect

from tests.meetings.video.host import WORDS_SHOWN
from tests.meetings.video.panel import button, happen, join, joined, status

pytestmark = pytest.mark.browser
FRAME = "[data-video-frame] iframe"


def ways(host):
    """The way of joining that each press asked for."""
    return [body.split('name="mode"')[1].split()[0] for _headers, body in host.joins]


def test_a_second_tab_is_asked_which_one_stays_and_never_are_there_two_voices(page, host):
    joined(page)
    second = page.context.new_page()
    second.goto(host.origin)
    join(second)

    expect(second.get_by_role("group", name="In another tab")).to_be_focused()
    button(second, "Stay there").click()
    expect(button(second, "Join the video")).to_be_focused()
    assert len(host.joins) == 1
    join(second)
    second.locator("[data-video-here]").evaluate("it => { it.click(); it.click() }")
    expect(status(second)).to_have_text(WORDS_SHOWN["joined"])
    expect(status(page)).to_have_text(WORDS_SHOWN["moved"])
    expect(page.locator(FRAME)).to_have_count(0)
    assert len(host.joins) == 2
    second.close()
    joined(page)


def test_whoever_loads_the_page_again_is_back_without_a_press_unless_they_had_left(
    page, host, video
):
    joined(page)
    button(page, "Camera").click()
    expect(button(page, "Camera")).to_have_attribute("aria-pressed", "false")
    video.plan = "prejoin"
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert happen(page, "config.startWithVideoMuted") is True
    button(page, "Leave the video").click()
    expect(status(page)).to_have_text(WORDS_SHOWN["left"])
    page.reload()
    expect(button(page, "Join the video")).to_be_visible()
    assert (asked, len(host.joins)) == (["beforeunload"], 2)


def test_a_link_opens_beside_the_call_and_in_its_place_without_one(page, host):
    note = page.locator("[data-video-stay]")
    joined(page)
    expect(note).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="A paper").click()

    assert opened.value.url == f"{host.origin}/paper"
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    button(page, "Leave the video").click()
    expect(note).to_be_hidden()
    page.get_by_role("link", name="A paper").click()
    page.wait_for_url("**/paper")
    assert len(page.context.pages) == 2


def test_a_line_that_is_lost_twice_has_less_to_carry_and_what_was_chosen_is_remembered(page, host):
    page.get_by_label("With camera").check()
    joined(page)
    for wait in (1_000, 3_000):
        happen(page, "drop()")
        expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "lost")
        page.clock.fast_forward(wait)
        expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joined")

    expect(status(page)).to_have_text(f"{WORDS_SHOWN['joined']} {WORDS_SHOWN['remote_low']}")
    assert ways(host) == ["remote", "remote", "remote_low"]
    button(page, "Leave the video").click()
    page.get_by_label("Sound only").check()
    page.reload()
    expect(page.get_by_label("Sound only")).to_be_checked()


def test_whoever_is_in_the_call_on_another_device_is_asked_and_then_joins_here(page, host):
    ticket = host.answer
    host.answer = lambda: (409, {"code": "elsewhere", "reason": "On another device."})
    join(page)
    expect(page.get_by_role("group", name="In another tab")).to_be_focused()
    host.answer = ticket
    page.locator("[data-video-here]").click()

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert ['name="over"' in body for _headers, body in host.joins] == [False, True]


def test_who_joins_again_a_moment_after_leaving_is_not_asked_whether_they_are_there(page, host):
    for wait in (0, 5_000):
        joined(page)
        button(page, "Leave the video").click()
        expect(status(page)).to_have_text(WORDS_SHOWN["left"])
        page.clock.fast_forward(wait)
    joined(page)

    assert ['name="over"' in body for _headers, body in host.joins] == [False, True, False]


def test_who_signs_in_after_somebody_in_the_same_tab_is_not_put_into_the_call(page, host):
    joined(page)
    page.on("dialog", lambda dialog: dialog.accept())
    host.person = 6
    page.reload()

    expect(button(page, "Join the video")).to_be_visible()
    assert len(host.joins) == 1


def test_a_device_of_the_room_has_its_voice_in_the_tab_where_it_is_pressed_last(page, host):
    host.asks = False
    joined(page)
    second = page.context.new_page()
    second.goto(host.origin)
    join(second)

    expect(status(second)).to_have_text(WORDS_SHOWN["joined"])
    expect(status(page)).to_have_text(WORDS_SHOWN["moved"])


def test_who_could_not_come_back_is_not_asked_about_the_call_that_they_lost(page, host, video):
    joined(page)
    video.plan = "fail"
    happen(page, "drop()")
    for wait in (1_000, 3_000, 9_000):
        expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "lost")
        page.clock.fast_forward(wait)
    expect(status(page)).to_have_text(WORDS_SHOWN["failed"])
    video.plan = "join"
    joined(page)

    assert ['name="over"' in body for _headers, body in host.joins] == [False, *[True] * 4]
