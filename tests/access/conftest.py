import gc
import logging

import pytest

from tests.access.world import standing_world
from tests.conftest import keep_what_is_there


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """The world of the matrix, built once; each question is undone before the next is asked."""
    noise = logging.getLogger("django.request")
    before, noise.disabled = noise.disabled, True  # thousands of pages that are not there
    with django_db_blocker.unblock(), standing_world() as standing:
        gc.freeze()  # thousands of questions: do not look through the world after each few
        yield standing
        gc.unfreeze()
    keep_what_is_there()
    noise.disabled = before


@pytest.fixture
def _django_db_helper(world):
    """Instead of pytest-django's: the world stands in a transaction, which that one would close."""
