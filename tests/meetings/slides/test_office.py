"""PowerPoint to PDF through the real LibreOffice in the real sandbox."""

import subprocess
import uuid
from datetime import timedelta

import pypdfium2
import pytest
from pptx.util import Inches

from meetings.slides import office, pages
from meetings.slides.refusal import ConversionFailed
from tests.hostile.servers import counting
from tests.meetings.slides import packs
from tests.meetings.slides.test_sandbox import only, processes_with

pytestmark = pytest.mark.office

NOT_CONVERTED = "This pack could not be converted. Save it again, or upload it as a PDF instead."
MAGENTA = (255, 0, 255)


@pytest.fixture
def pack(tmp_path):
    """Write a pack and give its path and an empty folder to convert it in."""

    def pack(*titles, change=None):
        source = tmp_path / f"{uuid.uuid4()}.pptx"
        source.write_bytes(packs.deck(*titles, change=change))
        work = tmp_path / "work"
        work.mkdir()
        return source, work

    return pack


@pytest.fixture
def server():
    """The address of a picture on this machine, and what was asked of its server."""
    with counting() as (address, asked):
        yield f"{address}/logo.png", asked


def magenta_in(pdf):
    """Whether there is magenta, page by page."""
    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=1).to_pil().convert("RGB") for page in document]
    colours = [picture.getcolors(picture.width * picture.height) for picture in pictures]
    return [MAGENTA in {colour for _, colour in of_page} for of_page in colours]


def in_the_open(source, work):
    """Convert as anybody would, outside the sandbox, with the profile that lies in `work`."""
    command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(work), str(source)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return work / f"{source.stem}.pdf"


# There are two walls, and either alone must hold. The first line of the table is LibreOffice as
# it comes: there the pack does harm, so the lines below it are known to be able to fail.
WALLS = pytest.mark.parametrize(
    ("profile", "sandboxed", "gets_through"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
    ids=["no wall", "profile alone", "sandbox alone", "both"],
)


@pytest.fixture
def convert(monkeypatch):
    def convert(source, work, *, profile, sandboxed):
        if not profile:
            monkeypatch.setattr(office, "SECURITY", {})
        if sandboxed:
            return office.to_pdf(source, work, slides=2)
        office._write_profile(work / "profile")
        return in_the_open(source, work)

    return convert


@WALLS
def test_a_pack_that_links_to_a_web_address_and_to_a_file_of_this_machine_gets_neither(
    pack, server, tmp_path, convert, profile, sandboxed, gets_through
):
    address, asked = server
    secret = tmp_path / "secret.png"
    secret.write_bytes(packs.picture("magenta").getvalue())

    def link(deck):
        packs.link_picture(deck, address, number=1)
        packs.link_picture(deck, f"file://{secret}", number=2)

    source, work = pack("Web", "File", change=link)
    pdf = convert(source, work, profile=profile, sandboxed=sandboxed)

    assert (bool(asked), magenta_in(pdf)) == (gets_through, [gets_through, gets_through])


def test_hidden_slides_are_drawn_too_so_that_words_and_pictures_stay_together(pack):
    def hide(deck):
        deck.slides[1]._element.set("show", "0")

    source, work = pack("One", "Two", "Three", change=hide)
    pdf = office.to_pdf(source, work, slides=3)
    assert [page.text for page in pages.draw(pdf)] == ["One", "Two", "Three"]


def test_alternative_texts_are_kept_in_the_pdf(pack):
    def describe(deck):
        for slide, words in zip(deck.slides, ("A red door", "Ŵyl y môr"), strict=True):
            shape = slide.shapes.add_picture(packs.picture("red"), Inches(1), Inches(2))
            packs.describe(shape, words)

    source, work = pack("One", "Two", change=describe)
    pdf = office.to_pdf(source, work, slides=2)
    assert [page.descriptions for page in pages.draw(pdf)] == [["A red door"], ["Ŵyl y môr"]]


def test_a_slide_show_is_converted_like_a_presentation(pack):
    source, work = pack()
    source.write_bytes(packs.of_type(packs.SHOW))
    assert office.to_pdf(source, work, slides=1) == work / "out" / f"{source.stem}.pdf"


def test_a_conversion_that_fails_is_reported_although_libreoffice_ends_with_success(pack):
    source, work = pack()
    source.write_bytes(b"PK\x03\x04 not a package at all")
    with pytest.raises(ConversionFailed) as failure:
        office.to_pdf(source, work, slides=1)
    assert failure.value.sentence == NOT_CONVERTED
    assert failure.value.detail.startswith("soffice ended with 0, no PDF; ")


def test_a_pdf_with_another_number_of_pages_is_not_believed(pack):
    source, work = pack("One", "Two")
    with pytest.raises(ConversionFailed) as failure:
        office.to_pdf(source, work, slides=3)
    assert (failure.value.sentence, failure.value.detail) == (
        NOT_CONVERTED,
        "3 slides became 2 pages",
    )


def test_a_conversion_that_takes_too_long_is_ended_with_all_its_processes(pack):
    source, work = pack(*map(str, range(30)))
    with pytest.raises(ConversionFailed) as failure:
        office.to_pdf(source, work, slides=30, limit=timedelta(seconds=0.5))
    assert (failure.value.sentence, failure.value.detail) == (
        "This pack took too long to convert. Upload it as a PDF instead.",
        "soffice was killed after 0.5 s",
    )
    assert processes_with(source.name) == []


def test_libreoffice_is_never_started_outside_the_sandbox(pack, tmp_path, monkeypatch):
    source, work = pack("One")
    monkeypatch.setenv("PATH", only(tmp_path, "soffice", "prlimit"))
    with pytest.raises(FileNotFoundError):
        office.to_pdf(source, work, slides=1)
    assert not (work / "out").exists()
