"""What every test stands on."""

import pytest
from django.test import TransactionTestCase

from tests import socket_guard
from tests.audit_triggers import lift, lifted

socket_guard.guard()


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
