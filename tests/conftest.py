"""What every test stands on."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

from iag_portal import fonts
from tests import socket_guard
from tests.audit_triggers import lift, lifted

socket_guard.guard()
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{}</cachedir></fontconfig>"""


@pytest.fixture(autouse=True)
def no_request_leaves():
    """No test reaches another machine, not even where somebody swallows the error."""
    yield
    assert socket_guard.taken() == []


@pytest.fixture(scope="session", autouse=True)
def audit_may_be_flushed():
    """Let the audit log be emptied between tests that commit; in no other moment."""
    flush = TransactionTestCase._fixture_teardown

    def emptied(case):
        with lifted():
            flush(case)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
    yield
    patch.undo()


@pytest.fixture
def audit_may_be_forged(db):
    """Let this test change the audit log as somebody with the database in hand could."""
    lift()  # rolled back with the test, as its rows are


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what threads of sockets left open, or PostgreSQL does not let go of the database."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def only_dejavu(tmp_path, monkeypatch):
    """A server with Debian's first fonts and no other."""
    config = tmp_path / "fonts.conf"
    config.write_text(FONTS.format(tmp_path / "cache"))
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    _forget_fonts()
    yield
    _forget_fonts()


def _forget_fonts():
    fonts._letters.cache_clear()
    fonts._families.cache_clear()
