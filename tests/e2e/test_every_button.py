"""What is pressed on the live page: grave things ask once more, and the focus stays where it was."""

import pytest
from playwright.sync_api import expect

from tests.e2e.moving import live

pytestmark = pytest.mark.browser

ROLES = ["ansty", "hannah", "doreen", "marjorie", "sally"]
# Waits until the answer has come and the page has drawn what the server knows by now.
SETTLED = """async () => {
  const until = async (what) => { while (!what()) await new Promise(requestAnimationFrame) }
  await until(() => !document.querySelector('.htmx-request'))
  const root = document.querySelector('[data-stream]')
  const { seq } = await (await fetch(`/stream/${root.dataset.stream}/?after=0`)).json()
  await until(() => Math.max(window.seq ?? 0, Number(root.dataset.seq)) >= seq)
}"""
# Every button that can be pressed now, what is folded too; not those of the video, nor the last of all.
BUTTONS = """() => {
  for (const fold of document.querySelectorAll('[data-region] details')) fold.open = true
  document.querySelector('[data-position-form] [type=radio]')?.click()
  return [...document.querySelectorAll('[data-region] :is(button, summary)')]
    .filter((one) => one.getClientRects().length && !one.matches('#meeting-end button'))
    .map((one) => [one.closest('[data-region]').dataset.region, one.textContent.replace(/\\s+/g, ' ').trim()])
}"""
PRESS = """([region, words]) => [...document.querySelectorAll(`[data-region="${region}"] :is(button, summary)`)]
  .find((one) => one.getClientRects().length && one.textContent.replace(/\\s+/g, ' ').trim() === words).focus()"""
# Where the focus is: on the same words, on a heading or a part that only code can focus, on the strip of captions
# that the press opened in its place, or wrong.
FOCUS = """([region, words]) => {
  const one = document.activeElement
  if (region === 'captions' && one.matches('[data-captions-lines]')) return ''
  const here = one.textContent.replace(/\\s+/g, ' ').trim()
  if (one.closest('[data-region]')?.dataset.region !== region) return `away: ${one.tagName} ${here.slice(0, 40)}`
  return here === words || one.tabIndex < 0 ? '' : `another: ${one.tagName} ${here.slice(0, 40)}`
}"""


def press_all_twice(page):
    """Enter twice on each button that is found, and on those that come up; what went wrong."""
    pressed, wrong = [], []
    while new := [button for button in page.evaluate(BUTTONS) if button not in pressed]:
        # Once a round is open, less can be pressed.
        button = min(new, key=lambda label: ("Undo" in label[1], "Ask" in label[1]))
        pressed.append(button)
        page.evaluate(PRESS, button)
        for _time in "ab":
            page.keyboard.press("Enter")
            page.evaluate(SETTLED)
            if where := page.evaluate(FOCUS, button):
                wrong.append((*button, where))
    return pressed, wrong


@pytest.mark.long("two people, and each grave button pressed, undone and pressed again")
def test_what_is_grave_asks_once_more_and_is_undone_in_the_page(people, shots):
    marjorie, doreen = live(people, "marjorie"), live(people, "doreen")
    shown = doreen.locator("[data-region=round]")
    doreen.get_by_label("Follow the presenter").uncheck()
    slide = marjorie.locator("[data-region=slide]").get_by_role("heading")
    number = int(slide.inner_text().split()[1]) + 1
    marjorie.get_by_role("button", name="Next slide").click()
    expect(slide).to_have_text(f"Slide {number} of 11")
    marjorie.get_by_text("Stop collecting answers").click()
    marjorie.get_by_role("button", name="Yes, stop and show the result").click()
    expect(shown.locator(".app-outcome")).to_be_visible()
    shots(marjorie, "live-undo")
    expect(doreen.locator("#announce-polite")).to_contain_text("not quorate")
    assert f"Slide {number}" not in " ".join(doreen.evaluate("heard"))
    assert f"Slide {number}" in " ".join(marjorie.evaluate("heard"))
    marjorie.get_by_role("button", name="Undo: collect answers again").click()
    expect(shown).to_contain_text("have answered")
    expect(shown).to_contain_text("Answers were stopped too early")
    expect(marjorie.get_by_role("heading", name="The wording we are deciding")).to_be_focused()

    marjorie.get_by_text("End the meeting", exact=True).click()
    marjorie.get_by_role("button", name="Yes, end the meeting").click()
    now = doreen.locator("[data-region=now]")
    expect(now).to_contain_text("The meeting has ended.")
    marjorie.get_by_role("button", name="Undo: open the meeting again").click()
    expect(now).not_to_contain_text("The meeting has ended.")
    expect(doreen.get_by_role("button", name="Raise my hand")).to_be_visible()


@pytest.mark.long("presses every button of the page, each in a page that is whole again")
def test_no_press_of_enter_moves_the_focus_to_another_button_or_away(people):
    people.answers_expected = {403, 409, 422}
    pressed, wrong = set(), {}
    for who in ROLES:
        page = live(people, who)
        here, wrong[who] = press_all_twice(page)
        pressed |= {words for _region, words in here}
        page.context.close()

    assert wrong == {who: [] for who in ROLES}
    assert {
        "Raise my hand", "Lower my hand Take it back", "Next slide", "Previous slide", "Put on the screen",
        "Stop showing it", "Ask for positions", "Yes, stop and show the result", "Save my position",
        "Change my position", "Propose it", "Save the new wording", "Raise their hand",
        "Start: Any other business", "Invite Leroy Samuels to speak", "Finished: Leroy Samuels",
    } - pressed == set()  # fmt: skip
