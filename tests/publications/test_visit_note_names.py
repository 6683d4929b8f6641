"""Whose name stands beside a note is said apart from its words, once it is published."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publications import actions
from publications.models import Edition, Publication, Release, VisitNote
from tests.publications.noted import (
    a_group_that_goes_out,
    noted,
    offered,
    published,
    reported,
)
from tests.visits.arranged import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return a_group_that_goes_out()


@pytest.fixture
def edition(people, monkeypatch):
    monkeypatch.setattr("publications.actions.editions.render", lambda *_words, **_more: b"%PDF")
    return published(people, offered(people))


def is_named(edition, people):
    page = Client().get(edition.get_absolute_url()).content.decode()
    return str(people.member) in page


def test_saving_a_correction_neither_names_its_writer_nor_takes_their_name_away(people, edition):
    note = VisitNote.objects.get()
    noted(note.report, words="Hydrangea", is_named=True)
    drafted = is_named(edition, people)
    actions.name_writer(actor=people.member, note=VisitNote.objects.get())
    noted(note.report, words="Hydrangea", is_named=False)

    assert (drafted, is_named(edition, people)) == (False, True)


def test_the_form_asks_for_the_name_only_before_anything_is_published(people, edition):
    note = VisitNote.objects.get()
    address = reverse("publications:note-write", args=[note.report.visit_id])
    correction = client_of(people.member).get(address).content.decode()
    other = offered(people, "vice_chair")
    actions.take_back_note(actor=people.vice_chair, note=other)
    again = reverse("publications:note-write", args=[other.report.visit_id])
    first = client_of(people.vice_chair).get(again).content.decode()

    question = "My name may stand beside it"
    assert (question in first, question in correction) == (True, False)
    assert "whether your name stands beside it" in correction


def test_a_first_note_asks_for_the_name_also_beside_what_has_no_note_any_more(people, edition):
    Release.objects.update(visit_note=None)
    note = noted(reported(people, "vice_chair"), is_named=True)

    assert VisitNote.objects.get(pk=note.pk).is_named is True


def another(edition, number):
    """The same under another reference."""
    values = {"group": edition.publication.group, "reference": f"HAR-2026-S{number:02}"}
    publication = Publication.objects.create(
        kind="note", title="Another", audience="public", **values
    )
    return Edition.objects.create(
        publication=publication, number=1, snapshot=edition.snapshot, text="", pdf="none.pdf"
    )


@pytest.mark.parametrize("name", ["public-group", "public-feed"])
def test_three_notes_take_no_more_queries_than_one(edition, name):
    address = reverse(f"publications:{name}", args=["HAR"])
    with CaptureQueriesContext(connection) as for_one:
        Client().get(address)
    for number in (7, 8):
        another(edition, number)
    with CaptureQueriesContext(connection) as three:
        page = Client().get(address).content.decode()

    assert page.count("HAR-2026-S0") >= 3
    assert len(three) == len(for_one)
