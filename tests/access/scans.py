"""Which tables a statement reads from end to end: those that grow must not be among them."""

from functools import cache

from django.db import connection

# Indexes of few rows: the jobs that failed, those that are due, and the meetings that are open to
# people who read for an organisation.
PARTIAL = {
    ("jobs_failed", "jobs_job"),
    ("jobs_next_due", "jobs_job"),
    ("meetings_heard_by_readers", "meetings_meeting"),
}
SMALL = {  # tables that do not grow with groups, people, topics or posts
    "accounts_agreement": "one row a version",
    "accounts_organisation": "police forces and national bodies: a hundred",
    "accounts_legalhold": "held by two people, one by one",
    "meetings_busydate": "days that clash, which an administrator writes down: some dozens a year",
    "deliberation_breakglass": "emergencies",
    "network_nationaltopic": "what a network puts to its forces: some a year",
}
ALL_OF_IT = {  # pages for which there is no way round, and why
    "accounts:administration": "counts and lists everybody, a page at a time",
    "accounts:invite-organiser": "looks through all groups for those without chair and secretary",
    "publications:publish": "looks for the name of anybody in what goes out",
    "publications:index": "gives out all that was published",
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
    roots = names_of_roots()
    opened = {p1: roots[p2] for opcode, p1, p2 in steps if opcode == "OpenRead" and p2 in roots}
    begun = {p1 for opcode, p1, _p2 in steps if opcode in {"Rewind", "Last"}}
    gone_through = {opened[name] for name in begun & opened.keys()}
    return {
        name if isinstance(name, str) else name[1] for name in gone_through if name not in PARTIAL
    }


@cache
def names_of_roots():
    """Root page -> the table, or the index with its table. No test changes the schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rootpage, type, name, tbl_name FROM sqlite_master")
        return {root: name if kind == "table" else (name, of) for root, kind, name, of in cursor}


def of_page(name, selects):
    """Growing tables that the statements of the page ``name`` read from end to end."""
    if name in ALL_OF_IT:
        return set()
    return set().union(*(scanned(sql, params) for sql, params in selects.items())) - SMALL.keys()
