"""What a member offered of a visit goes the way of an edition, and names them only as they like."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from accounts.models import Departure
from core.clock import now
from core.files import stored
from core.jobs import run_due_jobs
from core.notices.models import Notice
from publications import actions, canonical
from publications.formats import seal_of
from publications.jobs import tell_of_news
from publications.models import Edition, Follower, Publication, Release, VisitNote
from publications.pdf import render
from tests.pages.html import words_of
from tests.pdf.reading import failures
from tests.publications.noted import (
    SHOWS,
    TITLE,
    WORDS,
    a_group_that_goes_out,
    again,
    approved,
    noted,
    offer,
    offered,
    prepared,
    published,
    two_years_later,
)
from tests.refusals import refusal
from tests.visits.arranged import client_of
from visits.actions import correct_report, remove_expired_visits, withdraw_report
from visits.models import VisitReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return a_group_that_goes_out()


@pytest.fixture
def edition(people, monkeypatch):
    """One that is out, with its photograph; laid out by nobody."""
    monkeypatch.setattr("publications.actions.editions.render", lambda *_words, **_more: b"%PDF")
    return published(people, offered(people, pictured=True))


def anybody(edition, name="edition", *more):
    return Client().get(
        reverse(f"publications:{name}", args=[edition.publication.reference, *more])
    )


def test_police_lead_chair_and_secretary_each_see_what_will_be_public_and_nobody_who_wrote_it(
    people,
):
    note = offered(people, pictured=True, is_named=True)
    release = prepared(people, note)
    pages = {
        role: client_of(getattr(people, role)).get(release.get_absolute_url()).content.decode()
        for role in ("police_lead", "chair", "secretary")
    }
    photograph = reverse("publications:release-photograph", args=[release.pk])
    roles = ("police_lead", "chair", "secretary", "member", "observer", "stranger")
    statuses = [client_of(getattr(people, role)).get(photograph).status_code for role in roles]

    for page in pages.values():
        assert [words for words in (TITLE, "Marigold", SHOWS) if words not in page] == []
        assert str(people.member) not in page
    assert statuses == [200, 200, 200, 404, 404, 404]


def test_who_wrote_it_neither_checks_nor_approves_it(people):
    note = offered(people, "chair")
    release = prepared(people, note)
    actions.check_release(actor=people.police_lead, release=release, version=1)
    fields = {"release": again(note), "version": 1}
    refused = refusal(actions.approve_release, actor=people.chair, **fields)
    actions.approve_release(actor=people.vice_chair, **fields)

    assert refused == (
        "You had an earlier part in this. Somebody else takes this step: two people at least."
    )
    assert again(note).state == "approved"


def test_without_a_police_lead_its_writer_is_not_asked_to_check_it(people):
    people.police_lead.memberships.update(ends_at=now())
    note = offered(people)
    release = prepared(people, note)

    assert people.member not in release.second_checkers
    assert people.vice_chair in release.second_checkers


@pytest.mark.parametrize("take", [withdraw_report, correct_report])
def test_it_does_not_go_out_once_its_report_was_taken_back(people, monkeypatch, take):
    monkeypatch.setattr("publications.actions.editions.render", lambda *_words, **_more: b"%PDF")
    note = offered(people)
    release = approved(people, note)
    take(actor=people.secretary, report=note.report, words="Too close to a case")

    refused = refusal(
        actions.publish_edition, actor=people.secretary, release=again(note), version=1
    )

    assert refused == "The report that this note is about was taken back, or is gone."
    assert (release.state, Edition.objects.count()) == ("approved", 0)


def test_it_goes_out_only_as_it_was_approved(people, monkeypatch):
    monkeypatch.setattr("publications.actions.editions.render", lambda *_words, **_more: b"%PDF")
    note = offered(people)
    approved(people, note)
    VisitNote.objects.update(words="Other words")

    refused = refusal(
        actions.publish_edition, actor=people.secretary, release=again(note), version=1
    )

    assert refused.startswith("The note was taken back, or has changed.")
    assert Edition.objects.count() == 0


def test_a_name_that_only_the_guard_of_publications_finds_keeps_it_inside(people):
    people.vice_chair.name = "Kerry Friday"
    people.vice_chair.save()
    note = offered(people)

    refused = refusal(prepared, people, note)
    prepared(people, note, not_names=["Friday: the day of the week"])

    assert refused.startswith("“Friday” in the title may be somebody’s name.")
    assert Release.objects.get().not_names == ["Friday: the day of the week"]


def test_anybody_reads_it_with_its_photograph_and_its_files_say_the_same(people, edition):
    page = anybody(edition)
    picture = anybody(edition, "edition-photograph", 1)
    data = json.loads(anybody(edition, "form", "json").content)
    text = anybody(edition, "form", "txt").content.decode()

    page_words = " ".join(words_of(page.content.decode()).split())
    assert [
        line
        for line in (TITLE, *WORDS.split("\n"), f"Photograph: {SHOWS}")
        if line not in page_words
    ] == []
    assert str(people.member) not in page.content.decode()
    sha256 = hashlib.sha256(picture.content).hexdigest()
    assert sha256 in edition.text
    assert sha256 in text.replace("\n", "")
    assert data["note"]["photograph"]["sha256"] == sha256
    assert data["messages"] == []
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    assert edition.text_sha256 == canonical.sha256(canonical.text(edition.snapshot))
    assert "csv" not in page.content.decode().partition("Other formats")[2][:900]


@pytest.mark.usefixtures("edition")
def test_the_page_and_the_feed_of_the_group_and_the_library_have_it(people):
    group = Client().get(reverse("publications:public-group", args=["HAR"])).content.decode()
    feed = Client().get(reverse("publications:public-feed", args=["HAR"])).content.decode()
    library = Client().get(reverse("publications:list")).content.decode()

    assert [TITLE in page for page in (group, feed, library)] == [True, True, True]
    assert "Marigold" in feed
    assert "Note from a visit" in library
    assert [str(people.member) in page for page in (group, feed, library)] == [False] * 3


def test_its_pdf_has_the_photograph_and_is_accessible_and_the_same_each_time(edition):
    photograph = stored(edition.picture.file.name)
    first, second = (
        render(edition.snapshot, seal_of(edition), photograph=photograph) for _time in range(2)
    )

    assert first == second
    assert failures(first) == []
    assert b"/DCTDecode" in first


def test_a_name_stands_beside_it_only_while_its_writer_lets_it(people, edition):
    note = VisitNote.objects.get()
    name = str(people.member)
    before = name in anybody(edition).content.decode()
    refused = refusal(actions.name_writer, actor=people.secretary, note=note)
    actions.name_writer(actor=people.member, note=note)
    named = anybody(edition).content.decode()
    people.member.memberships.all().delete()  # who has left takes it back too
    actions.unname_writer(actor=type(people.member).objects.get(pk=people.member.pk), note=note)

    assert before is False
    assert refused == "This is the visit of another member."
    assert f"Written by {name}" in " ".join(words_of(named).split())
    assert name not in anybody(edition).content.decode()
    assert name not in Edition.objects.get().text


def test_its_writer_withdraws_it_alone_and_its_address_says_so_in_every_form(people, edition):
    fields = {"reason": "personal_data", "words": "Somebody could be recognised."}
    refused = refusal(actions.withdraw_edition, actor=people.secretary, edition=edition, **fields)
    actions.withdraw_edition(actor=people.member, edition=edition, **fields)
    withdrawn_pages = [
        anybody(edition),
        anybody(edition, "edition-photograph", 1),
        anybody(edition, "form", "txt"),
    ]
    group = Client().get(reverse("publications:public-group", args=["HAR"])).content.decode()

    assert refused == (
        "Only the chair withdraws what the group has published, or who wrote a note its own."
    )
    assert [page.status_code for page in withdrawn_pages] == [410, 410, 410]
    assert [
        words
        for words in (TITLE, "Marigold", SHOWS)
        if words in withdrawn_pages[0].content.decode()
    ] == []
    assert TITLE not in group
    assert client_of(people.vice_chair).get(edition.get_absolute_url()).status_code == 200


def test_a_corrected_note_is_the_next_edition_at_the_same_address(people, edition):
    note = VisitNote.objects.get()
    noted(note.report, words="Hydrangea: two were stopped")
    meanwhile = anybody(edition).content.decode()
    published(people, offer(VisitNote.objects.get()))
    page = anybody(edition).content.decode()

    assert "Marigold" in meanwhile
    assert ("Hydrangea" in page, "Marigold" in page) == (True, False)
    assert "superseded by edition 2" in anybody(edition, "past-edition", 1).content.decode()
    assert Publication.objects.count() == 1


@pytest.mark.usefixtures("edition")
def test_the_chairs_are_told_when_the_report_is_withdrawn_about_which_it_is_out(people):
    withdraw_report(
        actor=people.secretary, report=VisitReport.objects.get(), words="Too close to a case"
    )
    run_due_jobs()
    notices = Notice.objects.filter(kind="visit_note.report_withdrawn")

    assert sorted(str(notice.recipient) for notice in notices) == sorted(
        [str(people.chair), str(people.vice_chair)]
    )


def test_with_the_visit_go_the_note_and_the_name_and_what_is_published_stays(people, edition):
    note = VisitNote.objects.get()
    actions.name_writer(actor=people.member, note=note)
    with two_years_later():
        remove_expired_visits(actor=None, ids=[note.report.visit_id])
    page = anybody(edition)

    assert (VisitNote.objects.count(), VisitReport.objects.count()) == (0, 0)
    assert (page.status_code, TITLE in page.content.decode()) == (200, True)
    assert str(people.member) not in page.content.decode()
    assert anybody(edition, "edition-photograph", 1).status_code == 200
    assert default_storage.exists(edition.picture.file.name)
    assert client_of(people.chair).get(Release.objects.get().get_absolute_url()).status_code == 200


def test_a_name_goes_when_its_writer_has_left_the_portal(people, edition):
    actions.name_writer(actor=people.member, note=VisitNote.objects.get())
    before = str(people.member) in anybody(edition).content.decode()
    Departure.objects.create(person=people.member, group=people.group, number=1, done_at=now())

    assert before is True
    assert str(people.member) not in anybody(edition).content.decode()


@pytest.mark.parametrize("what", ["group", "subject"])
def test_who_follows_the_group_or_its_topic_is_told_of_a_note(people, edition, what):
    followed = {"group": people.group, "subject": edition.publication.subjects.first()}
    before = edition.published_at - timedelta(days=2)
    Follower.objects.create(
        **{what: followed[what]}, address="reader@example.org", confirmed_at=before, told_at=before
    )
    tell_of_news()
    tell_of_news()
    run_due_jobs()

    assert [message.to for message in mail.outbox] == [["reader@example.org"]]
    assert TITLE not in str(mail.outbox[0].message())
