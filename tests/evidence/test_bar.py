"""``docs/bar.md``: every row of the bar once, with tests that exist."""

import re

import pytest

from tests.evidence.node_ids import exists, named_in, read

BAR = read("docs/bar.md")
LENGTHS = {"A": 16, "B": 10, "C": 9, "D": 16, "E": 6, "F": 4}
ROWS = {
    cells[0]: cells[1:]
    for cells in (
        [cell.strip() for cell in line.strip("|").split("|")] for line in BAR.splitlines()
    )
    if re.fullmatch(r"[A-Z]\d+", cells[0])
}


def test_every_row_is_there_once_and_in_order():
    matches = re.findall(r"^\| ([A-Z]\d+) \|", BAR, re.MULTILINE)

    assert matches == [
        f"{letter}{n}" for letter, last in LENGTHS.items() for n in range(1, last + 1)
    ]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_what_holds_and_names_tests_that_exist(row):
    what, tests = ROWS[row]
    named = named_in(tests)

    assert len(what.split()) > 5
    assert named
    assert [name for name in named if not exists(name)] == []
    assert re.sub(r"`[^`]+`", "", tests).strip() == ""
