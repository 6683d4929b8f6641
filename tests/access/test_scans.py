"""No page reads a table that grows from end to end: ten times the rows cost it no more."""

import pytest
from django.db import connection, transaction

from tests.access import table
from tests.access.asking import read
from tests.access.rows import CASES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small"),
]
GOLDEN = table.read_all()
PEOPLE = ("member", "secretary", "chair", "police lead", "observer", "reader", "administrator")
# Indexes of few rows: the jobs that failed, and those that are due.
PARTIAL = {("jobs_failed", "jobs_job"), ("jobs_next_due", "jobs_job")}
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
}
KNOWN = {}  # a statement -> what it scans: the same whatever it asks for, as no table is analysed


def scanned(sql, params):
    """Tables and indexes that the statement reads from end to end, by SQLite's own program for it.

    Its words in ``EXPLAIN QUERY PLAN`` are of aliases, and two questions inside one statement
    may use the same; the program names the root page of what it opens.
    """
    if sql not in KNOWN:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}", params)
            steps = [(opcode, p1, p2) for _address, opcode, p1, p2, *_rest in cursor.fetchall()]
        KNOWN[sql] = walked(steps)
    return KNOWN[sql]


def walked(steps):
    """What a program opens and then goes through from one of its ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rootpage, type, name, tbl_name FROM sqlite_master")
        roots = {root: name if kind == "table" else (name, of) for root, kind, name, of in cursor}
    opened = {p1: roots[p2] for opcode, p1, p2 in steps if opcode == "OpenRead" and p2 in roots}
    begun = {p1 for opcode, p1, _p2 in steps if opcode in {"Rewind", "Last"}}
    found = {opened[one] for one in begun & opened.keys()}
    return {one if isinstance(one, str) else one[1] for one in found if one not in PARTIAL}


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


def may_be_there(case, who):
    """Whether the table has a page here, or would have one if nothing had happened before."""
    return case.get and (case.before or GOLDEN[case.title, "GET"][who] in {"yes", "form", "accept"})


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_reads_a_growing_table_from_end_to_end(world, who):
    looked_at, scans = 0, set()
    for case in (case for case in CASES if may_be_there(case, who)):
        status, asked = statements(world, who, case.path(world, who))
        looked_at += status == 200
        if status == 200 and case.name not in ALL_OF_IT:
            tables = set().union(*(scanned(sql, params) for sql, params in asked))
            scans |= {(case.name, table) for table in tables - SMALL.keys()}

    assert looked_at > 20
    assert sorted(scans) == []


def test_a_scan_is_noticed_wherever_it_stands_and_a_search_is_not(world):
    inside = (
        'SELECT U0."id" FROM "deliberation_post" U0 WHERE U0."id" = %s AND EXISTS('
        'SELECT 1 FROM "deliberation_topic" U0 WHERE U0."title" = %s)'
    )

    assert scanned('SELECT * FROM "deliberation_post" WHERE "body" = %s', ["x"]) == {
        "deliberation_post"
    }
    assert scanned('SELECT * FROM "deliberation_post" WHERE "id" = %s', [1]) == set()
    assert scanned(inside, [1, "x"]) == {"deliberation_topic"}
