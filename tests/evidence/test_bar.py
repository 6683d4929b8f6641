"""``docs/bar.md``: every row of the bar once, with tests that exist."""

import re

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


def test_a_row_says_what_holds_and_names_tests_that_exist():
    missing = {
        row: [name for name in named_in(tests) if not exists(name)]
        for row, (_what, tests) in ROWS.items()
    }

    assert {row: names for row, names in missing.items() if names} == {}
    assert [row for row, (what, _tests) in ROWS.items() if len(what.split()) <= 5] == []
    assert [row for row, (_what, tests) in ROWS.items() if not named_in(tests)] == []
    assert [row for row, (_what, tests) in ROWS.items() if without_names(tests)] == []


def without_names(tests):
    """What stands beside the names of tests, of which there is to be nothing."""
    return re.sub(r"`[^`]+`", "", tests).strip()
