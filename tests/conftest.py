"""What every test stands on."""

import gc
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from _pytest import fixtures, runner
from channels.db import DatabaseSyncToAsync
from django.core.management.commands import flush
from django.db import connection
from django.test import TransactionTestCase, client
from django.test.utils import ContextList

from core import fonts
from core.clock import now
from tests import budget, daily, migrated, rewritten, second_database, socket_guard
from tests.audit_triggers import lift, lifted

socket_guard.guard()
OBJECT = re.compile(r"<[\w.]+ object\b")  # the default repr, which holds an address
MANY = 1000  # parts of tests
FOR_NOTHING = {  # pytest-django's before each test, and the mark that it looks for
    "_django_clear_site_cache": "",  # for django.contrib.sites
    "_django_isolate_apps": "django_isolate_apps",
    "_django_set_urlconf": "urls",
    "_template_string_if_invalid_marker": "ignore_template_errors",
}
FRAMES = 70_000  # words of memory: more than a request through all middleware and templates takes
SELDOM = (50_000, 20, 50)  # new things, and looks at the young, before Python looks for garbage
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{}<cachedir>{}</cachedir></fontconfig>"""
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def keep_frames_together():
    """Let Python take the memory for all frames of a test at once, as for a function that needs it.

    It takes 16 KB at a time and gives them back when the call returns that needed them. A loop
    that stood at such an edge asked the kernel at each turn: a seventh of the seconds went there.
    """
    code = runner.runtestprotocol.__code__
    runner.runtestprotocol.__code__ = code.replace(co_stacksize=FRAMES)


def read_no_names_of_requests():
    """Let pytest make the request of a fixture without reading the signature of a lambda.

    It makes one for each fixture that asks for it, twenty in a test, and each time anew.
    """
    read = fixtures.getfuncargnames

    def names(function, *, name="", **options):
        return () if name == "request" else read(function, name=name, **options)

    fixtures.getfuncargnames = names


def let_the_audit_log_be_flushed():
    """Let it be emptied between tests that commit; in no other moment."""
    empty = TransactionTestCase._fixture_teardown

    def emptied(case):
        with lifted():
            empty(case)

    TransactionTestCase._fixture_teardown = emptied


def leave_out_what_follows_a_flush():
    """Write no permissions and content types anew, as Django does: nobody here has any."""
    flush.emit_post_migrate_signal = lambda *args, **options: None


def threads_of_the_database_ask_for_it():
    """Refuse a thread for the database to a test without one, and not only at times.

    Channels touches the connection of such a thread before and after what it does there. Whether
    one is open, depends on what the thread did for the test before.
    """
    handle = DatabaseSyncToAsync.thread_handler

    def handled(way, *args, **options):
        connection.ensure_connection()
        return handle(way, *args, **options)

    DatabaseSyncToAsync.thread_handler = handled


def keep_what_a_page_was_drawn_with():
    """Let the test client keep the context of each template as it was, and nothing besides.

    Django copies what only drawing needs, too: forty times for a page, by twenty calls each.
    """

    def note(store, signal, sender, template, context, **_more):
        kept = object.__new__(type(context))
        vars(kept).update(vars(context), dicts=context.dicts[:])
        store.setdefault("templates", []).append(template)
        store.setdefault("context", ContextList()).append(kept)

    client.store_rendered_templates = note


# Once in each process, and no fixtures: pytest looks at each of them before each test.
keep_frames_together()
read_no_names_of_requests()
let_the_audit_log_be_flushed()
leave_out_what_follows_a_flush()
threads_of_the_database_ask_for_it()
keep_what_a_page_was_drawn_with()
gc.set_threshold(*SELDOM)  # from here on, as what is loaded now is no garbage


def pytest_addoption(parser):
    parser.addoption(
        "--differs", action="store_true", help="only what can differ on a second database"
    )
    parser.addoption("--quick", action="store_true", help="without what tests/daily.py names")


@pytest.hookimpl(trylast=True)  # after pytest has read the fixtures of its plugins
def pytest_sessionstart(session):
    """Leave out what would stand around each test for nothing; refuse the marks that it reads."""
    for names in session._fixturemanager._node_autousenames.values():
        names[:] = [name for name in names if name not in FOR_NOTHING]
    marks = session.config.getini("markers")
    marks[:] = [line for line in marks if re.split(r"\W", line)[0] not in FOR_NOTHING.values()]
    rewritten.make_share(session.config)


def pytest_report_header():
    """Say what time it is, where ``script/test --at`` moved the clock."""
    return f"clock: {now():%Y-%m-%d %H:%M} UTC" if "CLOCK_MOVED_BY" in os.environ else None


def pytest_ignore_collect(collection_path, config):
    """Do not even read what daily work leaves out whole."""
    path = collection_path.relative_to(config.rootpath).as_posix()
    return True if config.getoption("--quick") and daily.leaves_out(path) else None


@pytest.hookimpl(trylast=True)  # after tests that share a fixture were put together
def pytest_collection_modifyitems(config, items):
    """Begin with what takes long; leave out what this run does not ask, and say so."""
    refuse_addresses(items)
    items.sort(key=lambda item: not budget.begins_early(*whereabouts(config, item)))
    kept, left_out = [], []
    cases = Counter()
    for item in items:
        test = item.nodeid.partition("[")[0]
        (kept if is_asked(config, item, cases[test]) else left_out).append(item)
        cases[test] += 1
    items[:] = kept
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def is_asked(config, item, case):
    """Whether this run asks the test, which is the one with the number ``case`` of its cases."""
    quick, differs = config.getoption("--quick"), config.getoption("--differs")
    where = whereabouts(config, item) if quick or differs else ()
    return not (
        (quick and not daily.asks(*where, case))
        or (differs and not second_database.can_differ(*where))
    )


def whereabouts(config, item):
    """The path of a test from the root of the project, and its markers."""
    path = item.path.relative_to(config.rootpath).as_posix()
    return path, {mark.name for mark in item.iter_markers()}


def refuse_addresses(items):
    """Two workers must collect the same names: an object's address is another in each."""
    named = [item.nodeid for item in items if OBJECT.search(item.nodeid)]
    if named:
        raise pytest.UsageError(f"These tests are named by an address in memory: {named}")


