"""A connection to SQLite outlasts its request, and brings nothing of it to the next one."""

import sqlite3

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from core import database
from core.env.addresses import database as env_database
from core.sqlite3 import base


@pytest.fixture
def request_to(tmp_path, django_db_blocker):
    """``request_to()``: what a thread of its own has, a connection to one and the same file."""
    made = []

    def enter():
        handler = ConnectionHandler({"default": env_database("", tmp_path, pool=False)})
        made.append(handler["default"])
        return made[-1]

    with django_db_blocker.unblock():  # it is a database of its own
        ask(enter(), "CREATE TABLE words (word text)")
        made[0].close()
        yield enter
        for connection in made:
            connection.close()
    base.close_idle()


def ask(connection, sql):
    with connection.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def raw(connection):
    connection.ensure_connection()
    return connection.connection


def words(connection):
    return [word for (word,) in ask(connection, "SELECT word FROM words")]


def test_the_next_request_has_the_connection_of_the_one_before(request_to):
    first, second, third = request_to(), request_to(), request_to()
    before = raw(first)
    first.close()

    assert raw(second) is before
    assert raw(third) is not before  # the second has it still


def test_what_was_not_committed_is_gone_with_its_connection(request_to):
    first = request_to()
    first.ensure_connection()
    first.set_autocommit(False)
    ask(first, "INSERT INTO words VALUES ('confidential')")
    before = raw(first)
    first.close()
    second = request_to()

    assert (words(second), raw(second) is before) == ([], False)


def test_after_an_error_the_next_one_opens_the_file_anew(request_to):
    first = request_to()
    before = raw(first)
    with pytest.raises(OperationalError):
        ask(first, "SELECT word FROM nothing")
    first.close()

    assert raw(request_to()) is not before


def test_an_answer_that_was_read_by_half_keeps_nobody_in_the_past(request_to):
    """SQLite shows a connection the rows of then, as long as one statement of it is being read."""
    first, other = request_to(), request_to()
    ask(other, "INSERT INTO words VALUES ('one'), ('two')")
    before, left_open = raw(first), first.cursor()
    left_open.execute("SELECT word FROM words").fetchone()
    first.close()
    ask(other, "INSERT INTO words VALUES ('three')")
    second = request_to()

    assert (words(second), raw(second) is before) == (["one", "two", "three"], True)


def test_a_file_that_took_the_place_of_another_is_opened(request_to, tmp_path):
    first = request_to()
    ask(first, "INSERT INTO words VALUES ('of before')")
    first.close()
    restored = tmp_path / "restored.sqlite3"
    with sqlite3.connect(restored) as copy:
        copy.execute("CREATE TABLE words (word text)")
    copy.close()
    for left in ("portal.sqlite3-wal", "portal.sqlite3-shm"):
        (tmp_path / left).unlink(missing_ok=True)
    restored.rename(tmp_path / "portal.sqlite3")

    assert words(request_to()) == []


def test_constraints_hold_again_for_the_next_one(request_to):
    first = request_to()
    before = raw(first)
    first.disable_constraint_checking()
    first.close()
    second = request_to()

    assert (raw(second) is before, ask(second, "PRAGMA foreign_keys")) == (True, [(1,)])


def test_a_connection_of_the_process_that_was_forked_does_not_wait(request_to, monkeypatch):
    first = request_to()
    before = raw(first)
    monkeypatch.setattr(base.os, "getpid", lambda: 7)  # as if this were its child
    first.close()

    assert raw(request_to()) is not before


def test_few_wait_and_none_after_a_fork(request_to):
    """The worker drops its connections before each job: ``core/jobs/worker.py``."""
    busy = [request_to() for _ in range(base.MOST + 1)]
    used = [raw(connection) for connection in busy]
    for connection in busy:
        connection.close()
    open_before = [connection for connection in used if _is_open(connection)]

    request_to().close_pool()

    assert (open_before, [each for each in used if _is_open(each)]) == (used[: base.MOST], [])


def test_a_process_that_looks_at_its_tables_as_it_begins_keeps_no_connection(
    tmp_path, django_db_blocker, monkeypatch
):
    """A worker forks afterwards, and whoever starts the web processes asks nothing more."""
    handler = ConnectionHandler({"default": env_database("", tmp_path, pool=False)})
    monkeypatch.setattr(database, "connections", handler)
    monkeypatch.setattr(database, "connection", handler["default"])
    with django_db_blocker.unblock():  # it is a database of its own
        used = raw(handler["default"])
        with pytest.raises(SystemExit, match="migrations of this release have not been run"):
            database.refuse_unmigrated()

    assert not _is_open(used)


def _is_open(connection):
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_a_statement_means_the_same_each_time(request_to):
    statement = "SELECT %s || '%%s' || %s"
    with request_to().cursor() as cursor:
        answers = [
            cursor.execute(statement, ["a", "b"]).fetchall(),
            cursor.execute(statement, ["c", "d"]).fetchall(),
            cursor.execute("SELECT %(word)s", {"word": "e"}).fetchall(),
        ]

    assert answers == [[("a%sb",)], [("c%sd",)], [("e",)]]
