"""The PDF of an edition: what it says, to whom it speaks, what it keeps to itself."""

import hashlib
import io
import json
import os
import subprocess
import sys

import pikepdf
import pytest
from django.conf import settings
from django.test import Client

from core import clock
from publications import actions, canonical
from publications.pdf import render
from publications.pdf.layout import style
from tests.pdf.conftest import seal_of
from tests.pdf.reading import body, failures, pages, structure, words_of
from tests.publications import harbour as world

pytestmark = pytest.mark.pdf
LAID_OUT: dict[str, bytes] = {}  # by this process, of each snapshot


@pytest.fixture
def pdf(snapshot):
    """Laid out once in a process: the same snapshot gives the same bytes, as a test below proves."""
    text = json.dumps(snapshot)
    if text not in LAID_OUT:
        LAID_OUT[text] = render(snapshot, seal_of(snapshot))
    return LAID_OUT[text]


def test_it_is_pdf_ua(pdf):
    assert failures(pdf) == []


def test_the_validator_would_mind_a_file_without_tags(snapshot):
    assert len(failures(render(snapshot, seal_of(snapshot), variant=None))) > 3


def test_pdf_text_and_canonical_text_are_the_same_words(pdf, snapshot):
    box = [str(canonical.HEADINGS["verify"]), *canonical.verification(seal_of(snapshot))]
    expected = f"{canonical.text(snapshot)} {' '.join(box)}"
    assert body(pdf).split() == expected.split()


def test_the_hash_it_prints_is_that_of_its_text(pdf, snapshot):
    digest = hashlib.sha256(canonical.text(snapshot).encode()).hexdigest()
    assert f"SHA-256 of the text: {digest}" in body(pdf)


def test_each_page_is_marked_above_and_below_and_numbered(pdf):
    read = pages(pdf)
    number = len(read)
    title = world.draft().title
    assert [above for above, _, _ in read] == ["OFFICIAL"] + [f"{title} OFFICIAL"] * (number - 1)
    assert [below for _, _, below in read] == [
        f"HAR-2026-S01 OFFICIAL Page {n} of {number}" for n in range(1, number + 1)
    ]


def test_the_marking_is_in_the_body_once_for_screen_readers(pdf):
    assert body(pdf).count("OFFICIAL") == 1


def test_headings_tables_language_title_and_alternative_text_are_there(pdf):
    kinds = [kind for kind, _ in structure(pdf)]
    assert kinds.count("H1") == 1
    assert kinds.count("H2") == 8
    assert kinds.count("H3") == 5
    assert kinds.count("Table") == 3
    assert [alt for kind, alt in structure(pdf) if kind == "Figure"] == [
        "QR code that opens the verify page of this document, code KM4Q-7TRW-B2XN"
    ]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo.Title) == world.draft().title
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.long("another program lays it out again")
def test_the_same_snapshot_gives_the_same_bytes_in_another_process(pdf, snapshot):
    input_text = json.dumps([snapshot, seal_of(snapshot)])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    made = subprocess.run(
        [sys.executable, "-m", "tests.pdf.render_again"],
        input=input_text.encode(),
        capture_output=True,
        check=True,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    assert made.stdout.decode().strip() == hashlib.sha256(pdf).hexdigest()


def test_another_word_gives_other_bytes(pdf, snapshot):
    other = {**snapshot, "lede": "Another opening."}
    assert render(other, seal_of(snapshot)) != pdf


def test_nothing_in_the_file_names_a_person_or_holds_what_was_said_inside(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        about = f"{document.docinfo.items()} {document.open_metadata()}"
    everything = f"{body(pdf)} {pages(pdf)} {structure(pdf)} {about}"
    assert [name for name in world.SURNAMES if name in everything] == []
    for inside in (world.INSIDE, world.REASON, world.SENSITIVE):
        assert inside not in everything


def test_what_was_not_agreed_stands_under_its_own_heading_with_both_views(pdf):
    text = body(pdf)
    advice, not_agreed = (text.rindex(str(canonical.HEADINGS[k])) for k in ("advice", "not_agreed"))
    library = text.rindex("Move the desk into the library.")
    assert advice < not_agreed < library < text.index(world.FOR) < text.index(world.AGAINST)
    assert "Move the desk into the library." not in text[advice:not_agreed]


def test_words_with_angle_brackets_are_printed_and_fetch_nothing(snapshot):
    evil = '<link rel=attachment href="file:///etc/passwd"><img src="http://localhost/x">'
    snapshot["lede"] = evil
    written = render(snapshot, seal_of(snapshot))
    assert evil in body(written)
    assert failures(written) == []
    assert b"/EmbeddedFile" not in written


@pytest.mark.long("lays out many pages")
def test_forty_messages_over_many_pages_stay_pdf_ua(snapshot):
    first = snapshot["messages"][2]  # with its minority statement
    snapshot["messages"] = [{**first, "reference": f"HAR-2026-{n:03}"} for n in range(100, 140)]
    written = render(snapshot, seal_of(snapshot))
    assert failures(written) == []


def test_the_page_and_the_pdf_say_the_same_and_neither_names_a_member(published_page):
    page, stored, edition = published_page
    text = words_of(page, 'class="app-document"')
    assert text.split() == body(stored).split()
    assert [name for name in world.SURNAMES if name in page or name in body(stored)] == []
    assert canonical.sha256(edition.text) == edition.text_sha256
    assert edition.text_sha256 in text
    assert hashlib.sha256(stored).hexdigest() == edition.pdf_sha256


def test_the_page_has_language_headings_in_order_and_alternative_text(published_page):
    page, _stored, edition = published_page
    assert '<html lang="en-gb"' in " ".join(page.lower().split())
    assert page.count("<h1") == 1
    article = page.partition('<article class="app-document">')[2].partition("<footer")[0]
    assert (article.count("<h2"), article.count("<h3")) == (8, 5)
    assert f"code {edition.code}" in page.partition('alt="QR code')[2].partition('"')[0]


@pytest.fixture
def published_page(harbour, settings, tmp_path):
    """The page of the Harbour edition, its file, and its row."""
    options = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": options},
    }
    with clock.at(world.PREPARED):
        release = actions.prepare_release(
            actor=harbour.sally, meeting=harbour.meeting, draft=world.draft()
        )
    with clock.at(world.CHECKED):
        actions.check_release(actor=harbour.rob, release=release, version=1)
    with clock.at(world.APPROVED):
        actions.approve_release(actor=harbour.marjorie, release=release, version=1)
    with clock.at(world.PUBLISHED):
        edition = actions.publish_edition(actor=harbour.sally, release=release, version=1)
    client = Client()
    page = client.get("/publications/HAR-2026-S01/").content.decode()
    return page, client.get("/publications/HAR-2026-S01.pdf").content, edition


def test_the_style_sheet_asks_for_our_own_files_only():
    addresses = {part.partition(")")[0] for part in style().split("url(")[1:]}
    assert addresses == {
        "asset:latin-400",
        "asset:latin-700",
        "asset:latin-ext-400",
        "asset:latin-ext-700",
    }
