"""Getting in, being kept out, getting lost and getting in again."""

import pytest
from playwright.sync_api import expect

from tests.meetings.video.host import WORDS_SHOWN
from tests.meetings.video.panel import announced, button, happen, join, joined, shown, status

pytestmark = pytest.mark.browser


def test_until_the_person_has_joined_in_the_frame_the_page_says_what_to_do_there(page, video):
    video.plan = "prejoin"

    join(page)

    expect(status(page)).to_have_text(WORDS_SHOWN["prepare"])
    expect(button(page, "Microphone")).to_have_attribute("aria-disabled", "true")
    shown(page).get_by_role("button", name="Join meeting").click()
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    expect(button(page, "Microphone")).to_have_attribute("aria-disabled", "false")


def test_leaving_takes_the_frame_away_and_joins_no_more(page, host):
    joined(page)

    button(page, "Leave the video").click()

    expect(status(page)).to_have_text(WORDS_SHOWN["left"])
    expect(page.locator("[data-video-frame] iframe")).to_have_count(0)
    page.clock.fast_forward(60_000)
    assert len(host.joins) == 1
    expect(button(page, "Join the video")).to_be_visible()


def test_hanging_up_inside_the_frame_is_leaving_too(page, host):
    joined(page)

    happen(page, "hangUp()")

    expect(status(page)).to_have_text(WORDS_SHOWN["left"])
    page.clock.fast_forward(60_000)
    assert len(host.joins) == 1


def test_whoever_the_chair_takes_out_is_told_and_not_sent_back(page, host):
    joined(page)

    happen(page, "throwOut()")

    expect(status(page)).to_have_text(WORDS_SHOWN["removed"])
    page.clock.fast_forward(60_000)
    assert len(host.joins) == 1


@pytest.mark.parametrize(
    "loss",
    ["drop()", "fail()", "drop(), fakeJitsi.fail()", "fail('connection.passwordRequired', {})"],
)
def test_a_lost_call_is_joined_again_with_a_fresh_token(loss, page, host):
    joined(page)
    first = happen(page, "jwt")

    happen(page, loss)
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "lost")
    page.clock.fast_forward(1_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert len(host.joins) == 2
    assert happen(page, "jwt") != first


def test_an_error_that_is_not_fatal_changes_nothing(page, host):
    joined(page)

    happen(page, "fail('conference.e2ee.failed', { isFatal: false })")
    happen(page, "enter('f4ce0003', 'Gwen Pritchard')")

    expect(shown(page).get_by_role("listitem")).to_have_text(["Doreen Whitcombe", "Gwen Pritchard"])
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joined")
    assert len(host.joins) == 1


def test_waiting_to_be_let_in_is_not_an_error(page, video, host):
    video.plan = "lobby"

    join(page)

    expect(status(page)).to_have_text(WORDS_SHOWN["waiting"])
    page.clock.fast_forward(60_000)
    assert len(host.joins) == 1
    happen(page, "join()")
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])


def test_after_three_tries_the_telephone_is_shown_and_a_later_press_begins_anew(page, video, host):
    video.plan = "fail"
    join(page)

    for wait in (1_000, 3_000, 9_000):
        expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "lost")
        expect(page.get_by_text("Telephone 01632 960017")).to_be_hidden()
        page.clock.fast_forward(wait)

    expect(page.get_by_text("Telephone 01632 960017")).to_be_visible()
    expect(announced(page)).to_have_text(WORDS_SHOWN["failed"])
    assert len(host.joins) == 4
    video.plan = "join"
    joined(page)
    expect(page.get_by_text("Telephone 01632 960017")).to_be_hidden()


def test_a_call_that_stood_for_a_while_has_three_tries_again(page, host):
    joined(page)
    for _ in range(5):
        happen(page, "drop()")
        expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "lost")
        page.clock.fast_forward(1_000)
        expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joined")
        page.clock.fast_forward(30_000)

    assert len(host.joins) == 6


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            (403, {"code": "not_open", "reason": "The video opens at 18:10."}),
            "The video opens at 18:10.",
        ),
        ((403, {}), WORDS_SHOWN["refused"]),
        ((302, {}), WORDS_SHOWN["sign_in"]),
    ],
)
def test_a_refusal_is_said_in_words_and_not_tried_again(answer, words, page, host):
    host.answer = lambda: answer

    join(page)

    expect(status(page)).to_have_text(words)
    expect(button(page, "Join the video")).to_be_visible()
    page.clock.fast_forward(60_000)
    assert len(host.joins) == 1


@pytest.mark.parametrize("code", [429, 503])
def test_a_portal_that_is_busy_is_asked_again(code, page, host):
    ticket, host.answer = host.answer, lambda: (code, {})
    join(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["lost"])

    host.answer = ticket
    page.clock.fast_forward(1_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])


def test_without_scripts_the_form_is_a_form(chromium, host):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.origin)

    join(page)

    [(headers, body)] = host.joins
    assert body == "mode=remote"
    assert "application/json" not in headers["Accept"]
    context.close()


def test_a_frame_that_says_nothing_for_20_seconds_is_told_with_what_to_do_instead(
    page, host, video
):
    video.plan = "silent"
    join(page)
    expect(page.locator("[data-video-frame] iframe")).to_have_count(1)

    page.clock.fast_forward(20_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["no_answer"])
    expect(page.get_by_text("Telephone 01632 960017")).to_be_visible()
    expect(button(page, "Join the video")).to_be_visible()
    assert len(host.joins) == 1


def test_whoever_was_in_the_call_is_back_without_a_press_and_as_dark_as_before(page, video, host):
    video.plan = "prejoin"
    join(page)
    shown(page).get_by_role("button", name="Join meeting").click()
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    happen(page, "mute('video', true)")
    expect(button(page, "Camera")).to_have_attribute("aria-pressed", "false")

    happen(page, "drop()")
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "lost")
    page.clock.fast_forward(1_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert happen(page, "config")["startWithVideoMuted"] is True
    assert len(host.joins) == 2


def test_who_takes_their_time_before_joining_gets_a_token_that_still_opens(page, video, host):
    video.plan = "prejoin"
    join(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["prepare"])
    first = happen(page, "jwt")

    page.clock.fast_forward(20_000)
    expect(status(page)).to_have_text(WORDS_SHOWN["still"])
    expect(page.get_by_text("Telephone 01632 960017")).to_be_visible()
    page.clock.fast_forward(220_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["prepare"])
    shown(page).get_by_role("button", name="Join meeting").click()
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert happen(page, "jwt") != first
    expect(page.get_by_text("Telephone 01632 960017")).to_be_hidden()


def test_who_waits_for_the_chair_is_left_waiting(page, video, host):
    video.plan = "stuck"
    join(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["prepare"])
    happen(page, "fail('conference.connectionError.membersOnly', { recoverable: true })")
    expect(status(page)).to_have_text(WORDS_SHOWN["waiting"])

    page.clock.fast_forward(300_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["waiting"])
    assert len(host.joins) == 1


def test_a_call_that_does_not_begin_is_no_dead_button(page, video):
    video.plan = "stuck"
    join(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["prepare"])
    happen(page, "fail('conference.connectionError.conferenceRequestFailed', { isFatal: false })")
    expect(status(page)).to_have_text(WORDS_SHOWN["no_answer"])

    page.clock.fast_forward(20_000)

    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "failed")
    expect(button(page, "Join the video")).to_be_visible()
    expect(page.get_by_text("Telephone 01632 960017")).to_be_visible()
