import gc
import logging
from copy import copy

import pytest
from django.test import client
from django.test.utils import ContextList

from tests.access.world import standing_world
from tests.conftest import keep_what_is_there


def note_template(store, signal, sender, template, context, **_more):
    """Note each template, and with what it is drawn: once for a page and all that it includes.

    Django copies the same context for each of them, thirty times for a page.
    """
    store.setdefault("templates", []).append(template)
    contexts = store.setdefault("context", ContextList())
    if context is not store.get("drawn with"):
        contexts.append(copy(context))
    store["drawn with"] = context


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """The world of the matrix, built once; each question is undone before the next is asked."""
    noise = logging.getLogger("django.request")
    before, noise.disabled = noise.disabled, True  # thousands of pages that are not there
    patch = pytest.MonkeyPatch()
    patch.setattr(client, "store_rendered_templates", note_template)
    with django_db_blocker.unblock(), standing_world() as standing:
        gc.freeze()  # thousands of questions: do not look through the world after each few
        yield standing
        gc.unfreeze()
    patch.undo()
    keep_what_is_there()
    noise.disabled = before


@pytest.fixture
def _django_db_helper(world):
    """Instead of pytest-django's: the world stands in a transaction, which that one would close."""
