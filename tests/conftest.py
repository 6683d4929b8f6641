"""What every test stands on."""

import pytest
from django.test import TransactionTestCase

from tests.audit_triggers import lift, lifted


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
