"""The tables leave nothing out: every address, every method, and nothing that is not there."""

import re

import pytest
from django.urls import resolve

from tests.access import matrix, table
from tests.access.asking import GATE, ask
from tests.access.people import PEOPLE
from tests.access.rows import CASES, TABLES
from tests.addresses import every_address

pytestmark = pytest.mark.django_db
FIRST = {case.name: case for case in reversed(CASES)}  # one case of each address
OTHERS = ("PUT", "DELETE", "OPTIONS")
SOME = ("anonymous", "password", "stranger", "member", "chair", "administrator")
CLOSED = {"405", "404"}
GOLDEN = table.read_all()
README = (table.DOCS.parent / "access.md").read_text()


def addresses():
    """Names of all URL patterns that an address can lead to."""
    return {name for name, address in every_address() if resolve(address).view_name == name}


def test_every_address_has_a_row_and_every_row_an_address():
    assert addresses() == set(FIRST)


def test_only_one_address_of_a_library_is_covered_by_our_own():
    assert {name for name, _address in every_address()} - addresses() == {"usersessions_list"}


def test_every_row_of_the_tables_is_asked():
    assert set(GOLDEN) == {(case.title, method) for case in CASES for method in case.methods}


def test_the_page_about_the_tables_names_each_table_and_each_person():
    files = {path.name for path in table.DOCS.iterdir()}

    assert (
        set(re.findall(r"\(access/([\w-]+\.md)\)", README))
        == files
        == {f"{name}.md" for name in TABLES}
    )
    assert [who for who in PEOPLE if f"| {who} |" not in README] == []


def test_the_page_about_the_tables_explains_every_word_in_them():
    words = {word for row in GOLDEN.values() for word in row.values() if not word.startswith("to ")}

    assert [word for word in words if word and f"| `{word}` |" not in README] == []


@pytest.mark.parametrize("names", matrix.together(sorted(FIRST)))
def test_a_method_without_a_row_is_closed(world, names):
    answers = {
        (name, method, who): ask(world, FIRST[name], method, who)
        for name in names
        for method in {"GET", "POST"} - served(name)
        for who in SOME
    }
    others = {
        (name, method): ask(world, FIRST[name], method, somebody(FIRST[name]), body={})
        for name in names
        for method in OTHERS
    }

    assert {
        place: answer.word for place, answer in answers.items() if not is_closed(answer, place[-1])
    } == {}
    assert {place: answer.writes for place, answer in answers.items() if answer.writes} == {}
    assert {
        place: (answer.status, answer.writes) for place, answer in others.items()
    } == dict.fromkeys(others, (405, frozenset()))


def served(name):
    """The methods that a row asks the address of this name with."""
    return {method for row in CASES if row.name == name for method in row.methods}


def is_closed(answer, who):
    return answer.word in CLOSED or answer.word == GATE.get(who)


def somebody(case):
    """The first kind of person for whom there is something."""
    return matrix.lets_in(GOLDEN[case.title, case.methods[0]]) or "anonymous"
