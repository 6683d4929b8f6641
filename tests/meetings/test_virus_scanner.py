"""Row D9: what a scanner finds is gone; without its answer a file waits and is seen by nobody."""

import io

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from core import antivirus
from core.jobs import run_due_jobs
from meetings import actions, jobs
from meetings.models import PaperVersion, Slide
from tests.meetings.outcomes import recorded
from tests.meetings.pages import get, words
from tests.meetings.scanners import HARMFUL, real_clamd, scanner
from tests.meetings.slides import packs
from tests.pages.html import problems

State = PaperVersion.State
GONE = (
    "The virus scanner found something harmful in this file, so it was deleted. Nobody could open"
    " it. Check the computer that it came from before you upload another file."
)
WAITS = "The virus scanner does not answer at the moment. The file waits, and nobody can open it."
FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
ILL = {
    "the file is too large for it": b"INSTREAM size limit exceeded. ERROR\0",
    "it has no memory": b"stream: Can't allocate memory ERROR\0",
    "it hangs up": b"",
    "it says something else": b"HTTP/1.1 200 OK\r\n\r\nstream: OK\0",
    "it speaks of another file": b"/etc/passwd: OK\0",
    "its answer never ends": b"stream: OK " * 1000,
}


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    with real_clamd(tmp_path_factory.mktemp("clamd")) as address:
        yield address


@pytest.fixture
def pdf(tmp_path):
    return packs.write_pdf(tmp_path / "a.pdf", "Options\nKeep it open").read_bytes()


@pytest.fixture
def work(django_capture_on_commit_callbacks):
    """Let the worker do everything that is due, and what follows when it is committed."""

    def work():
        with django_capture_on_commit_callbacks(execute=True):
            run_due_jobs()

    return work


def upload(people, meeting, content, kind="pdf"):
    file = SimpleUploadedFile(f"options.{kind}", content)
    arguments = {"actor": people.secretary, "meeting": meeting, "title": "Options", "kind": kind}
    return actions.upload_paper(**arguments, file=file)


def state_of(version):
    version.refresh_from_db()
    return version.state


# --- the client ----------------------------------------------------------------------------


@pytest.mark.scanner
def test_a_real_clamd_tells_the_harmful_from_the_harmless(settings, clamd):
    settings.CLAMD = clamd
    verdicts = [antivirus.scan(io.BytesIO(content)) for content in (HARMFUL, b"a pack", b"")]

    assert verdicts == ["Portal.Test.Harmful.UNOFFICIAL", "", ""]
    assert antivirus.answers()


def test_a_file_arrives_whole_however_long_it_is(settings):
    content = bytes(range(256)) * 1000  # four pieces, the last one short
    with scanner() as server:
        settings.CLAMD = server.address
        assert (antivirus.scan(io.BytesIO(content)), server.heard) == ("", [content])


@pytest.mark.parametrize("answer", ILL.values(), ids=ILL)
def test_an_answer_that_is_neither_yes_nor_no_is_not_believed(settings, answer):
    with scanner(answer) as server:
        settings.CLAMD = server.address
        with pytest.raises(antivirus.ScannerDown):
            antivirus.scan(io.BytesIO(b"a pack"))


@pytest.mark.parametrize("place", ["unix://{}/no.ctl", "tcp://127.0.0.1:1"])
def test_a_scanner_that_is_not_there_does_not_answer(settings, tmp_path, place):
    settings.CLAMD = place.format(tmp_path)

    assert not antivirus.answers()
    with pytest.raises(antivirus.ScannerDown):
        antivirus.scan(io.BytesIO(b"a pack"))


@pytest.mark.parametrize("chosen", ["", "none"])
def test_where_there_is_none_nothing_is_asked(settings, chosen):
    settings.CLAMD = chosen

    assert (antivirus.scan(io.BytesIO(HARMFUL)), antivirus.answers()) == ("", True)


def test_the_system_check_names_a_scanner_that_is_away(settings, tmp_path, capsys):
    settings.CLAMD = f"unix://{tmp_path}/no.ctl"
    call_command("check")
    assert "iag.W004" in capsys.readouterr().err

    with scanner() as server:
        settings.CLAMD = server.address
        call_command("check")
    assert "iag.W004" not in capsys.readouterr().err


