"""At 320 px nothing is wider than the screen, and the number to ring stays in sight."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import problems
from tests.e2e.people import PHONE

pytestmark = pytest.mark.browser

LONG = "Pneumonoultramicroscopic" * 8 + "volcan"  # 198 letters and no space
LONG_TITLES = [
    "UPDATE deliberation_topic SET title = ? WHERE id = 1",
    "UPDATE meetings_meeting SET title = ? WHERE id = 2",
    "UPDATE meetings_agendaitem SET title = ? WHERE meeting_id = 2",
]
PAGES = ["/topics/", "/topics/1/", "/topics/1/guests/", "/meetings/2/", "/meetings/2/live/"]
ROOM = 184  # px that a page keeps free above what takes the focus, where the bar is sticky
HIDDEN_BY_THE_BAR = """() => {
  const bar = document.querySelector('.app-now').getBoundingClientRect()
  const one = document.activeElement.getBoundingClientRect()
  return !document.activeElement.matches('body, .app-now *') && one.top < bar.bottom - 1 && one.bottom > bar.top
    && getComputedStyle(document.querySelector('.app-now')).position === 'sticky'
}"""


def test_the_number_to_ring_is_in_sight_wherever_one_is_on_the_live_page(people, shots):
    page = people.page("doreen", viewport=PHONE)
    page.goto("/meetings/2/live/")
    number = page.locator(".app-now a[href='tel:01632960456']")
    shots(page, "number-to-ring-320")
    for place in (0, 0.5, 1):
        page.evaluate(f"scrollTo(0, {place} * document.documentElement.scrollHeight)")
        expect(number).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert problems(page) == []

    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    covered = []
    for _press in range(30):  # upwards, where the bar waits
        page.keyboard.press("Shift+Tab")
        if page.evaluate(HIDDEN_BY_THE_BAR):
            covered.append(page.evaluate("document.activeElement.outerHTML.slice(0, 100)"))
    assert covered == []


@pytest.fixture(scope="module")
def long_titles(portal):
    assert len(LONG) == 198
    with closing(sqlite3.connect(portal.data / "portal.sqlite3", timeout=20)) as database, database:
        for titles in LONG_TITLES:
            database.execute(titles, [LONG])


@pytest.mark.usefixtures("long_titles")
def test_a_title_without_a_space_makes_no_page_wider_than_the_screen(people, shots):
    page = people.page("sally", viewport=PHONE)
    widths = {}
    for path in PAGES:
        page.goto(path)
        expect(page.locator("body")).to_contain_text(LONG)
        shots(page, f"long{path}")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(PAGES, PHONE["width"])
    bar = page.locator(".app-now").bounding_box()
    assert bar["height"] <= ROOM, "what takes the focus would end up beneath it"
