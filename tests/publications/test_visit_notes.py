"""A member writes a public note about a visit: theirs until they offer it, and taken back at will."""

import pytest
from django.urls import reverse

from accounts.models import LegalHold
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import ChangedMeanwhile
from publications import actions
from publications.models import Release, VisitNote
from tests.publications.noted import (
    ALL_CONFIRMED,
    SHOWS,
    TEXT,
    TITLE,
    WORDS,
    a_group_that_goes_out,
    noted,
    offer,
    offered,
    prepared,
    reported,
)
from tests.refusals import refusal
from tests.visits.arranged import client_of
from visits.actions import correct_report

pytestmark = pytest.mark.django_db
READERS = ("member", "secretary", "chair", "vice_chair", "police_lead", "observer", "stranger")


@pytest.fixture
def people(db):
    return a_group_that_goes_out()


def looks(people, visit, name="note"):
    """Who gets the page, by their role."""
    address = reverse(f"publications:{name}", args=[visit.pk])
    return [
        role for role in READERS if client_of(getattr(people, role)).get(address).status_code == 200
    ]


def told(name):
    return sorted(str(n.recipient) for n in Notice.objects.filter(kind=name))


def test_it_is_its_writers_until_offered_and_then_for_the_organisers_alone(people):
    note = noted(reported(people), is_named=True)
    visit = note.report.visit
    before = looks(people, visit)
    offer(note)

    assert before == ["member"]
    assert looks(people, visit) == ["member", "secretary", "chair", "vice_chair"]
    page = client_of(people.secretary).get(note.get_absolute_url()).content.decode()
    assert [words for words in (TITLE, "Marigold") if words not in page] == []


def test_who_wrote_the_report_alone_writes_it_once_that_is_approved(people):
    report = reported(people)
    fields = {"report": report, "text": TEXT, "after": 0}
    others = [
        refusal(actions.write_note, actor=actor, **fields)
        for actor in (people.vice_chair, people.chair, people.secretary)
    ]
    correct_report(actor=people.secretary, report=report, words="It was three")

    assert set(others) == {"This is the visit of another member."}
    assert refusal(actions.write_note, actor=people.member, **fields) == (
        "A public note is about a report that was approved, and not taken back since."
    )
    assert list(VisitNote.objects.all()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Nora Member was there", "“Nora Member” is a name. Say it without a name."),
        ("The car was AB12 CDE", "“AB12 CDE” looks like a number plate. Leave it out."),
        ("Near PO1 3AX", "“PO1 3AX” looks like a postcode. Leave it out."),
        ("Ring 01632 960 123", "“01632 960 123” looks like a telephone number. Leave it out."),
        ("one " * 201, "A note has 200 words at the most."),
    ],
)
def test_what_tells_of_somebody_or_is_too_long_is_not_offered(people, words, sentence):
    people.member.name = "Nora Member"
    people.member.save()
    note = noted(reported(people), words=words)

    refused = refusal(
        actions.offer_note,
        actor=people.member,
        note=note,
        confirmed=ALL_CONFIRMED,
        version=note.version,
    )

    assert refused == sentence
    assert VisitNote.objects.get().state == "draft"


def test_each_line_of_the_checklist_is_confirmed_for_the_words_that_were_on_the_screen(people):
    note = noted(reported(people))
    fields = {"actor": people.member, "note": note}
    unconfirmed = refusal(
        actions.offer_note, confirmed=ALL_CONFIRMED[1:], version=note.version, **fields
    )
    older = refusal(actions.offer_note, confirmed=ALL_CONFIRMED, version=note.version - 1, **fields)

    assert unconfirmed == "Confirm each line of the checklist."
    assert older == "The note has changed. Read it again."


def test_in_two_windows_the_second_has_both(people):
    report = reported(people)
    noted(report)

    with pytest.raises(ChangedMeanwhile) as changed:
        actions.write_note(actor=people.member, report=report, text=TEXT, after=0)

    assert changed.value.newest.title == TITLE


