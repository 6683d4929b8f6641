"""The table in ``docs/permissions.md`` is true, and it leaves nothing out.

Each app's ``tests/<app>/permission_things.py`` builds what a row is about: a function
``thing(permission, condition, world)``, where the condition is what the row says in brackets.
"""

import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from accounts.models import Role
from core import policy
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory

DOC = Path(__file__).parents[2] / "docs" / "permissions.md"
ROW = re.compile(r"^\| *(?P<name>\w+\.\w+)(?: \((?P<condition>[^)]+)\))? *\|(?P<answers>.+)\|$")
HEAD = re.compile(r"^\| *permission *\|(?P<people>.+)\|$", re.MULTILINE)


def cells(text):
    return [cell.strip() for cell in text.split("|")]


TEXT = DOC.read_text()
PEOPLE = cells(HEAD.search(TEXT)["people"])
ROWS = [matched for line in TEXT.splitlines() if (matched := ROW.match(line))]


@pytest.fixture
def world(db):
    """A group, and one person for each column of the table, by its head."""
    things = SimpleNamespace(group=AdvisoryGroupFactory())
    for role in (Role.OBSERVER, Role.POLICE_LEAD, Role.SECRETARY, Role.MEMBER, Role.CHAIR):
        setattr(things, role, MembershipFactory(group=things.group, role=role).user)
    things.stranger = MembershipFactory(role=Role.CHAIR).user
    things.administrator = UserFactory(is_staff=True)
    return things


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].split("|")[1].strip())
def test_the_table_is_true(row, world):
    app = import_module(f"tests.{row['name'].partition('.')[0]}.permission_things")
    thing = app.thing(row["name"], row["condition"] or "", world)
    verdicts = {who: policy.may(getattr(world, who), row["name"], thing) for who in PEOPLE}
    wrong = [who for who, verdict in verdicts.items() if bool(verdict) is bool(str(verdict.reason))]

    assert ["yes" if verdict else "no" for verdict in verdicts.values()] == cells(row["answers"])
    assert wrong == [], "a refusal has a reason, a yes has none"


def test_the_table_is_complete():
    assert {row["name"] for row in ROWS} == policy.permissions()


def test_every_table_has_the_same_people():
    assert {tuple(cells(head)) for head in HEAD.findall(TEXT)} == {tuple(PEOPLE)}


def test_nobody_who_signs_in_as_nobody_in_particular_may_do_anything(world):
    """Somebody with an account and no place: what was forgotten in a rule shows here."""
    nobody = UserFactory()

    allowed = {
        row[0]
        for row in ROWS
        if policy.may(
            nobody,
            row["name"],
            import_module(f"tests.{row['name'].partition('.')[0]}.permission_things").thing(
                row["name"], row["condition"] or "", world
            ),
        )
    }
    assert allowed == set()
