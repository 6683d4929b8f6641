"""The bridge in a real browser, its frame from another origin: what passes and what must not."""

import json

import pytest
from playwright.sync_api import expect

from meetings.video.modes import Mode, config_for
from tests.meetings.video.conftest import ROOM, TITLE
from tests.meetings.video.host import WORDS_SHOWN
from tests.meetings.video.panel import announced, button, happen, inside, join, joined, shown

pytestmark = pytest.mark.browser


def test_joining_shows_the_frame_and_the_token_reaches_no_server(page, host, video):
    joined(page)

    [(headers, body)] = host.joins
    assert (headers["X-CSRFToken"], headers["Accept"]) == ("a-csrf-token", "application/json")
    assert 'name="mode"\r\n\r\nremote\r\n' in body
    address = f"{video.origin}/{ROOM}"
    assert sorted(video.requests) == [
        f"GET /frame.css {address}",
        f"GET /frame.js {address}",
        f"GET /{ROOM}",
    ]
    token = happen(page, "jwt")
    assert token.count(".") == 2
    assert not any(token in request for request in video.requests)
    assert happen(page, "room") == ROOM
    assert happen(page, "config") == config_for(Mode.REMOTE)
    frame = page.locator("[data-video-frame] iframe")
    assert (frame.get_attribute("title"), frame.get_attribute("referrerpolicy")) == (
        TITLE,
        "no-referrer",
    )
    assert {"camera", "microphone", "fullscreen"} < set(frame.get_attribute("allow").split("; "))
    expect(shown(page).get_by_role("listitem")).to_have_text(["Doreen Whitcombe"])
    expect(announced(page)).to_have_text(WORDS_SHOWN["joined"])


def wire(name, **data):
    return json.dumps({
        "postis": True,
        "scope": "jitsi_meet_external_api_0",
        "method": "message",
        "params": {"type": "event", "data": {"name": name, **data}},
    })  # fmt: skip


@pytest.mark.parametrize(
    "who", ["another origin", "another frame of the video host", "the page itself"]
)
def test_what_others_say_in_the_frames_name_is_not_heard(who, page, video, stranger):
    joined(page)
    kicked = wire("participant-kicked-out", kicked={"local": True})
    if who == "the page itself":
        page.evaluate("text => window.postMessage(text, '*')", kicked)
    else:
        source = stranger.origin if who == "another origin" else video.origin
        video.plan = "silent"
        page.evaluate("url => { document.getElementById('stranger').src = url }", f"{source}/x")
        page.wait_for_function("() => frames.length === 2")
        other = page.locator("#stranger").element_handle().content_frame()
        other.wait_for_load_state()
        other.evaluate("text => { parent.postMessage(text, '*') }", kicked)

    # Messages arrive in order: this one, from the true frame, comes after the false one.
    happen(page, "mute('audio', false)")
    expect(announced(page)).to_have_text(WORDS_SHOWN["microphone_on"])
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joined")


def test_a_frame_that_has_gone_elsewhere_is_neither_heard_nor_told_anything(page, stranger):
    joined(page)
    inside(page).evaluate("url => { location.href = url }", f"{stranger.origin}/x")
    elsewhere = inside(page)
    elsewhere.wait_for_url(f"{stranger.origin}/x")
    elsewhere.evaluate("() => { got = []; addEventListener('message', e => got.push(e.data)) }")

    page.evaluate("() => { heard = new Promise(done => addEventListener('message', done)) }")
    kicked = wire("participant-kicked-out", kicked={"local": True})
    elsewhere.evaluate("text => parent.postMessage(text, '*')", kicked)
    page.evaluate("() => heard.then(() => null)")
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joined")

    button(page, "Microphone").click()
    frame = page.locator("[data-video-frame] iframe")
    frame.evaluate("frame => frame.contentWindow.postMessage('from the test', '*')")
    elsewhere.wait_for_function("() => got.length > 0")
    assert elsewhere.evaluate("() => got") == ["from the test"]
    # Chromium says that it held the request back.
    assert [text for text in page.said if "does not match the recipient" not in text] == []
    page.said.clear()


def test_unknown_and_broken_messages_of_the_frame_are_passed_over(page):
    joined(page)

    for text in [
        wire("constructor"),
        wire("toString"),
        wire("future-event"),
        "{",
        "7",
        '{"postis":true}',
    ]:
        inside(page).evaluate("text => parent.postMessage(text, '*')", text)
    inside(page).evaluate("() => parent.postMessage({ postis: true }, '*')")

    happen(page, "mute('audio', false)")
    expect(announced(page)).to_have_text(WORDS_SHOWN["microphone_on"])


def test_a_frame_that_loads_itself_again_is_heard_again(page):
    joined(page)

    with page.expect_event("framenavigated"):
        inside(page).evaluate("() => { location.reload() }")
    # It joins only after a handshake of its own.
    expect(shown(page).get_by_role("listitem")).to_have_count(1)
    happen(page, "mute('audio', false)")

    expect(button(page, "Microphone")).to_have_attribute("aria-pressed", "true")


def test_a_frame_that_never_speaks_is_given_up_after_twenty_seconds(page, video):
    video.plan = "silent"
    join(page)
    expect(page.locator("[data-video-frame] iframe")).to_have_count(1)

    page.clock.fast_forward(19_000)
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joining")
    page.clock.fast_forward(1_000)

    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "failed")
    expect(page.locator("[data-video-frame] iframe")).to_have_count(0)
