"""No page reads a table that grows from end to end: ten times the rows cost it no more."""

import re

import pytest
from django.db import connection, transaction

from tests.access.asking import read
from tests.access.rows import CASES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small"),
]
PEOPLE = ("member", "secretary", "chair", "police lead", "observer", "reader", "administrator")
SCAN = re.compile(r"SCAN (\w+)\b(?! USING INDEX jobs_failed)")  # which holds those that failed
SMALL = {  # tables that do not grow with groups, people, topics or posts
    "accounts_agreement": "one row a version",
    "accounts_organisation": "police forces and national bodies: a hundred",
    "accounts_legalhold": "held by two people, one by one",
    "deliberation_breakglass": "emergencies",
}
ALL_OF_IT = {  # pages for which there is no way round, and why
    "accounts:administration": "counts and lists everybody, a page at a time",
    "accounts:invite-organiser": "looks through all groups for those without chair and secretary",
    "publications:publish": "looks for the name of anybody in what goes out",
    "publications:list": "counts the published documents it lists a page at a time",
    "publications:past-edition": "the library of anybody holds few documents",
    "publications:past-pdf": "the same",
}


def scanned(sql, params):
    """Sets of tables, one of which the statement reads from end to end, as SQLite plans it.

    The plan tells aliases, and two questions inside one statement may use the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [step for _id, _parent, _unused, step in cursor.fetchall()]
    aliases = {match[1] for step in steps if (match := SCAN.match(step))} - {"CONSTANT"}
    return [
        frozenset(re.findall(rf'"(\w+)" {re.escape(alias)}\b', sql)) or frozenset({alias})
        for alias in aliases
    ]


def statements(world, who, path):
    """Status of the page, and the statements with which it reads; what it writes is undone."""
    asked = []

    def note(execute, sql, params, many, context):
        if sql.lstrip("( ").startswith("SELECT"):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            answer = world.browser[who].ask("get", path)
            read(answer)
        transaction.set_rollback(True)
    return answer.status_code, asked


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_reads_a_growing_table_from_end_to_end(world, who):
    looked_at, scans = 0, set()
    for case in CASES:
        status, asked = statements(world, who, case.path(world, who))
        looked_at += status == 200
        if status == 200 and case.name not in ALL_OF_IT:
            for sql, params in dict.fromkeys((sql, params or ()) for sql, params in asked):
                scans |= {
                    (case.name, *sorted(one))
                    for one in scanned(sql, params)
                    if not one & SMALL.keys()
                }

    assert looked_at > 20
    assert sorted(scans) == []


def test_a_scan_is_noticed_and_a_search_is_not(world):
    assert scanned('SELECT * FROM "deliberation_post" WHERE "body" = %s', ["x"]) == [
        frozenset({"deliberation_post"})
    ]
    assert scanned('SELECT * FROM "deliberation_post" WHERE "id" = %s', [1]) == []
