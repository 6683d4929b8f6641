"""The live page in the ways that people see, hear and press it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import problems
from tests.e2e.people import PHONE

pytestmark = pytest.mark.browser

LIVE = "/meetings/2/live/"
CLOCK_TIME = re.compile(r"\b(\d+(:\d\d)?[ap]m|midday|midnight)\b")  # 6:30pm, 6pm
SNAPSHOT = Path(__file__).parent / "snapshots" / "live_page_of_a_member.yaml"
# WCAG 2.2, 1.4.12: nothing may be cut off or lost with these.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
CUT_OFF = """() => [...document.querySelectorAll('main *')]
  .filter((one) => !one.closest('.govuk-visually-hidden, [hidden], select, textarea, input'))
  .filter((one) => getComputedStyle(one).overflow !== 'visible' && one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.outerHTML.slice(0, 120))"""


def live(people, who="doreen", **options):
    page = people.page(who, **options)
    page.goto(LIVE)
    expect(page.locator("[data-connection]")).to_contain_text("This page is up to date")
    return page


def test_a_member_hears_the_live_page_in_this_order(people):
    page = live(people)
    expect(page.get_by_text("You have 1,000 characters remaining").first).to_be_visible()
    heard = page.locator("body").aria_snapshot()
    heard = CLOCK_TIME.sub("0:00pm", heard)
    heard = re.sub(r"Notices \d+ new", "Notices 9 new", heard)
    assert heard == people.portal.as_told(SNAPSHOT.read_text()).rstrip("\n")


def test_with_colours_of_ones_own_nothing_is_lost(people, shots):
    page = live(people, forced_colors="active")
    shots(page, "live-forced-colours")
    assert problems(page, contrast=False) == []
    border = "one => getComputedStyle(one).borderTopStyle"
    for name in ("Raise my hand", "Save my position", "Join the video"):
        assert page.get_by_role("button", name=name).evaluate(border) == "solid"


def test_nothing_moves_for_those_who_asked_for_stillness(people):
    page = live(people, reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((one) => {
          const style = getComputedStyle(one)
          const seconds = (text) => Math.max(...text.split(',').map(parseFloat))
          return seconds(style.transitionDuration) > 0.01 || seconds(style.animationDuration) > 0.01
        }).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert moving == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("size", [None, PHONE], ids=["wide", "narrow"])
def test_wider_spacing_of_text_cuts_nothing_off(people, size, shots):
    page = live(people, **({"viewport": size} if size else {}), bypass_csp=True)
    page.add_style_tag(content=SPACING)
    shots(page, f"live-spacing-{size and size['width']}")
    assert page.evaluate(CUT_OFF) == []
    assert problems(page) == []
