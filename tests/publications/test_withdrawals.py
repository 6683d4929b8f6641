"""An edition that is taken back: who may, who is told, what is left at its address."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Organisation
from core import clock
from core.audit.models import Record
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import Refused
from core.search.models import Document
from publications import actions
from publications.models import Edition, EditionReading, Publication, Release, Withdrawal
from tests.factories import MembershipFactory, OrganisationMembershipFactory, UserFactory
from tests.pages.html import words_of
from tests.publications import harbour as world
from tests.publications.conftest import laid_out
from tests.publications.test_release_actions import events
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
DAY = datetime(2026, 4, 3, 9, tzinfo=UTC)
PAGE, WITHDRAW = "/publications/HAR-2026-S01/", "/publications/HAR-2026-S01/withdraw/"
FILES = [
    f"/publications/HAR-2026-S01{end}"
    for end in (".pdf", ".txt", ".json", ".csv", ".large-print.pdf", "/1.pdf", "/1.txt")
]
SENTENCE = "Withdrawn on 3 April 2026, because it has a mistake in it."
WORDS = "The number of hours in the third message is wrong. A corrected summary follows."
GIVEN = {"reason": "mistake", "words": WORDS}


def withdraw(harbour, name="marjorie", **changes):
    with clock.at(DAY):
        return actions.withdraw_edition(
            actor=getattr(harbour, name),
            edition=Edition.objects.latest("number"),
            **GIVEN | changes,
        )


@pytest.fixture
def withdrawn(published):
    withdraw(published)
    return published


def next_edition(harbour, monkeypatch):
    """A corrected edition, by the same people."""
    monkeypatch.setattr("publications.actions.editions.render", laid_out)
    draft = world.draft(lede="The group asks the police to keep an evening, as it always said.")
    with clock.at(DAY):
        release = actions.prepare_release(actor=harbour.sally, meeting=harbour.meeting, draft=draft)
        actions.check_release(actor=harbour.rob, release=release, version=1)
        actions.approve_release(actor=harbour.marjorie, release=release, version=1)
        return actions.publish_edition(
            actor=harbour.sally, release=Release.objects.get(pk=release.pk), version=1
        )


# --- what is left at the address ------------------------------------------------------------------


def test_the_same_address_says_when_and_why_and_nothing_of_what_it_said(withdrawn):
    answer = Client().get(PAGE)
    page = words_of(answer.content.decode())

    assert answer.status_code == 410
    assert f"{SENTENCE} {WORDS}" in page
    for words in (world.draft().title, world.draft().lede, world.MINORITY, world.MESSAGES[0][0]):
        assert words not in page


def test_no_file_is_given_out_in_any_format_not_even_to_the_chair(withdrawn):
    with withdrawn.edition.pdf.open("rb") as stored:
        begins = stored.read(5)
    for client in (Client(), signed_in(withdrawn.marjorie)):
        answers = [client.get(path) for path in FILES]
        assert [answer.status_code for answer in answers] == [410] * len(FILES)
        assert [begins in answer.content for answer in answers] == [False] * len(FILES)
        assert [world.MINORITY in answer.content.decode() for answer in answers] == [False] * 7


def test_the_verify_page_says_so_and_links_to_nothing(withdrawn):
    page = words_of(Client().get(f"/verify/{withdrawn.edition.code}/").content.decode())

    assert "This document is genuine, but the group has taken it back." in page
    assert f"{SENTENCE} {WORDS}" in page
    assert world.draft().title not in page
    assert "Read the document" not in page


def test_the_library_says_so_without_the_title(withdrawn):
    page = words_of(Client().get("/publications/").content.decode())

    assert "HAR-2026-S01, edition 1, withdrawn on 3 April 2026 Withdrawn" in page
    assert world.draft().title not in page


def test_the_index_keeps_the_references_and_no_words(withdrawn):
    table = Client().get("/publications/messages.csv").content.decode()

    assert table.count(",withdrawn,") == 5
    assert [text for text, _counts, _outcome in world.MESSAGES if text in table] == []


@pytest.mark.parametrize(
    ("name", "status"),
    [("marjorie", 200), ("doreen", 200), ("sally", 200), ("rob", 410), ("hannah", 410)],
)
def test_members_and_the_secretary_still_read_it_in_the_group(withdrawn, name, status):
    answer = signed_in(getattr(withdrawn, name)).get(PAGE)
    page = words_of(answer.content.decode())

    assert (answer.status_code, world.MINORITY in page) == (status, status == 200)
    assert SENTENCE in page
    assert "Download as PDF" not in page


def test_nobody_finds_it_by_its_words_any_more(published):
    run_due_jobs()
    assert Document.objects.filter(kind="edition").count() == 1
    withdraw(published)
    run_due_jobs()

    assert Document.objects.filter(kind="edition").count() == 0


def test_the_frozen_rows_stay(withdrawn):
    edition = Edition.objects.get()

    assert (edition.text, edition.snapshot) == (withdrawn.edition.text, withdrawn.edition.snapshot)
    assert Release.objects.get().state == "published"
    assert events(withdrawn)[-1] == ("edition.withdrawn", "Marjorie Penhale")
    assert Record.objects.latest("pk").facts == {"edition_id": edition.pk}


# --- a corrected edition --------------------------------------------------------------------------


def test_a_corrected_edition_stands_at_the_same_address_and_the_old_one_says_so(
    withdrawn, monkeypatch
):
    next_edition(withdrawn, monkeypatch)
    now_there, before = Client().get(PAGE), Client().get("/publications/HAR-2026-S01/1/")
    old = words_of(before.content.decode())

    assert (now_there.status_code, before.status_code) == (200, 410)
    assert "as it always said" in now_there.content.decode()
    assert SENTENCE in old
    assert "Edition 2 of 3 April 2026 has taken its place." in old
    assert Client().get("/publications/HAR-2026-S01/1.pdf").status_code == 410
    assert world.draft().title in words_of(Client().get("/publications/").content.decode())


def test_an_earlier_edition_goes_with_the_one_that_stands(published, monkeypatch):
    next_edition(published, monkeypatch)
    before = Client().get("/publications/HAR-2026-S01/1/").status_code
    withdraw(published)

    assert before == 200
    for number in (1, 2):
        answer = Client().get(f"/publications/HAR-2026-S01/{number}/")
        assert (answer.status_code, "has taken its place" in answer.content.decode()) == (
            410,
            False,
        )
    old = words_of(Client().get(f"/verify/{published.edition.code}/").content.decode())
    assert "has taken it back" in old


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["doreen", "sally", "rob", "hannah", "dele"])
def test_only_a_chair_withdraws(published, name):
    with pytest.raises(Refused, match="Only the chair withdraws"):
        withdraw(published, name)
    assert Withdrawal.objects.count() == 0


def test_a_chair_of_another_group_does_not_know_a_readers_edition_and_may_not(published):
    Publication.objects.update(audience="readers")
    other = MembershipFactory(role="chair").user

    assert signed_in(other, fresh=True).get(WITHDRAW).status_code == 404
    assert signed_in(other, fresh=True).post(WITHDRAW, GIVEN).status_code == 404


def test_of_two_who_press_at_once_the_second_is_refused(withdrawn):
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(withdrawn, "tariq")
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(edition=withdrawn.edition, **GIVEN)


def test_what_was_superseded_is_withdrawn_by_the_edition_that_stands(published, monkeypatch):
    next_edition(published, monkeypatch)
    with pytest.raises(Refused, match="A later edition has replaced this one"):
        actions.withdraw_edition(actor=published.marjorie, edition=published.edition, **GIVEN)


def test_neither_a_withdrawal_nor_an_edition_is_changed(withdrawn):
    with pytest.raises(TypeError, match="cannot be changed"):
        Withdrawal.objects.get().save()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Mrs Whitcombe was named in it.", "“Whitcombe” occurs here. This is public: say it"),
        ("Write to doreen@example.org about it.", "This is public: leave out email addresses."),
        (f"It said: {world.INSIDE}.", "stand in a post too. This is public"),
    ],
)
def test_the_reason_names_nobody_and_repeats_no_post(published, words, sentence):
    client = signed_in(published.marjorie, fresh=True)
    answer = client.post(WITHDRAW, {**GIVEN, "words": words})
    page = words_of(answer.content.decode())

    assert (answer.status_code, Withdrawal.objects.count()) == (403, 0)
    assert sentence in page
    assert words in answer.content.decode()


def test_a_reason_and_words_are_asked_for(published):
    answer = signed_in(published.marjorie, fresh=True).post(WITHDRAW, {"reason": "", "words": " "})
    page = words_of(answer.content.decode())

    assert answer.status_code == 422
    assert "Select why you withdraw it" in page
    assert "Say in a sentence why it is withdrawn" in page


def test_the_chair_shows_a_factor_before_the_page_and_before_the_press(published):
    stale = signed_in(published.marjorie)
    for answer in (stale.get(WITHDRAW), stale.post(WITHDRAW, GIVEN)):
        assert answer["Location"].startswith("/accounts/2fa/reauthenticate/?next=")
    assert Withdrawal.objects.count() == 0


# --- who has it, who is told ----------------------------------------------------------------------


def reader_of(name, organisation):
    kind = Organisation.Kind.NATIONAL
    body, _new = Organisation.objects.get_or_create(name=organisation, defaults={"kind": kind})
    return OrganisationMembershipFactory(user=UserFactory(name=name), organisation=body).user


def test_the_page_that_asks_once_more_says_who_has_it_and_names_no_reader(published):
    for number in range(2):
        signed_in(reader_of(f"Reader {number}", "College of Policing")).get(PAGE)
    signed_in(published.doreen).get("/publications/HAR-2026-S01/1.txt")
    Client().get(PAGE)
    page = words_of(signed_in(published.marjorie, fresh=True).get(WITHDRAW).content.decode())

    assert "Anyone could read it and keep a copy without signing in." in page
    assert "College of Policing: 2 people have opened it" in page
    assert "People of the group: 1 person has opened it" in page
    assert "The police have its 4 key messages, and still answer them." in page
    assert "Reader 0" not in page


def test_who_opened_it_is_told_and_the_police_lead_and_the_group_and_nobody_else(published):
    opened, never = (reader_of(n, "College of Policing") for n in ("Opened", "Never"))
    signed_in(opened).get(PAGE)
    signed_in(opened).get("/publications/HAR-2026-S01/1.pdf")
    run_due_jobs()
    Notice.objects.all().delete()
    withdraw(published)
    run_due_jobs()
    notices = Notice.objects.filter(kind="edition.withdrawn")
    recipients = set(notices.values_list("recipient__name", flat=True))

    assert EditionReading.objects.filter(user=opened).count() == 1
    own = {
        name
        for name, role, _way in world.PEOPLE
        if role not in ("officer", "observer", "interpreter")
    }
    assert recipients == (own | {"Opened"}) - {"Marjorie Penhale"}
    assert never.name not in recipients
