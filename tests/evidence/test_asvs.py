"""``docs/asvs.csv``: every requirement of OWASP ASVS 5.0, level 1 and 2, and how it is met."""

import csv
import re

import pytest

from tests.architecture.tree import sources, text
from tests.evidence.node_ids import ROOT, exists, read

STATUSES = {"met", "deviation", "deployment", "not applicable"}
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
HEADING = re.compile(r"docs/operations\.md, “([^”]+)”")
CHECK = re.compile(r"\b(?:iag|video)\.[EW]\d{3}\b")


def table(path):
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = table("docs/asvs.csv")
PUBLISHED = table("tests/evidence/asvs-5.0.0.csv")  # ids and levels of the published list


def ids(rows, **wanted):
    return [row["id"] for row in rows if all(row[key] == value for key, value in wanted.items())]


def test_the_columns_are_these():
    assert list(ROWS[0]) == ["id", "level", "status", "reason", "test"]


def test_the_published_list_has_253_requirements():
    assert (len(PUBLISHED), len({row["id"] for row in PUBLISHED})) == (253, 253)


def test_every_requirement_has_its_row_once_and_in_order():
    assert [(row["id"], row["level"]) for row in ROWS] == [
        (row["id"], row["level"]) for row in PUBLISHED
    ]


def test_every_status_is_one_of_these():
    assert {row["status"] for row in ROWS} == STATUSES


@pytest.mark.parametrize("status", sorted(STATUSES))
def test_every_row_says_why(status):
    of_it = [row for row in ROWS if row["status"] == status]

    assert [row["id"] for row in of_it if len(row["reason"].split()) < 3] == []


def test_what_we_do_names_its_tests_and_what_others_do_names_none():
    ours = {"met", "deviation"}

    assert [row["id"] for row in ROWS if (row["status"] in ours) != bool(row["test"])] == []


def test_a_deviation_is_on_purpose_and_its_decision_says_so():
    deviating = [row for row in ROWS if row["status"] == "deviation"]
    decided = "".join(read(f"docs/decisions/{path.name}") for path in DECISIONS)

    assert deviating
    assert [row["id"] for row in deviating if f"ASVS {row['id']}" not in decided] == []


def test_every_test_that_is_named_exists():
    named = [(row["id"], name) for row in ROWS for name in row["test"].split()]

    assert [(id_, name) for id_, name in named if not exists(name)] == []


def test_what_is_left_to_the_deploying_body_stands_in_the_operations():
    headings = set(re.findall(r"^#+ (.+)$", read("docs/operations.md"), re.MULTILINE))
    code = "".join(text(path) for path in sources())
    vague = {}
    for row in (row for row in ROWS if row["status"] == "deployment"):
        places, checks = HEADING.findall(row["reason"]), CHECK.findall(row["reason"])
        missing = [place for place in places if place not in headings]
        missing += [check for check in checks if f'"{check}"' not in code]
        if missing or not (places or checks):
            vague[row["id"]] = missing
    assert vague == {}


def test_the_rule_knows_a_test_that_does_not_exist():
    here = "tests/evidence/test_asvs.py::"

    assert [
        exists(name)
        for name in (
            f"{here}test_the_columns_are_these",
            f"{here}test_of_nothing",
            "tests/evidence/test_nowhere.py::test_the_columns_are_these",
            "tests/accounts/test_sockets.py::TestSockets::test_a_verified_person_comes_through",
            "tests/accounts/test_sockets.py::test_a_verified_person_comes_through",
        )
    ] == [True, False, False, True, False]


def test_no_text_of_the_standard_is_copied():
    assert [row["id"] for row in ROWS if row["reason"].lower().startswith("verify that")] == []
