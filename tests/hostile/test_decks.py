"""Rows D7, D8, D10: what packs and PDFs try, and what of them reaches a reader."""

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.jobs import run_due_jobs
from meetings import actions
from meetings.models import PaperVersion, Slide
from meetings.slides import office, sandbox
from meetings.slides.convert import convert
from meetings.slides.package import Kind, check_upload
from tests.hostile import packs as hostile
from tests.hostile.servers import counting
from tests.meetings.conftest import meeting, more_members, people, topic, whole_evening
from tests.meetings.pages import get, press, words
from tests.meetings.slides import packs
from tests.meetings.slides.test_office import in_the_open, magenta_in
from tests.meetings.slides.test_sandbox import only

__all__ = ["meeting", "more_members", "people", "topic", "whole_evening"]
State = PaperVersion.State
SAID = (hostile.AUTHOR, hostile.NOTES, hostile.COMMENT, "Kittiwake")


@pytest.fixture
def elsewhere(tmp_path):
    """A server that counts, and a picture on the disk of this machine: whatever gets them is magenta."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(packs.picture("magenta").getvalue())
    with counting() as (address, asked):
        yield address, secret, asked


def linking(address, secret):
    """Addresses as packs hold them: of the web, of shares, of files."""
    host = address.removeprefix("http://")
    return [
        f"{address}/web.png",
        secret.as_uri(),
        f"file://{host}/share.png",
        f"\\\\127.0.0.1@{host.partition(':')[2]}\\share\\unc.png",
        f"dav://{host}/dav.png",
        f"smb://{host}/smb.png",
        f"vnd.sun.star.webdav://{host}/star.png",
        "/etc/passwd",
    ]


@pytest.mark.office
def test_a_pack_with_every_kind_of_link_reaches_nobody_and_gets_no_file(elsewhere, tmp_path):
    address, secret, asked = elsewhere
    source, work = tmp_path / "pack.pptx", tmp_path / "work"
    source.write_bytes(hostile.deck_that_links(*linking(address, secret)))
    work.mkdir()
    pdf = office.to_pdf(source, work, slides=1)

    assert (asked, magenta_in(pdf)) == ([], [False])
    assert b"root:" not in pdf.read_bytes()


@pytest.mark.office
def test_without_walls_the_same_pack_asks_and_takes(elsewhere, tmp_path, monkeypatch):
    address, secret, asked = elsewhere
    source, work = tmp_path / "pack.pptx", tmp_path / "work"
    source.write_bytes(hostile.deck_that_links(*linking(address, secret)))
    monkeypatch.setattr(office, "SECURITY", {})
    work.mkdir()
    office._write_profile(work / "profile")
    pdf = in_the_open(source, work)

    assert ("GET", "/web.png") in asked
    assert magenta_in(pdf) == [True]


@pytest.fixture
def uploaded(people, meeting):
    """Upload as the page does it, let the worker do its work; the version as it then is."""

    def uploaded(content, name, **more):
        fields = {"title": "Options", "file": SimpleUploadedFile(name, content), **more}
        assert press(people.secretary, "paper-new", meeting.pk, fields=fields).status_code == 302
        run_due_jobs()
        return PaperVersion.objects.latest("pk")

    return uploaded


def read(stored):
    with stored.open("rb") as file:
        return file.read()


@pytest.mark.django_db
def test_a_pdf_that_reaches_out_reaches_nobody_and_gets_no_file(elsewhere, uploaded):
    address, secret, asked = elsewhere
    version = uploaded(hostile.pdf_that_reaches_out(address, secret), "pack.pdf")
    (slide,) = version.slides.all()
    picture = Image.open(io.BytesIO(read(slide.large))).convert("RGB")

    assert (version.state, asked) == (State.READY, [])
    assert (255, 0, 255) not in {
        colour for _n, colour in picture.getcolors(picture.width * picture.height)
    }
    assert [word for word in SAID if word in f"{slide.title} {slide.text}"] == []


@pytest.mark.django_db
def test_what_a_reader_takes_home_of_a_pdf_has_no_link_script_or_attachment(
    people, elsewhere, uploaded
):
    address, secret, _asked = elsewhere
    version = uploaded(hostile.pdf_that_reaches_out(address, secret), "pack.pdf")
    copy = actions.ask_paper_copy(actor=people.member, paper=version.paper)
    run_due_jobs()
    copy.refresh_from_db()
    with pikepdf.open(Path(version.file.storage.path(copy.file))) as pdf:
        text = b"".join(
            part.unparse(resolved=True)
            for part in pdf.objects
            if not isinstance(part, pikepdf.Stream)
        )

    leftovers = [
        word
        for word in (
            b"/JavaScript",
            b"/Launch",
            b"/URI",
            b"/EmbeddedFile",
            b"/AcroForm",
            address.encode(),
            hostile.AUTHOR.encode(),
        )
        if word in text
    ]
    assert leftovers == []


@pytest.mark.django_db
def test_without_a_sandbox_conversion_is_off_and_the_page_says_what_to_do(
    people, meeting, uploaded, tmp_path, monkeypatch, elsewhere
):
    address, secret, asked = elsewhere
    monkeypatch.setenv("PATH", only(tmp_path, "soffice", "prlimit"))
    sandbox._probe.cache_clear()
    version = uploaded(hostile.deck_that_links(*linking(address, secret)), "pack.pptx")
    page, form = (
        get(people.member, "paper", version.paper_id),
        get(people.secretary, "paper-new", meeting.pk),
    )
    sandbox._probe.cache_clear()

    sentence = "PowerPoint slides cannot be shown as pictures here. Upload a PDF instead."
    assert (version.state, asked) == (State.TEXT_ONLY, [])
    assert [bool(slide.large) for slide in version.slides.all()] == [False]
    assert [sentence in words(page_shown) for page_shown in (page, form)] == [True, True]


# --- what a pack says besides its slides --------------------------------------------------------


@pytest.mark.office
@pytest.mark.django_db
@pytest.mark.long("LibreOffice converts a pack, and each way to it is read")
def test_notes_comments_author_and_hidden_slides_reach_no_reader(people, uploaded):
    version = uploaded(hostile.deck_that_says_too_much(), "pack.pptx")
    pk = version.paper_id
    shown = [
        get(people.member, *page).content.decode()
        for page in (("paper", pk), ("paper-text", pk), ("slide", pk, 1))
    ]
    kept = [
        content
        for slide in version.slides.all()
        for content in (read(slide.large), read(slide.small))
    ]

    assert version.state == State.READY
    assert [word for word in SAID for page in shown if word in page] == []
    assert [word for word in SAID for content in kept if word.encode() in content] == []
    assert [
        Image.open(io.BytesIO(content)).info.keys() & {"exif", "xmp", "icc_profile"}
        for content in kept
    ] == [set()] * len(kept)
    assert Slide.objects.exclude(notes="").count() == 0


@pytest.mark.office
@pytest.mark.django_db
def test_notes_that_the_presenter_shares_are_read_and_nothing_else_of_it(people, uploaded):
    version = uploaded(hostile.deck_that_says_too_much(), "pack.pptx", notes_shared="on")
    pk = version.paper_id
    for page in (("paper-text", pk), ("slide", pk, 1)):
        text = words(get(people.member, *page))
        assert [word for word in SAID if word in text] == [hostile.NOTES]


# --- bombs --------------------------------------------------------------------------------------

DRAW = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from meetings.slides import pages
from meetings.slides.memory import at_most
with at_most(256 * 1024**2):
    list(pages.draw(Path(sys.argv[1])))
print("drawn")
"""


@pytest.mark.parametrize(
    ("size", "drawn"), [(1000, True), (300 * 1024**2, False)], ids=["a page", "a bomb"]
)
@pytest.mark.long("unpacks until the memory of a process is full")
def test_a_drawing_that_unpacks_to_300_mb_ends_its_own_process_and_no_other(tmp_path, size, drawn):
    file = tmp_path / "pack.pdf"
    file.write_bytes(hostile.pdf_that_unpacks_to(size))
    assert file.stat().st_size < 400_000
    with file.open("rb") as opened:
        check_upload(opened, file.name)  # nothing of it is unpacked yet
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(file)], capture_output=True, text=True, check=False
    )

    assert (done.returncode == 0, done.stdout == "drawn\n") == (drawn, drawn)


def test_pages_in_a_circle_come_to_an_end(tmp_path):
    file = tmp_path / "circle.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.Root.Pages.Count = 2
        pdf.save(file)
    slides = convert(file, Kind.PDF, tmp_path, lambda done, total: None)
    assert len(slides) <= 2
