"""Documents of a group go: removed by who organises it, refused by the scanner, or with time."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from core.clock import now
from core.jobs import run_due_jobs
from core.rights.retention import run
from deliberation import actions as talk
from deliberation.models import HandbookPage
from meetings import actions
from meetings.models import Paper, PaperCopy, Slide
from tests.deliberation.test_races import stale
from tests.factories import PaperFactory, PaperVersionFactory
from tests.meetings.attached import stored, upload
from tests.meetings.documents import (
    SECRET,
    TITLE,
    group_page,
    handbook_page,
    page_of,
    pdf,
    with_slide,
)
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, press, words

pytestmark = pytest.mark.django_db


def keep_copy(document, reader):
    """A copy of its first version, which the worker has laid out."""
    copy = PaperCopy.objects.create(
        version=document.versions.first(), user=reader, expires_at=now() + timedelta(days=1)
    )
    PaperCopy.objects.note_ready(copy, SECRET.encode())


def test_a_removed_document_is_gone_with_every_version(people, document):
    actions.replace_document(actor=people.chair, paper=document, upload=upload(b"%PDF"))
    keep_copy(document, people.member)
    answer = press(people.chair, "paper-remove", document.pk)

    assert (answer.status_code, answer.url) == (302, document.page.get_absolute_url())
    assert set(document.versions.values_list("state", flat=True)) == {"removed"}
    assert (Slide.objects.exists(), stored(document)) == (False, [])
    assert TITLE not in group_page(people.chair, people.group)
    assert TITLE not in handbook_page(people.chair, document.page)
    assert get(people.chair, "document-replace", document.pk).status_code == 403


def test_who_organises_the_group_no_more_removes_no_document_that_they_uploaded(people, document):
    people.secretary.memberships.update(role=Role.MEMBER)
    answer = get(people.secretary, "paper-remove", document.pk)
    page = words(get(people.secretary, "paper", document.pk))
    with refused("Only the chair and the secretary can do this."):
        actions.remove_paper(actor=stale(people.secretary), paper=document)

    assert (answer.status_code, "Start reading" in page) == (403, True)
    assert "Remove this paper" not in page


def test_a_document_of_an_archived_page_is_removed(people, document):
    talk.archive_handbook_page(actor=people.chair, page=document.page)
    actions.remove_paper(actor=people.chair, paper=document)

    assert document.versions.get().state == "removed"


@pytest.mark.parametrize("before", [[], ["ready"], ["failed"]])
def test_a_document_that_the_scanner_refused_is_listed_until_nothing_is_there(people, before):
    page = page_of(people)
    paper = PaperFactory(meeting=None, page=page, title=TITLE)
    for number, state in enumerate([*before, "rejected"], start=1):
        PaperVersionFactory(paper=paper, number=number, state=state, uploaded_by=people.secretary)
    lists = [
        TITLE in handbook_page(people.chair, page),
        TITLE in group_page(people.chair, people.group),
    ]
    removes = get(people.chair, "paper-remove", paper.pk).status_code

    assert (lists, removes) == ([bool(before)] * 2, 200 if before else 403)
    if before:
        actions.remove_paper(actor=people.chair, paper=paper)
    assert TITLE not in handbook_page(people.chair, page)
    assert TITLE not in group_page(people.chair, people.group)


def test_documents_go_with_a_page_whose_time_is_over(
    people, tmp_path, django_capture_on_commit_callbacks
):
    page = page_of(people)
    document = actions.add_document(
        actor=people.chair, page=page, title=TITLE, upload=upload(pdf(tmp_path, SECRET))
    )
    run_due_jobs()
    actions.replace_document(actor=people.chair, paper=document, upload=upload(b"%PDF"))
    keep_copy(document, people.member)
    names = stored(document)
    talk.archive_handbook_page(actor=people.chair, page=page)
    HandbookPage.objects.update(archived_at=now() - timedelta(days=8 * 365))
    before = [default_storage.exists(name) for name in names]
    with django_capture_on_commit_callbacks(execute=True):
        run(apply=True)

    assert before == [True] * 5  # two files, two pictures of the first, a copy
    assert [name for name in names if default_storage.exists(name)] == []
    assert (HandbookPage.objects.exists(), Paper.objects.exists()) == (False, False)


def test_a_page_that_was_put_back_meanwhile_keeps_its_documents(people, document):
    """All pages are held before it is asked, once, which of them are archived still."""
    removed_page = with_slide(page_of(people, title="Gone"), people.secretary)
    talk.archive_handbook_page(actor=people.chair, page=removed_page.page)
    with CaptureQueriesContext(connection) as queries:
        talk.remove_expired_handbook_pages(actor=None, ids=[document.page_id, removed_page.page_id])
    statements = [query["sql"] for query in queries if "handbookpage" in query["sql"]]
    conditions = [sql for sql in statements if '"archived_at" IS NOT NULL' in sql]

    assert statements[0].startswith("UPDATE")
    assert conditions == [statements[1]]
    assert (Paper.objects.get(), HandbookPage.objects.get()) == (document, document.page)
    assert document.page.versions.count() == 1
