"""Each page for people: accessible by machine's measure, silent, and whole on a narrow screen."""

from pathlib import Path

import pytest

from tests.access.rows import CASES
from tests.e2e.addresses import EXAMPLES, ON_THE_WAY, SEEN, UNSEEN, WALKS
from tests.e2e.axe import AXE, problems
from tests.e2e.people import DESKTOP, PHONE, People


def test_each_page_is_looked_at_or_says_why_not():
    pages = {case.name for case in CASES if case.get}
    assert {name for name, _how in SEEN} == pages | ON_THE_WAY


def test_nobody_looks_at_a_page_that_says_why_not():
    looked_at = {name for name, *_rest in EXAMPLES}
    assert list(dict.fromkeys(UNSEEN)) == UNSEEN
    assert looked_at & set(UNSEEN) == set()


def test_pages_on_the_way_are_looked_at_on_the_way():
    here = Path(__file__)
    walks = [here.with_name(name).read_text() for name in WALKS]
    looked = {name for name in ON_THE_WAY if any(f'"{name}"' in walk for walk in walks)}
    assert looked == ON_THE_WAY


class Audience(People):
    """One window a person for all pages of this module: opening one costs more than a page.

    Axe is there before each page: sent to each anew, it would cost as much as what it looks at.
    """

    def __init__(self, *args):
        super().__init__(*args)
        self._windows = {}

    def window(self, who):
        if who not in self._windows:
            window = self._windows[who] = self.page(who) if who else self.stranger()
            window.add_init_script(path=AXE)
        return self._windows[who]


@pytest.fixture(scope="module")
def audience(chromium, portal, states, apps):
    here = Audience(chromium, portal, states, apps)
    yield here
    here.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "who", "address", "status"), EXAMPLES, ids=lambda part: part or "-"
)
def test_a_page_has_no_fault_that_a_machine_can_find(audience, name, who, address, status, shots):
    page = audience.window(who)
    audience.answers_expected = {status}
    audience.said.clear()
    asked = audience.portal.as_told(address)
    answer = page.goto(asked)
    if "reauthenticate/?next" in page.url and name != "mfa_reauthenticate":
        audience.show_again(page, who)
    assert (answer.status, page.url) == (status, audience.portal.origin + asked)
    faults = {}
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        shots(page, f"{name}-{who}-{address}-{size['width']}")
        faults[size["width"]] = problems(page)
    page.set_viewport_size(DESKTOP)

    assert faults == {1280: [], 320: []}
    assert audience.complaints() == []


FAINT = """() => {
  const words = document.createElement('p')
  words.textContent = 'Hardly to be seen'
  words.id = 'faint'
  words.style.color = '#cccccc'
  document.querySelector('main').append(words)
}"""


@pytest.mark.browser
def test_words_that_can_hardly_be_read_are_a_fault_on_a_page_that_had_none(audience):
    page = audience.window("sally")
    page.goto(audience.portal.origin)
    assert (problems(page), problems(page)) == ([], [])  # all colours of the page are judged

    page.evaluate(FAINT)
    twice = [problems(page), problems(page)]

    assert [[fault.split(": ")[:2] for fault in faults] for faults in twice] == [
        [["color-contrast", "#faint"]]
    ] * 2


COVERED = """() => {
  const words = document.getElementById('faint').getBoundingClientRect()
  const cover = document.createElement('div')
  cover.id = 'cover'
  Object.assign(cover.style, {
    position: 'absolute', left: `${words.left}px`, top: `${words.top + scrollY}px`,
    width: `${words.width}px`, height: `${words.height}px`, background: '#ffffff',
  })
  document.body.append(cover)
}"""


@pytest.mark.browser
def test_words_that_lay_below_something_are_judged_once_they_are_seen(audience):
    page = audience.window("sally")
    page.goto(audience.portal.origin)
    page.evaluate(FAINT)
    page.evaluate(COVERED)
    covered = problems(page)
    page.evaluate("() => document.getElementById('cover').remove()")

    seen = [fault.split(": ")[:2] for fault in problems(page)]
    assert (covered, seen) == ([], [["color-contrast", "#faint"]])
