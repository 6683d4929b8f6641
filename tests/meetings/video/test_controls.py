"""Our own buttons for the call, as they are heard, pressed and seen."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.meetings.video.host import WORDS_SHOWN
from tests.meetings.video.panel import announced, button, happen, inside, join, joined, status

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"


def test_the_buttons_do_what_they_say_and_show_what_the_frame_says(page):
    joined(page)
    pressed = lambda name: button(page, name)  # noqa: E731
    expect(pressed("Microphone")).to_have_attribute("aria-pressed", "false")
    expect(pressed("Camera")).to_have_attribute("aria-pressed", "true")

    for name in ["Microphone", "Camera", "Rows of pictures", "Captions"]:
        pressed(name).click()

    expect(pressed("Microphone")).to_have_attribute("aria-pressed", "true")
    expect(pressed("Camera")).to_have_attribute("aria-pressed", "false")
    expect(pressed("Rows of pictures")).to_have_attribute("aria-pressed", "true")
    expect(pressed("Captions")).to_have_attribute("aria-pressed", "true")
    assert happen(page, "state") == {
        "audioMuted": False, "videoMuted": True, "rows": True, "subtitles": True, "joined": True,
    }  # fmt: skip
    # The button under the finger has told it; the announcer does not say it again.
    expect(announced(page)).to_have_text(WORDS_SHOWN["joined"])


def test_a_hasty_second_press_does_not_undo_the_first(page):
    joined(page)

    button(page, "Microphone").evaluate("it => { it.click(); it.click() }")

    expect(button(page, "Microphone")).to_have_attribute("aria-pressed", "true")
    assert happen(page, "heard").count("toggle-audio") == 1


def test_a_button_whose_picture_is_out_of_date_asks_before_it_toggles(page):
    joined(page)
    inside(page).evaluate("() => { fakeJitsi.state.audioMuted = false }")

    button(page, "Microphone").click()

    expect(button(page, "Microphone")).to_have_attribute("aria-pressed", "true")
    assert "toggle-audio" not in happen(page, "heard")
    assert happen(page, "state")["audioMuted"] is False


def test_being_muted_by_somebody_else_is_said_aloud(page):
    joined(page)
    button(page, "Microphone").click()
    expect(button(page, "Microphone")).to_have_attribute("aria-pressed", "true")

    happen(page, "mute('audio', true)")

    expect(announced(page)).to_have_text(WORDS_SHOWN["microphone_off"])
    expect(button(page, "Microphone")).to_have_attribute("aria-pressed", "false")


def test_a_frame_that_does_not_answer_is_told_to_the_person(page, video):
    video.plan = "deaf"
    joined(page)

    button(page, "Camera").click()
    page.clock.fast_forward(5_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["not_done"])


def test_captions_that_nobody_writes_are_told_and_the_button_goes_back(page, video):
    video.plan = "unwritten"
    joined(page)

    button(page, "Captions").click()
    page.clock.fast_forward(9_000)

    expect(announced(page)).to_have_text(WORDS_SHOWN["captions_failed"])
    expect(button(page, "Captions")).to_have_attribute("aria-pressed", "false")
    assert happen(page, "state")["subtitles"] is False


def test_captions_that_are_written_stay_on_and_their_end_is_told(page):
    joined(page)
    button(page, "Captions").click()
    page.clock.fast_forward(9_000)
    expect(button(page, "Captions")).to_have_attribute("aria-pressed", "true")

    happen(page, "emit('transcribing-status-changed', { on: false })")

    expect(status(page)).to_have_text(WORDS_SHOWN["captions_failed"])
    expect(button(page, "Captions")).to_have_attribute("aria-pressed", "false")


def test_people_without_a_mouse_keep_their_place(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    expect(button(page, "Microphone")).to_be_focused()

    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(button(page, "Join the video")).to_be_focused()
    expect(status(page)).to_have_text(WORDS_SHOWN["left"])


def test_a_loss_does_not_take_the_focus_from_whoever_is_elsewhere(page):
    joined(page)
    page.evaluate(
        "document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()"
    )

    happen(page, "fail()")
    expect(status(page)).to_have_text(WORDS_SHOWN["lost"])
    page.clock.fast_forward(1_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert page.evaluate("document.activeElement.tagName") == "H1"


@pytest.mark.parametrize("state", ["before", "joined", "failed"])
def test_axe_finds_nothing_wrong(state, page, video):
    if state == "joined":
        joined(page)
    if state == "failed":
        video.plan = "fail"
        join(page)
        for wait in (1_000, 3_000, 9_000):
            expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "lost")
            page.clock.fast_forward(wait)
        expect(page.get_by_text("Telephone 01632 960017")).to_be_visible()
    page.evaluate(AXE.read_text())

    violations = page.evaluate(
        "() => axe.run({ iframes: false }).then(r => r.violations.map(v => v.id))"
    )

    assert violations == []


@pytest.mark.parametrize(
    ("event", "word"), [("mic-error", "no_microphone"), ("camera-error", "no_camera")]
)
def test_a_device_that_cannot_be_used_is_told_and_the_call_goes_on(event, word, page):
    joined(page)

    happen(page, f"emit('{event}', {{ type: 'gum.permission_denied' }})")

    expect(announced(page)).to_have_text(WORDS_SHOWN[word])
    expect(page.locator("[data-video]")).to_have_attribute("data-video-state", "joined")