def test_a_photograph_of_another_report_is_refused(people):
    other = reported(people, "vice_chair").photographs.get()
    report = reported(people)

    refused = refusal(noted, report, photograph=other)

    assert refused == "Choose a photograph of your report."


def test_who_wrote_it_takes_it_back_with_what_was_prepared(people):
    note = offered(people)
    release = prepared(people, note)
    refused = refusal(actions.take_back_note, actor=people.secretary, note=note)
    actions.take_back_note(actor=people.member, note=note)

    assert refused == "This is the note of another member."
    assert VisitNote.objects.get().state == "draft"
    assert Release.objects.get(pk=release.pk).state == "discarded"
    assert looks(people, note.report.visit) == ["member"]


def test_the_secretary_sends_it_back_and_its_writer_reads_why(people):
    note = offered(people)
    run_due_jobs()
    prepared(people, note)
    actions.return_note(
        actor=people.secretary, note=note, words="Say less of the shop", version=note.version
    )
    run_due_jobs()
    page = client_of(people.member).get(note.get_absolute_url()).content.decode()

    assert "Say less of the shop" in page
    assert told("visit_note.offered") == [str(people.secretary)]
    assert told("visit_note.returned") == [str(people.member)]
    assert [row.state for row in Release.objects.all()] == ["discarded"]
    assert looks(people, note.report.visit) == ["member"]


def test_under_a_hold_its_words_stay_and_it_does_not_go_out(people):
    note = offered(people)
    visit = note.report.visit
    LegalHold.objects.begin(visit, people.group.pk, people.secretary, "A court asked")

    assert "legal hold" in refusal(prepared, people, note)
    actions.take_back_note(actor=people.member, note=note)
    assert "legal hold" in refusal(noted, note.report, words="Other words")
    assert VisitNote.objects.get().words == WORDS


def test_the_pages_from_the_first_word_to_the_offer(people):
    report = reported(people)
    member, visit = client_of(people.member), report.visit
    photograph = report.photographs.get()
    page = member.get(visit.get_absolute_url()).content.decode()
    sent = {"title": TITLE, "words": WORDS, "photograph": photograph.pk, "after": 0}
    written = member.post(reverse("publications:note-write", args=[visit.pk]), sent)
    outdated = member.post(reverse("publications:note-write", args=[visit.pk]), sent)
    much = member.post(
        reverse("publications:note-write", args=[visit.pk]), sent | {"words": "one " * 201}
    )
    fields = dict.fromkeys(ALL_CONFIRMED, "on") | {"version": 1}
    offered = member.post(reverse("publications:note-offer", args=[visit.pk]), fields)

    assert "Write a public note" in page
    assert [written.status_code, outdated.status_code, much.status_code, offered.status_code] == [
        302,
        409,
        422,
        302,
    ]
    assert "This has 201." in much.content.decode()
    note = VisitNote.objects.get()
    assert (note.state, note.photograph, note.is_named) == ("offered", photograph, False)
    assert f'alt="{SHOWS}"' in member.get(note.get_absolute_url()).content.decode()
    others = client_of(people.vice_chair).get(visit.get_absolute_url()).content.decode()
    assert "Public note about this visit" in others  # who organises is asked to look


def test_the_desk_lists_what_can_be_prepared_and_the_note_says_why_it_rests(people):
    note = offered(people)
    desk = reverse("publications:desk")
    waiting = client_of(people.secretary).get(desk).content.decode()
    correct_report(actor=people.secretary, report=note.report, words="It was three")
    taken_back = client_of(people.secretary).get(desk).content.decode()
    page = client_of(people.member).get(note.get_absolute_url()).content.decode()

    assert (TITLE in waiting, TITLE in taken_back) == (True, False)
    assert "Until it is approved again, nobody publishes this." in page