def pytest_collection_finish():
    """What is loaded by now stays: looking through it for garbage took a tenth of the time."""
    keep_what_is_there()


def keep_what_is_there():
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter):
    """Show where the seconds went, when much was run."""
    reports = [
        report
        for kind in ("passed", "failed", "skipped", "error", "")
        for report in terminalreporter.stats.get(kind, [])
        if hasattr(report, "duration")
    ]
    if len(reports) > MANY:
        terminalreporter.section("Seconds of all workers together")
        for line in budget.lines(reports):
            terminalreporter.write_line(line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    """No test reaches another machine, not even where somebody swallows the error."""
    yield
    assert socket_guard.taken() == []


@pytest.fixture
def audit_may_be_forged(db):
    """Let this test change the audit log as somebody with the database in hand could."""
    lift()  # rolled back with the test, as its rows are


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """Begin on SQLite with a copy of the migrated database: to migrate takes seconds."""
    if connection.vendor != "sqlite":
        yield django_db_keepdb
        return
    database = Path(connection.settings_dict["TEST"]["NAME"])
    migrated.copy(database)
    yield True
    connection.close()
    database.unlink()


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """End what threads of sockets left open, or PostgreSQL does not let go of the database.

    pytest-django's is asked for here and is no argument: before each test pytest looks through the
    arguments of arguments, eleven fixtures of a session that stand.
    """
    request.getfixturevalue("django_db_setup")
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def fonts_of(tmp_path, monkeypatch):
    """Make this a server with the fonts of these folders, and with no other."""

    def installed(*folders):
        config = tmp_path / "fonts.conf"
        named = "".join(f"<dir>{folder}</dir>" for folder in folders)
        config.write_text(FONTS.format(named, tmp_path / "cache"))
        monkeypatch.setenv("FONTCONFIG_FILE", str(config))
        fonts.forget()

    yield installed
    fonts.forget()


@pytest.fixture
def only_dejavu(fonts_of):
    """A server with Debian's first fonts and no other."""
    fonts_of(DEJAVU)
