"""What is not asked again on the second database, and why: ``script/test --postgres --differs``.

Everything is asked on SQLite. On PostgreSQL with Redis it is asked again where the database, the
lines between processes or the cache can make a difference: every page, action, query and event.
"""

CANNOT_DIFFER = {  # marker, folder or file -> why
    "browser": "scripts and styles see pages, which the matrix and the page tests ask for",
    "office": "LibreOffice turns a file into files; the rows of a paper are asked about without it",
    "pdf": "a document is laid out from a snapshot, which is frozen as JSON",
    "prosody": "the video host asks pages, which tests/meetings/test_video_reports.py asks without it",
    "scanner": "the virus scanner reads a file before there is a row",
    "tests/access/test_complete.py": "a method that is closed is refused before a row is read",
    "tests/access/test_fields.py": "a form reads its own fields only, wherever rows are kept",
    "tests/access/test_forged_posts.py": "a token is compared before a row is read",
    "tests/architecture": "reads our own source",
    "tests/mutations": "reads our own source; weakenings are tried on SQLite",
    "tests/meetings/slides": "reads files, and has no rows",
    "tests/pages": "draws templates without rows",
    "tests/pdf": "lays out documents without rows",
}
CAN = {  # asked again all the same
    "tests/e2e/test_the_evening.py": "the whole evening over sockets, Redis and many processes",
    "tests/e2e/test_positions_in_motion.py": "redraws that cross on their way through Redis",
    "tests/setup/test_operations.py": "walks the page for operators, who have PostgreSQL",
}


def can_differ(path: str, markers: set[str]) -> bool:
    """Whether the test at ``path`` with these markers is asked again.

    :param path: from the root of the project, with ``/``.
    """
    if path in CAN or markers & {"postgres", "redis", "faults"}:
        return True
    places = [name if name.endswith(".py") else f"{name}/" for name in CANNOT_DIFFER if "/" in name]
    return not markers & CANNOT_DIFFER.keys() and not path.startswith(tuple(places))
