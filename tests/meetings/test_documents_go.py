"""Documents of a group go: removed by who organises it, refused by the scanner, or with time."""

from datetime import timedelta

import pytest

from accounts.models import Role
from core.clock import now
from core.rights.retention import run
from deliberation import actions as talk
from deliberation.models import HandbookPage
from meetings import actions
from meetings.models import Paper, PaperCopy, Slide
from tests.deliberation.test_races import stale
from tests.factories import PaperFactory, PaperVersionFactory
from tests.meetings.attached import stored, upload
from tests.meetings.documents import SECRET, TITLE, group_page, handbook_page, page_of
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, press, words

pytestmark = pytest.mark.django_db


def test_a_removed_document_is_gone_with_every_version(people, document):
    actions.replace_document(actor=people.chair, paper=document, upload=upload(b"%PDF"))
    copy = PaperCopy.objects.create(
        version=document.versions.first(), user=people.member, expires_at=now()
    )
    PaperCopy.objects.note_ready(copy, SECRET.encode())
    answer = press(people.chair, "paper-remove", document.pk)

    assert (answer.status_code, answer.url) == (302, document.page.get_absolute_url())
    assert set(document.versions.values_list("state", flat=True)) == {"removed"}
    assert (Slide.objects.exists(), stored(document)) == (False, [])
    assert TITLE not in group_page(people.chair, people.group)
    assert TITLE not in handbook_page(people.chair, document.page)
    assert get(people.chair, "document-replace", document.pk).status_code == 403


def test_who_organises_the_group_no_more_removes_no_document_that_they_uploaded(people, document):
    people.secretary.memberships.update(role=Role.MEMBER)
    asked = get(people.secretary, "paper-remove", document.pk)
    page = words(get(people.secretary, "paper", document.pk))
    with refused("Only the chair and the secretary can do this."):
        actions.remove_paper(actor=stale(people.secretary), paper=document)

    assert (asked.status_code, "Start reading" in page) == (403, True)
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


def test_documents_go_with_a_page_whose_time_is_over(people, document):
    talk.archive_handbook_page(actor=people.chair, page=document.page)
    HandbookPage.objects.update(archived_at=now() - timedelta(days=8 * 365))
    run(apply=True)

    assert (HandbookPage.objects.exists(), Paper.objects.exists()) == (False, False)