# --- something is found ----------------------------------------------------------------------


@pytest.fixture
def rejected(people, meeting, settings, pdf, work):
    with scanner(FOUND) as server:
        settings.CLAMD = server.address
        version = upload(people, meeting, pdf)
        stored = version.file.name
        with recorded() as records:
            work()
    return version, stored, records


def test_the_harmful_file_is_gone_and_nothing_was_made_of_it(rejected):
    version, stored, _records = rejected

    assert (state_of(version), version.file.name, version.problem) == (State.REJECTED, "", GONE)
    assert not default_storage.exists(stored)
    assert not Slide.objects.exists()


def test_who_uploaded_it_is_told_by_mail_and_on_the_page(people, rejected):
    version, _stored, _records = rejected
    (letter,) = mail.outbox
    page = get(people.secretary, "paper", version.paper_id)

    assert letter.to == [people.secretary.email]
    assert f"/papers/{version.paper_id}/" in letter.body
    assert [
        word for word in ("Options", "virus", "options.pdf") if word in letter.subject + letter.body
    ] == []
    assert (GONE in words(page), problems(page)) == (True, [])


def test_the_record_says_that_it_was_rejected(meeting, rejected):
    version, _stored, records = rejected
    facts = {"meeting_id": meeting.pk, "paper_id": version.paper_id, "version_id": version.pk}

    assert records == [("paper.rejected", None, facts)]


def test_a_second_look_changes_nothing(rejected, work):
    version, _stored, _records = rejected
    with recorded() as records:
        jobs.prepare_paper(version.pk)
        jobs.give_up_on_papers()
        jobs.scan_again()
        work()

    assert (records, state_of(version)) == ([], State.REJECTED)


@pytest.mark.scanner
def test_a_real_clamd_finds_it_inside_a_powerpoint_pack(people, meeting, settings, clamd, work):
    settings.CLAMD = clamd
    pack = packs.rezip(packs.deck("One"), add={"ppt/media/image9.bin": HARMFUL})
    version = upload(people, meeting, pack, "pptx")
    work()

    assert (state_of(version), version.file.name) == (State.REJECTED, "")


@pytest.mark.scanner
def test_a_pack_that_a_real_clamd_lets_pass_becomes_slides(
    people, meeting, settings, clamd, pdf, work
):
    settings.CLAMD = clamd
    version = upload(people, meeting, pdf)
    work()

    assert (state_of(version), version.slides.count()) == (State.READY, 1)


# --- the scanner is away ----------------------------------------------------------------------


@pytest.fixture
def waiting(people, meeting, settings, tmp_path, pdf, work):
    settings.CLAMD = f"unix://{tmp_path}/no.ctl"
    version = upload(people, meeting, pdf)
    work()
    return version


def test_while_the_scanner_is_away_the_file_waits_and_nobody_sees_any_of_it(people, waiting):
    assert (state_of(waiting), Slide.objects.count()) == (State.UNSCANNED, 0)
    assert default_storage.exists(waiting.file.name)
    for reader in (people.secretary, people.chair, people.member):
        page = get(reader, "paper", waiting.paper_id)
        assert (WAITS in words(page), problems(page)) == (True, [])
        assert get(reader, "slide-large", waiting.paper_id, 1).status_code == 404
        assert "Keep it open" not in words(get(reader, "paper-text", waiting.paper_id))


def test_it_is_tried_again_and_goes_on_once_the_scanner_answers(settings, waiting, work):
    jobs.scan_again()
    work()
    still = state_of(waiting)
    with scanner() as server:
        settings.CLAMD = server.address
        jobs.scan_again()
        work()

    assert (still, state_of(waiting), waiting.slides.count()) == (State.UNSCANNED, State.READY, 1)
    assert len(server.heard) == 1


def test_what_waited_and_is_harmful_is_gone_then(settings, waiting, work):
    with scanner(FOUND) as server:
        settings.CLAMD = server.address
        jobs.scan_again()
        work()

    assert (state_of(waiting), waiting.file.name) == (State.REJECTED, "")


def test_it_is_tried_again_by_the_clock():
    assert jobs.scan_again.every.total_seconds() == 60
