"""The table in ``docs/permissions.md`` is true, and it leaves nothing out.

Each app's ``tests/<app>/permission_things.py`` builds what a row is about: a function
``thing(permission, condition, world)``, where the condition is what the row says in brackets.
"""

import re
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction

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


def thing_of(row, world):
    """What the permission of this row is asked about."""
    app = import_module(f"tests.{row['name'].partition('.')[0]}.permission_things")
    return app.thing(row["name"], row["condition"] or "", world)


def asked(row, world):
    """What the policy says to each person; the world is afterwards as it was before.

    People are copied, too: what was found out about one is kept with them.
    """
    with transaction.atomic():
        own = deepcopy(world)
        thing = thing_of(row, own)
        verdicts = [policy.may(getattr(own, who), row["name"], thing) for who in PEOPLE]
        transaction.set_rollback(True)
    return verdicts


@pytest.mark.parametrize("app", sorted({row["name"].partition(".")[0] for row in ROWS}))
def test_the_table_is_true(app, world):
    """Every row of one app. A refusal has a reason, a yes has none."""
    rows = {row[0]: row for row in ROWS if row["name"].startswith(f"{app}.")}
    verdicts = {line: asked(row, world) for line, row in rows.items()}
    answers = {
        line: ["yes" if each else "no" for each in decided] for line, decided in verdicts.items()
    }
    wrong = [line for line, decided in verdicts.items() if any(map(reason_is_wrong, decided))]

    assert answers == {line: cells(row["answers"]) for line, row in rows.items()}
    assert wrong == []


def reason_is_wrong(verdict):
    return bool(verdict) is bool(str(verdict.reason))


def test_the_table_is_complete():
    assert {row["name"] for row in ROWS} == policy.permissions()


def test_every_table_has_the_same_people():
    assert {tuple(cells(head)) for head in HEAD.findall(TEXT)} == {tuple(PEOPLE)}


def test_nobody_who_signs_in_as_nobody_in_particular_may_do_anything(world):
    """Somebody with an account and no place: what was forgotten in a rule shows here."""
    nobody = UserFactory()

    allowed = {row[0] for row in ROWS if policy.may(nobody, row["name"], thing_of(row, world))}
    assert allowed == set()
