"""Templates can be read: no long line, no long file, and no two elements joined on one line."""

import re

import pytest

from tests.architecture.tree import named, text

WIDEST, LONGEST = 120, 300
TEMPLATES = named(".html", "templates")
BLOCKS = (
    r"(?:div|p|h[1-6]|ul|ol|li|dl|table|thead|tbody|tr|section|form|fieldset|header|footer|nav)"
)
JOINED = re.compile(
    rf"</{BLOCKS}>\s*<{BLOCKS}\b|<{BLOCKS}\b[^>]*>\s*<{BLOCKS}\b"
    rf"|^\{{% block \w+ %\}}<{BLOCKS}\b|</{BLOCKS}>\{{% endblock"
)


def faults(words):
    """What is wrong with the layout of one template, by line; 0 stands for the whole."""
    lines = words.splitlines()
    wide = [n for n, line in enumerate(lines, 1) if len(line) > WIDEST]
    joined = [n for n, line in enumerate(lines, 1) if JOINED.search(line)]
    return sorted({*wide, *joined, *([0] if len(lines) > LONGEST else [])})


def test_a_template_has_one_element_a_line_and_none_is_too_wide():
    assert {path: lines for path in TEMPLATES if (lines := faults(text(path)))} == {}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("<p>One</p>\n<p>Two</p>\n", []),
        (f"<p>{'x' * 113}</p>", []),
        (f"<p>{'x' * 114}</p>", [1]),
        ("<div>\n  <p>One</p><p>Two</p>\n</div>", [2]),
        ('<div class="a"><p>One</p>\n</div>', [1]),
        ("<p><a>One</a> <a>Two</a></p>", []),
        ("{% block main %}<p>One</p>", [1]),
        ("<p>One</p>{% endblock main %}", [1]),
        ("x\n" * 301, [0]),
    ],
)
def test_this_would_notice(words, expected):
    assert faults(words) == expected
