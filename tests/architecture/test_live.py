"""A live page names only regions that its template has, and only events that can happen."""

import re
from pathlib import Path

import pytest

from core.events import every_event
from core.live.pages import every_page
from tests.architecture.tree import text

PAGES = [pytest.param(page, id=page.prefix) for page in every_page()]


def regions_of(template: str) -> dict[str, str]:
    """Name of each partial of a template, and what stands between its tags."""
    matches = re.finditer(
        r"{%\s*partialdef ([\w-]+)(?: inline)?\s*%}(.*?){%\s*endpartialdef(?: \1)?\s*%}",
        template,
        re.DOTALL,
    )
    return {match[1]: match[2] for match in matches}


@pytest.mark.parametrize("page", PAGES)
def test_every_region_is_drawn_by_its_template_and_marked_in_the_page(page):
    regions = regions_of(text(Path("templates") / page.template))

    assert sorted(page.every_region() - regions.keys()) == []
    assert [
        name for name in sorted(page.every_region()) if f'data-region="{name}"' not in regions[name]
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_event_it_waits_for_can_happen(page):
    assert sorted(page.regions.keys() - {kind.name for kind in every_event()}) == []


def test_every_app_with_a_live_page_has_registered_it():
    assert sorted(page.prefix for page in every_page()) == [
        "glass",
        "meeting",
        "topic",
        "webcast",
    ]


def test_the_rule_knows_a_region():
    page = "{% partialdef queue inline %}<ol></ol>{% endpartialdef queue %}{% partialdef x %}{% endpartialdef %}"

    assert regions_of(page) == {"queue": "<ol></ol>", "x": ""}
