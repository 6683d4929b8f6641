"""Row D5: a file is reached through the page that asks for the right, and lies under numbers."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import actions as people_actions
from core.clock import now
from core.jobs import run_due_jobs
from meetings import actions
from meetings.models import PaperVersion
from publications.models import Answer, Proof
from tests.architecture.tree import sources, text
from tests.factories import MeetingFactory, MembershipFactory
from tests.hostile.names import NAMES, PATHS, made_up
from tests.meetings.pages import url
from tests.meetings.slides import packs
from tests.pages.html import tree
from tests.publications.conftest import _files, approved, checked, harbour, prepared, published
from tests.signing_in import sign_in, signed_in

__all__ = ["_files", "approved", "checked", "harbour", "prepared", "published"]
pytestmark = pytest.mark.django_db
SECRET = "Cormorant at the pier"  # in the file as it was uploaded, in no page of it
ONLY_IN_FILES = (SECRET.encode(), b"root:", b"SECRET_KEY", b"SQLite format")
NUMBERS = re.compile(r"papers/\d+/1/original(_\w{7})?\.pdf")


@pytest.fixture
def pdf(tmp_path):
    """A PDF with one page, and a word that stands only in what the file says of itself."""
    content = packs.write_pdf(tmp_path / "a.pdf", "Options").read_bytes()
    return content + f"\n% {SECRET}\n".encode()


@pytest.fixture
def meeting(db):
    return MeetingFactory(pk=1)


@pytest.fixture
def secretary(meeting):
    return MembershipFactory(group=meeting.group, role="secretary").user


def stored_in():
    return Path(default_storage.location)


def everything_stored():
    return {path for path in stored_in().rglob("*") if path.is_file()}


def multipart(name, content):
    """A form post as a hand-made client sends it: the name exactly as it is."""
    encoded_name = name.encode("utf-8", "surrogateescape")
    head = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nOptions\r\n--x\r\n'
    head += b'Content-Disposition: form-data; name="file"; filename="' + encoded_name + b'"\r\n'
    return head + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n--x--\r\n"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_decides_nothing(meeting, secretary, pdf, name):
    before = everything_stored()
    body = multipart(f"{name}.pdf", pdf)
    address = url("paper-new", meeting.pk)
    answer = signed_in(secretary).post(
        address, data=body, content_type="multipart/form-data; boundary=x"
    )
    fresh = everything_stored() - before
    version = PaperVersion.objects.first()

    if answer.status_code in (400, 422):  # refused before anything is kept
        assert (version, fresh) == (None, set())
        return
    assert answer.status_code == 302
    assert NUMBERS.fullmatch(version.file.name)
    assert [path.relative_to(stored_in()).as_posix() for path in fresh] == [version.file.name]
    assert [
        header for header in answer.headers.values() if "pack" in header or "Set-Cookie" in header
    ] == []


@pytest.mark.long("forty files are taken in")
def test_forty_made_up_names_decide_nothing_either(meeting, secretary, pdf):
    for name in made_up(40):
        file = SimpleUploadedFile("x.pdf", pdf)
        file._name = f"{name}.pdf"  # past Django's own cleaning
        arguments = {"actor": secretary, "meeting": meeting, "title": "Options", "kind": "pdf"}
        version = actions.upload_paper(**arguments, file=file)
        assert NUMBERS.fullmatch(version.file.name)
        page = signed_in(secretary).get(url("paper", version.paper_id))
        assert tree(page).xpath("//script[not(@src)] | //@onerror") == []


@pytest.mark.parametrize("path", PATHS)
def test_an_address_that_was_made_up_leads_nowhere(meeting, secretary, pdf, path):
    arguments = {"actor": secretary, "meeting": meeting, "title": "Options", "kind": "pdf"}
    actions.upload_paper(**arguments, file=SimpleUploadedFile("a.pdf", pdf))
    client = sign_in(Client(raise_request_exception=False), secretary, fresh=True)
    for method in ("get", "post"):
        answer = getattr(client, method)(path)
        assert answer.status_code in (400, 404, 405)
        assert [word for word in ONLY_IN_FILES if word in answer.content] == []


# --- every file that the portal gives out ----------------------------------------------------

GIVING = {  # modules that send a file; another one belongs into FILES below
    "accounts/views/exports.py",
    "iag_portal/pages/letters.py",
    "iag_portal/pages/record.py",
    "meetings/views/calendars.py",  # times and links alone: tests/meetings/test_calendars.py
    "meetings/views/displays.py",  # a slide, to a screen: tests/meetings/test_slide_on_the_screen.py
    "meetings/views/minutes.py",
    "meetings/views/papers.py",
    "network/views/released.py",  # a table of words: tests/network/test_released.py
    "publications/views/editions.py",
    "publications/views/library.py",
    "publications/views/proofs.py",
    "publications/views/visit_notes.py",  # that photograph: tests/publications/test_visit_note_editions.py
    "visits/views/photographs.py",  # drawn anew: tests/visits/test_photographs.py
    "visits/views/visits.py",  # times and a link alone: tests/visits/test_visits.py
}
LOOKING = {  # modules that look whether an answer is a file or make one of it, and send none
    "core/files.py",
    "core/middleware/headers.py",
    "core/middleware/sent_forms.py",
}
SAFE = re.compile(r'(inline|attachment; filename="[\w-]+\.(pdf|zip|csv|txt|json)")')
FILES = {
    "slide": ("get", "/papers/{paper}/1/large.webp", "image/webp"),
    "copy of a paper": ("post", "/papers/copies/{copy}/", "application/pdf"),
    "own data": ("post", "/accounts/my-data/{export}/", "application/zip"),
    "record of a group": ("post", "/groups/{group}/record/file/", "text/csv"),
    "record of the installation": ("post", "/administration/record/file/", "text/csv"),
    "proof": ("get", "/publications/proof/{proof}/1.webp", "image/webp"),
    "edition": ("get", "/publications/HAR-2026-S01.pdf", "application/pdf"),
    "edition as text": ("get", "/publications/HAR-2026-S01.txt", "text/plain"),
    "edition as data": ("get", "/publications/HAR-2026-S01.json", "application/json"),
    "edition as a table": ("get", "/publications/HAR-2026-S01/1.csv", "text/csv"),
    "published messages": ("get", "/publications/messages.csv", "text/csv"),
    "earlier edition": ("get", "/publications/HAR-2026-S01/1.pdf", "application/pdf"),
}


def test_no_other_module_gives_out_files():
    users_of_files = {
        str(p)
        for p in sources()
        if re.search(r"FileResponse|Content-Disposition|file_response", text(p))
    }

    assert users_of_files == GIVING | LOOKING


@pytest.fixture
def numbers(published, pdf):
    """One of everything that can be downloaded, uploaded or made for the chair."""
    person = published.marjorie
    person.is_staff = True
    person.save()
    meeting = MeetingFactory(group=published.group, called_by=person)
    arguments = {"actor": published.sally, "meeting": meeting, "title": "Options", "kind": "pdf"}
    version = actions.upload_paper(**arguments, file=SimpleUploadedFile("a.pdf", pdf))
    export = people_actions.ask_own_data(actor=person)
    run_due_jobs()
    copy = actions.ask_paper_copy(actor=person, paper=version.paper)
    run_due_jobs()
    facts = {"reference": "HAR-2026-001", "decision": "done", "answered_at": now()}
    answer = Answer.objects.create(group=published.group, **facts)
    picture = default_storage.save("proofs/door.webp", ContentFile(b"RIFF"))
    pages = [{"number": 1, "picture": picture}]
    proof = Proof.objects.create(answer=answer, of_paper=1, is_photograph=True, pages=pages)
    files = {"paper": version.paper_id, "copy": copy.pk, "export": export.pk, "proof": proof.pk}
    return person, files | {"group": published.group.pk}


@pytest.mark.pdf
def test_every_file_may_do_nothing_and_has_a_name_of_ours(numbers):
    person, files = numbers
    for method, address, kind in FILES.values():
        client = signed_in(person, fresh=True)
        answer = getattr(client, method)(address.format(**files))

        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, kind)
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Cache-Control"] == "no-store, private"
        assert SAFE.fullmatch(answer["Content-Disposition"])
        assert SECRET.encode() not in answer.content


@pytest.mark.pdf
def test_no_file_is_there_for_who_has_not_signed_in_but_what_is_public(numbers):
    _person, files = numbers
    answers = {}
    for name, (method, address, _kind) in FILES.items():
        answer = getattr(Client(), method)(address.format(**files))
        answers[name] = answer.status_code

    assert {name for name, status in answers.items() if status == 200} == {
        "proof",
        "edition",
        "edition as text",
        "edition as data",
        "edition as a table",
        "published messages",
        "earlier edition",
    }
    assert set(answers.values()) == {200, 302, 401}  # led to signing in, or told to
