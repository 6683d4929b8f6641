"""Documents of a group: files with the pages of its handbook, read by those who read the page."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import Refused
from deliberation import actions as talk
from deliberation.models import Readers
from meetings import actions
from meetings.models import Paper, Slide
from meetings.personal_data import PERSONAL_DATA, papers
from tests.factories import PaperFactory, PaperVersionFactory
from tests.meetings.attached import EVERYBODY, upload
from tests.meetings.documents import (
    SECRET,
    TITLE,
    group_page,
    handbook_page,
    page_of,
    pdf,
    with_slide,
)
from tests.meetings.outcomes import recorded
from tests.meetings.pages import HTMX, get, press, questions, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
INSIDE = {"chair", "vice_chair", "member", "secretary"}
GROUP = INSIDE | {"police_lead", "officer", "observer", "interpreter"}


@pytest.fixture
def page(people):
    return page_of(people)


def hits(person, term):
    answer = signed_in(person).post(reverse("search"), {"words": term})
    return [result.hit.title for result in answer.context["results"]]


# --- Who reads ---------------------------------------------------------------------------


@pytest.mark.parametrize(("readers", "roles"), [(Readers.INSIDE, INSIDE), (Readers.GROUP, GROUP)])
def test_a_document_is_read_by_those_who_read_its_page_and_by_nobody_else(people, readers, roles):
    paper = with_slide(page_of(people, readers), people.secretary)
    addresses = [url("paper", paper.pk), url("paper-text", paper.pk), url("slide", paper.pk, 1)]
    clients = {role: signed_in(getattr(people, role)) for role in EVERYBODY}
    opens = {
        role: {client.get(address).status_code for address in addresses}
        for role, client in clients.items()
    }

    assert {role for role, codes in opens.items() if codes == {200}} == roles
    assert {role for role, codes in opens.items() if codes == {404}} == set(EVERYBODY) - roles


def test_the_page_of_the_group_lists_what_its_reader_may_open(people, document):
    with_slide(page_of(people, Readers.GROUP, "Forms"), people.secretary, "Expenses form")
    pages = {role: group_page(getattr(people, role), people.group) for role in GROUP}

    assert {role for role, page in pages.items() if TITLE in page} == INSIDE
    assert {role for role, page in pages.items() if "Expenses form" in page} == GROUP
    assert TITLE in handbook_page(people.member, document.page)


def test_what_is_archived_with_its_page_is_left_to_the_organisers(people, document):
    talk.archive_handbook_page(actor=people.chair, page=document.page)
    opens = {r for r in EVERYBODY if Paper.objects.visible_to(getattr(people, r)).exists()}

    assert opens == INSIDE - {"member"}
    assert TITLE not in group_page(people.chair, people.group)
    with pytest.raises(Refused):
        actions.replace_document(actor=people.chair, paper=document, upload=upload(b""))


def test_a_paper_stands_in_one_place(people, page, meeting, topic):
    for more in ({"meeting": meeting}, {"post": topic.posts.first()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperFactory(page=page, **{"meeting": None, **more})


# --- From the form to the reader ---------------------------------------------------------


def test_a_document_is_added_to_a_page_and_prepared_as_a_paper_is(people, page, tmp_path):
    file = SimpleUploadedFile("constitution.pdf", pdf(tmp_path, SECRET))
    fields = {"title": TITLE, "file": file}
    answer = press(people.secretary, "document-new", page.pk, fields=fields)
    before = handbook_page(people.member, page)
    run_due_jobs()
    paper = Paper.objects.get()
    pages = [get(people.secretary, name, key) for name, key in (
        ("document-new", page.pk), ("paper", paper.pk), ("document-replace", paper.pk),
        ("paper-remove", paper.pk), ("paper-text", paper.pk),
    )]  # fmt: skip

    assert (answer.status_code, answer.url) == (302, url("paper", paper.pk))
    assert f"{TITLE} PDF · Waiting to be prepared" in before
    assert f"{TITLE} PDF · 1 slide" in handbook_page(people.member, page)
    assert SECRET in words(get(people.member, "slide", paper.pk, 1))
    assert [problems(each) for each in pages] == [[]] * 5
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": TITLE}, "Choose a file"),
        (
            {"title": TITLE, "file": b"MZ"},
            "The name of this file says PDF but its content does not.",
        ),
        ({"file": b"%PDF-1.7 torn"}, "Enter a name for the document"),
    ],
)
def test_a_document_that_cannot_come_in_comes_back_with_what_was_typed(
    people, page, fields, sentence
):
    if "file" in fields:
        fields = fields | {"file": SimpleUploadedFile("a.pdf", fields["file"])}
    answer = press(people.secretary, "document-new", page.pk, fields=fields)

    assert (answer.status_code, Paper.objects.exists()) == (422, False)
    assert sentence in words(answer)
    assert (f'value="{TITLE}"' in answer.text) == ("title" in fields)


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_chair_and_the_secretary_add_and_replace_documents_and_nobody_else(
    people, document, role
):
    person = getattr(people, role)
    asked = [("document-new", document.page_id), ("document-replace", document.pk)]
    codes = {get(person, name, key).status_code for name, key in asked}
    links = (
        ["Add a document" in handbook_page(person, document.page)] if role in INSIDE else [False]
    )

    organises = role in INSIDE - {"member"}
    assert codes == ({200} if organises else {403} if role == "member" else {404})
    assert links == [organises]


def test_only_a_document_is_replaced(people, meeting):
    paper = PaperVersionFactory(paper=PaperFactory(meeting=meeting)).paper
    answer = get(people.chair, "document-replace", paper.pk)

    assert answer.status_code == 403
    assert "Only a document of the handbook is replaced" in words(answer)


def test_the_record_of_a_new_document_says_where_it_stands(people, page):
    with recorded() as records:
        paper = actions.add_document(
            actor=people.secretary, page=page, title=TITLE, upload=upload(b"%PDF")
        )
    facts = {
        "handbook_page_id": page.pk, "paper_id": paper.pk, "version_id": paper.versions.get().pk,
    }  # fmt: skip

    assert records == [("paper.uploaded", people.secretary.pk, facts)]


# --- New versions, and the end -----------------------------------------------------------


def test_the_version_before_is_read_until_the_new_one_is_ready(people, document, tmp_path):
    file = SimpleUploadedFile("new.pdf", pdf(tmp_path, "Nobody is expelled"))
    answer = press(people.chair, "document-replace", document.pk, fields={"file": file})
    waiting = [words(get(person, "paper", document.pk)) for person in (people.chair, people.member)]
    before = words(get(people.member, "slide", document.pk, 1))
    run_due_jobs()
    after = words(get(people.member, "slide", document.pk, 1))

    assert (answer.status_code, answer.url) == (302, url("paper", document.pk))
    assert ["A new version came on" in page for page in waiting] == [True, False]
    assert (SECRET in before, SECRET in after) == (True, False)
    assert "Nobody is expelled" in after
    assert list(document.versions.values_list("number", "state")) == [(1, "ready"), (2, "ready")]
    assert "A new version" not in words(get(people.chair, "paper", document.pk))


def test_a_version_that_fails_takes_nothing_away_and_says_why(people, document):
    PaperVersionFactory(paper=document, number=2, state="failed", problem="It is locked.")
    pages = [words(get(person, "paper", document.pk)) for person in (people.chair, people.member)]

    assert ["It is locked." in page for page in pages] == [True, False]
    assert SECRET in words(get(people.member, "slide", document.pk, 1))


@pytest.mark.parametrize(
    ("state", "waits", "follows"),
    [("waiting", True, True), ("converting", True, True), ("failed", True, False),
     ("ready", False, False)],
)  # fmt: skip
def test_the_page_follows_a_new_version_for_those_who_replace_it(
    people, document, state, waits, follows
):
    came = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    PaperVersionFactory(paper=document, number=2, state=state, uploaded_at=came)
    readers = people.chair, people.member
    parts = [get(reader, "paper", document.pk, headers=HTMX).text for reader in readers]

    assert ["A new version came on 3 March 2026" in part for part in parts] == [waits, False]
    assert ["every 2s" in part for part in parts] == [follows, False]
    assert ["Look again" in part for part in parts] == [follows, False]
    assert ["Uploaded on 3 March 2026" in part for part in parts] == [not waits, not waits]
    assert problems(get(people.chair, "paper", document.pk)) == []


def test_two_new_versions_get_two_numbers(people, document):
    for _press in range(2):
        actions.replace_document(actor=people.chair, paper=document, upload=upload(b"%PDF"))

    assert list(document.versions.values_list("number", flat=True)) == [1, 2, 3]


# --- Elsewhere ---------------------------------------------------------------------------


@pytest.mark.long("converts a document in the sandbox")
def test_search_finds_the_newest_words_for_its_readers_and_none_of_an_archived_page(
    people, document, tmp_path
):
    actions.replace_document(
        actor=people.chair, paper=document, upload=upload(pdf(tmp_path, "Geranium for all"))
    )
    run_due_jobs()
    asked = [
        {role for role in EVERYBODY if hits(getattr(people, role), term)}
        for term in ("Begonia", "Geranium", "Constitution")
    ]
    talk.archive_handbook_page(actor=people.chair, page=document.page)

    assert asked == [set(), INSIDE, INSIDE]
    assert [hits(people.chair, term) for term in ("Geranium", "Constitution")] == [[], []]
    talk.restore_handbook_page(actor=people.chair, page=document.page)
    assert [bool(hits(people.member, term)) for term in ("Geranium", "Constitution")] == [True] * 2


def test_ones_own_data_and_the_search_for_a_name_know_the_page(people, document):
    rows = document, document.versions.get(), Slide.objects.get()
    [row] = papers(people.secretary)
    pages = {
        role: {PERSONAL_DATA.where(getattr(people, role), each) for each in rows}
        for role in ("chair", "police_lead", "stranger")
    }

    assert (row["handbook page"], row["meeting"], row["topic"]) == (document.page_id, None, None)
    assert pages == {
        "chair": {url("paper", document.pk)}, "police_lead": {None}, "stranger": {None},
    }  # fmt: skip
    assert {PERSONAL_DATA.group(each) for each in rows} == {people.group.pk}


def test_a_name_that_another_page_uses_too_is_no_version_of_it(people, document):
    other = with_slide(page_of(people, title="Elsewhere"), people.secretary)
    context = get(people.chair, "paper", other.pk).context

    assert context["namesakes"] == (None, None)


def test_documents_cost_no_page_another_question_each(people, page):
    client, asked = signed_in(people.member), []
    for _more in range(2):
        with_slide(page, people.secretary)
        asked.append([questions(client, address) for address in
                      (f"/groups/{people.group.pk}/", page.get_absolute_url())])  # fmt: skip

    assert asked[0] == asked[1]
