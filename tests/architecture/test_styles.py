"""Each style is for something that a page shows; each state that a script sets can be seen."""

import re
from functools import cache

import pytest

from tests.architecture.tree import PACKAGES, named, text

STYLES = [*named(".scss", "static"), *named(".css", *PACKAGES)]
DRAWN = "\n".join(
    text(path)
    for path in (
        *named(".html", "templates"),
        *named(".js", "static"),
        *named(".py", *PACKAGES),
    )
)


def selectors(style: str) -> str:
    """The style without comments, texts and what follows the colon of a property."""
    style = re.sub(r"//[^\n]*|/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"(?<=[\s;{])[-\w$]+:\s[^;{}]*;", "", style)


def own_classes(style: str) -> set[str]:
    """Our own classes that ``style`` draws, ``&--more`` and ``&__part`` put together."""
    classes: set[str] = set()
    above: list[str] = []
    for words, mark in re.findall(r"([^{};]*)([{};])", selectors(style)):
        here = words.strip()
        if mark == "{":
            parent = above[-1] if above else ""
            here = re.sub(r"&(?=--|__)", parent, here)
            names = re.findall(r"\.(app-[\w-]+)", here)
            classes.update(names)
            above.append(f".{names[-1]}" if names else parent)
        elif mark == "}" and above:
            above.pop()
    return classes


@cache
def words(drawn: str) -> frozenset[str]:
    """Everything that stands there as a class would, whole."""
    return frozenset(re.findall(r"[\w-]+", drawn))


def is_drawn(name: str, drawn: str) -> bool:
    """Whether ``drawn`` says the class whole, or its stem with a value that Python names."""
    if name in words(drawn):
        return True
    stem, dashes, value = name.rpartition("--")
    written = re.search(rf"(?<![\w-]){re.escape(stem + dashes)}{{{{", drawn)
    return bool(stem and written and re.search(rf"[\"']{re.escape(value)}[\"']", drawn))


@pytest.mark.parametrize("path", STYLES, ids=str)
def test_every_class_that_is_styled_is_drawn_somewhere(path):
    assert [name for name in sorted(own_classes(text(path))) if not is_drawn(name, DRAWN)] == []


def test_the_rule_finds_classes_also_where_they_are_put_together():
    style = """
    // .app-comment { }
    .app-card { color: red; &--old::before { content: ".app-text"; } &__head { a { top: 0; } } }
    .app-list > .app-list__item:hover, a.app-link[data-state="x"] { top: 1.5rem; }
    """
    assert own_classes(style) == {
        "app-card", "app-card--old", "app-card__head", "app-list", "app-list__item", "app-link",
    }  # fmt: skip


def test_the_rule_knows_a_class_that_nothing_draws():
    drawn = '<p class="app-post app-part--{{ choice }}">\nOBJECT = "object"'

    assert is_drawn("app-post", drawn)
    assert is_drawn("app-part--object", drawn)
    assert not is_drawn("app-pos", drawn)
    assert not is_drawn("app-post--withdrawn", drawn)
    assert not is_drawn("app-part--support", drawn)


def unset_properties(style: str) -> list[str]:
    """Custom properties of ours that ``style`` sets and never reads."""
    named_ = set(re.findall(r"(--app-[\w-]+):", style))
    return sorted(name for name in named_ if f"var({name})" not in style)


def test_every_colour_and_length_of_ours_is_read():
    assert unset_properties("\n".join(text(path) for path in STYLES)) == []


def test_the_rule_knows_one_that_is_not():
    assert unset_properties("--app-a: 1; --app-b: 2; top: var(--app-a)") == ["--app-b"]


def states_of(page: str) -> set[str]:
    """The states that a page has words for: what a script may set as ``data-state``."""
    return set(re.findall(r"data-when=\"([\w-]+)\"", page))


def unstyled(states: set[str], style: str) -> list[str]:
    """Those of ``states`` for which no style looks."""
    return sorted(state for state in states if f'[data-state="{state}"]' not in style)


def test_every_state_of_the_connection_but_the_first_has_a_style_of_its_own():
    sets = [path.name for path in named(".js", "static") if "dataset.state = " in text(path)]
    style = "\n".join(text(path) for path in STYLES)
    states = states_of(DRAWN)

    assert sets == ["live.js"]  # which takes them from the words in the page
    assert {"live", "polling", "offline", "signed-out", "gone"} == states
    assert unstyled(states - {"live"}, style) == []


def test_the_rule_knows_a_state_without_a_style():
    page = '<i data-when="live"></i><i data-when="polling"></i>'

    assert unstyled(states_of(page), '.app-a--polling {} [data-state="live"] {}') == ["polling"]
