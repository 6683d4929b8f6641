"""Each page for people: accessible by machine's measure, silent, and whole on a narrow screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver, resolve

from tests.e2e import addresses
from tests.e2e.axe import problems
from tests.e2e.people import DESKTOP, PHONE, People

EXAMPLES = [
    *[(name, who, address) for name, (who, address) in addresses.PAGES.items()],
    *[("", who, address) for who, address in addresses.ALSO],
]


def named(resolver: Any = None, space: str = "") -> Iterator[str]:
    """Every name that an address has."""
    for one in (resolver or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            yield from named(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield space + one.name


def test_every_address_is_an_example_or_has_a_reason_why_not():
    groups = [
        addresses.PAGES,
        addresses.ON_THE_WAY,
        addresses.RELEASING,
        addresses.FOR_MACHINES,
        addresses.ONLY_POSTS,
        addresses.NOT_NOW,
    ]
    listed = [name for group in groups for name in group]
    assert sorted(listed) == sorted(named())


def test_pages_on_the_way_are_looked_at_on_the_way():
    here = Path(__file__)
    walks = [here.with_name(name).read_text() for name in addresses.WALKS]
    looked = {name for name in addresses.ON_THE_WAY if any(f'"{name}"' in walk for walk in walks)}
    assert looked == addresses.ON_THE_WAY


def test_an_example_is_of_the_address_it_stands_for():
    pages = {name: address for name, (_who, address) in addresses.PAGES.items()}
    examples = pages | addresses.ONLY_POSTS
    led = {name: resolve(path.partition("?")[0]).view_name for name, path in examples.items()}
    assert led == {name: name for name in examples}


class Audience(People):
    """One window a person for all pages of this module: opening one costs more than a page."""

    def __init__(self, *args):
        super().__init__(*args)
        self._windows = {}

    def window(self, who):
        if who not in self._windows:
            self._windows[who] = self.page(who) if who else self.stranger()
        return self._windows[who]


@pytest.fixture(scope="module")
def audience(chromium, portal, states, apps):
    here = Audience(chromium, portal, states, apps)
    yield here
    here.close()


@pytest.mark.browser
@pytest.mark.parametrize(("name", "who", "address"), EXAMPLES, ids=lambda part: part or "-")
def test_a_page_has_no_fault_that_a_machine_can_find(audience, name, who, address, shots):
    page = audience.window(who)
    status = addresses.ANSWERS_OTHERWISE.get(name, 200)
    audience.answers_expected = {status}
    audience.said.clear()
    answer = page.goto(audience.portal.as_told(address))
    if "reauthenticate/?next" in page.url and name != "mfa_reauthenticate":
        audience.show_again(page, who)
    assert answer.status == status
    found = {}
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        shots(page, f"{name or 'also'}-{who}-{address}-{size['width']}")
        found[size["width"]] = problems(page)
    page.set_viewport_size(DESKTOP)

    assert found == {1280: [], 320: []}
    assert audience.complaints() == []
