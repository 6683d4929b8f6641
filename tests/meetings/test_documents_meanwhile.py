"""Documents of a group that two people change at once: each finds what the other left."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deliberation import actions as talk
from meetings import actions
from meetings.models import Paper
from tests.deliberation.test_races import stale
from tests.meetings.attached import upload
from tests.meetings.documents import TITLE, page_of
from tests.meetings.outcomes import refused

pytestmark = pytest.mark.django_db
ARCHIVED = "This page is archived. Put it back into the handbook first."


def statements(table, action, **more):
    """What ``action`` asks of tables whose names begin so, in order."""
    with CaptureQueriesContext(connection) as queries:
        action(**more)
    return [query["sql"] for query in queries if f'"{table}' in query["sql"]]


def test_a_page_that_was_archived_meanwhile_gets_no_document(people):
    page = page_of(people)
    at_hand = stale(page)
    talk.archive_handbook_page(actor=people.chair, page=page)

    with refused(ARCHIVED):
        actions.add_document(
            actor=people.secretary, page=at_hand, title=TITLE, upload=upload(b"%PDF")
        )


def test_a_document_whose_page_was_archived_meanwhile_gets_no_new_version(people, document):
    at_hand = Paper.objects.with_place().get(pk=document.pk)
    talk.archive_handbook_page(actor=people.chair, page=document.page)

    with refused(ARCHIVED):
        actions.replace_document(actor=people.secretary, paper=at_hand, upload=upload(b"%PDF"))


def test_a_page_is_held_before_anything_is_asked_about_its_new_document(people):
    """Who archives it meanwhile waits, and the schedule finds the document."""
    asked = statements(
        "deliberation_handbookpage",
        actions.add_document,
        actor=people.chair,
        page=page_of(people),
        title=TITLE,
        upload=upload(b"%PDF"),
    )

    assert asked[0].startswith('UPDATE "deliberation_handbookpage" ')


def test_a_document_is_held_before_anything_is_asked_about_its_new_version(people, document):
    """Of two new versions the second waits, and gets the next number."""
    asked = statements(
        "meetings_paper",
        actions.replace_document,
        actor=people.chair,
        paper=document,
        upload=upload(b"%PDF"),
    )

    assert asked[0].startswith('UPDATE "meetings_paper" ')


def test_a_document_is_held_before_anything_is_asked_about_its_removal(people, document):
    """Who replaces it meanwhile waits, and finds that it was removed."""
    asked = statements("meetings_paper", actions.remove_paper, actor=people.chair, paper=document)

    assert asked[0].startswith('UPDATE "meetings_paper" ')
