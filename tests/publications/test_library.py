"""The library by topic, force, day and status."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from core import clock
from deliberation.models import Response, Tag
from publications import actions
from publications.forms import PrepareForm
from publications.models import Edition, Publication, PublishedMessage, Subject
from tests.factories import AdvisoryGroupFactory, OrganisationFactory
from tests.pages.html import words_of
from tests.publications import harbour as world
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
MAY = datetime(2026, 5, 6, 9, tzinfo=UTC)
TITLE = world.draft().title


def library(client=None, /, **chosen):
    """The words of the page, for what somebody chose."""
    answer = (client or Client()).get("/publications/", chosen)
    return answer.status_code, words_of(answer.content.decode())


def another(published, number, *, published_at=world.PUBLISHED, audience="public", subject=""):
    """A publication of another force, of one message that was answered."""
    force = OrganisationFactory(name=f"Force {number}")
    group = AdvisoryGroupFactory(organisation=force, code=f"F{chr(64 + number)}")
    publication = Publication.objects.create(
        group=group,
        reference=f"{group.code}-2026-S01",
        title=f"Summary {number}",
        audience=audience,
    )
    edition = Edition.objects.get(pk=published.edition.pk)
    edition.pk, edition.code = None, f"BBBB-CCCC-DDD{number}"
    edition.publication, edition.published_at = publication, published_at
    edition.snapshot["audience"] = audience
    edition.save()
    if subject:
        Subject.objects.get_or_create(name=subject)[0].publications.add(publication)
    return publication


def answer(harbour, number, decision, review_on=None):
    with clock.at(MAY):
        actions.answer_and_publish(
            actor=harbour.rob,
            key_message=harbour.messages[number],
            decision=Response.Decision(decision),
            reason="It is looked at.",
            review_on=review_on,
        )


# --- status ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (world.PUBLISHED, {"awaited": 1, "overdue": 0, "given": 0, "withdrawn": 0}),
        (MAY, {"awaited": 0, "overdue": 1, "given": 0, "withdrawn": 0}),
    ],
)
def test_a_publication_is_found_by_where_its_responses_stand(published, at, counts):
    with clock.at(at):
        found_by_status = {status: TITLE in library(status=status)[1] for status in counts}

    assert found_by_status == {status: bool(number) for status, number in counts.items()}


def test_one_message_of_each_kind_is_enough_and_a_promise_has_a_new_day(published):
    answer(published, 0, "accepted")
    answer(published, 1, "under_consideration", review_on=date(2026, 6, 1))
    with clock.at(MAY):
        found_by_status = {
            s: TITLE in library(status=s)[1] for s in ("given", "awaited", "overdue")
        }
        counts = library()[1]

    assert found_by_status == {"given": True, "awaited": True, "overdue": True}
    for words in (
        "Response awaited (1)",
        "Response overdue (1)",
        "Response given (1)",
        "Withdrawn (0)",
    ):
        assert words in counts


def test_an_answer_that_does_not_address_the_advice_leaves_another_awaited_then_overdue(published):
    answer(published, 0, "accepted")
    given = published.messages[0].responses.get()
    PublishedMessage.objects.exclude(reference="HAR-2026-001").delete()
    with clock.at(MAY):
        actions.mark_answer_unaddressed(
            actor=published.marjorie, key_message=published.messages[0], seen=given.pk
        )
    stands = {}
    for at in (MAY, MAY + timedelta(days=40)):
        with clock.at(at):
            pages = {s: library(status=s)[1] for s in ("given", "awaited", "overdue")}
        stands[at] = [status for status, page in pages.items() if TITLE in page]

    assert list(stands.values()) == [["awaited"], ["overdue"]]


def test_what_is_withdrawn_is_found_as_that_and_as_nothing_else(published):
    actions.withdraw_edition(
        actor=published.marjorie, edition=published.edition, reason="mistake", words="It is wrong."
    )
    pages = {s: library(status=s)[1] for s in ("withdrawn", "awaited", "overdue", "given")}

    assert {s: "HAR-2026-S01, edition 1" in page for s, page in pages.items()} == {
        "withdrawn": True, "awaited": False, "overdue": False, "given": False,
    }  # fmt: skip


def test_the_index_of_messages_is_that_of_the_newest_edition(published):
    rows = PublishedMessage.objects.order_by("reference").values_list("reference", "answer_due")

    assert [(reference[-1], due) for reference, due in rows] == [
        ("1", date(2026, 4, 30)),
        ("2", date(2026, 4, 30)),
        ("3", date(2026, 4, 30)),
        ("4", None),
        ("5", date(2026, 4, 30)),
    ]


# --- topic, force, days ---------------------------------------------------------------------------


def test_it_is_found_by_topic_force_and_day(published):
    second = another(published, 2, published_at=MAY, subject="Custody")
    custody = Subject.objects.get()
    asked = [
        {"subject": custody.pk},
        {"organisation": second.group.organisation_id},
        {"since_day": "1", "since_month": "5", "since_year": "2026"},
        {"until_day": "5", "until_month": "May", "until_year": "2026"},
    ]
    matches = [(TITLE in page, "Summary 2" in page) for page in (library(**a)[1] for a in asked)]

    assert matches == [(False, True), (False, True), (False, True), (True, False)]
    assert "Custody (1)" in library()[1]


def test_each_choice_has_its_label(published):
    page = library()[1]

    for label in ("Topic", "Police force or organisation", "Status", "Published from", "Order"):
        assert f" {label} " in page


def test_the_order_is_chosen(published):
    another(published, 2, published_at=MAY)
    newest, oldest, by_force = (library(order=o)[1] for o in ("newest", "oldest", "force"))

    assert [page.index("Summary 2") < page.index(TITLE) for page in (newest, oldest, by_force)] == [
        True,
        False,
        True,
    ]


def test_what_is_for_readers_adds_to_no_count_of_others(published):
    closed = another(published, 2, audience="readers", subject="Custody")
    PublishedMessage.objects.create(
        publication=closed, reference="FB-2026-001", answer_due=date(2026, 4, 30)
    )
    with clock.at(MAY):
        anybody = library()[1]
    answer_to_a_guess = library(subject=Subject.objects.get().pk)

    assert [words in anybody for words in ("Summary 2", "Custody", "Force 2")] == [False] * 3
    assert "Response overdue (1)" in anybody
    assert answer_to_a_guess[0] == 422


def test_nothing_found_says_so_and_leads_back(published):
    status, page = library(status="withdrawn")

    assert (status, "Nothing matches what you chose" in page) == (200, True)
    assert "Show everything" in page


def test_days_the_wrong_way_round_are_said_to_be_and_everything_is_shown(published):
    days = {"since_day": "2", "since_month": "5", "since_year": "2026",
            "until_day": "1", "until_month": "5", "until_year": "2026"}  # fmt: skip
    status, page = library(**days)

    assert (status, TITLE in page) == (422, True)
    assert "The last day must be the same as or after the first" in page


def test_the_next_page_keeps_what_was_chosen(published):
    for number in range(1, 22):
        another(published, number, published_at=MAY)
    html = Client().get("/publications/", {"order": "oldest"}).content.decode()

    assert "?order=oldest&amp;page=2" in html


def test_the_library_costs_as_much_with_three_as_with_one(published, django_assert_num_queries):
    with django_assert_num_queries(4):
        library()
    another(published, 1, subject="Custody")
    another(published, 2, subject="Custody")
    with django_assert_num_queries(4):
        library()


# --- topics that the secretary writes -------------------------------------------------------------


def form_of(harbour, **changes):
    draft = world.draft()
    fields = {
        "title": draft.title,
        "audience": draft.audience,
        "lede": draft.lede,
        "asked": draft.asked,
        "references": draft.references,
        "next_steps": "",
        "not_names": "",
        **changes,
    }
    return PrepareForm(fields, meeting=harbour.meeting, person=harbour.sally)


def test_topics_begin_with_the_labels_of_what_can_be_published(harbour):
    topic, sensitive = harbour.messages[0].topic, harbour.messages[-1].topic
    topic.tags.add(Tag.objects.create(group=harbour.group, name="Front counters"))
    sensitive.tags.add(Tag.objects.create(group=harbour.group, name="Night buses"))
    form = PrepareForm(meeting=harbour.meeting, person=harbour.sally)

    assert form["subjects"].value() == "Front counters"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a, b, c, d, e, f", "Enter 5 topics at the most"),
        ("x" * 41, "A topic has 40 characters at the most"),
        ("Mrs Whitcombe", "The name “Whitcombe” occurs in the topics in the library."),
    ],
)
def test_too_many_too_long_and_names_are_refused(harbour, typed, sentence):
    form = form_of(harbour, subjects=typed)

    assert form.is_valid() is False
    assert sentence in " ".join(form.errors["subjects"])


def test_one_topic_is_written_once_in_whatever_capitals(harbour):
    form = form_of(harbour, subjects=" Stop  and search , custody, Custody,")

    assert form.is_valid() is True
    assert form.draft().subjects == ["Stop and search", "Custody"]


def test_topics_stand_in_the_edition_and_lead_to_it(approved, monkeypatch):
    Subject.objects.create(name="Stop and search")
    approved.release.snapshot["subjects"] = ["stop and search", "Custody"]
    approved.release.save()
    with clock.at(world.PUBLISHED):
        edition = actions.publish_edition(actor=approved.sally, release=approved.release, version=1)

    assert "Topics\tstop and search, Custody\n" in edition.text
    subjects = edition.publication.subjects.values_list("name", flat=True)
    assert list(subjects) == ["Custody", "Stop and search"]


def test_topics_in_use_are_those_that_the_secretary_may_read(published):
    another(published, 1, subject="Custody")
    another(published, 2, audience="readers", subject="Undercover work")
    page = signed_in(published.sally).get(f"/publications/release/meeting/{published.meeting.pk}/")

    assert "In use: Custody." in page.content.decode()


def test_topics_of_what_is_withdrawn_lead_nowhere_and_are_named_to_nobody(published):
    second = another(published, 1, subject="Undercover work")
    Publication.objects.filter(pk=second.pk).update(withdrawn_at=MAY)
    topic = Subject.objects.get()
    page = signed_in(published.sally).get(f"/publications/release/meeting/{published.meeting.pk}/")

    assert "Undercover work" not in library()[1]
    assert second.reference in library()[1]
    assert library(subject=topic.pk)[0] == 422
    assert "Undercover work" not in page.content.decode()
