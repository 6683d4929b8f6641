"""From an uploaded file to slides that can be read: the real conversion, by the real job."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.jobs import run_due_jobs
from core.jobs.models import Job, State
from meetings import actions, jobs
from meetings.models import PaperVersion
from meetings.slides.convert import SlideContent
from tests.factories import PaperVersionFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.slides import packs

pytestmark = pytest.mark.django_db


@pytest.fixture
def pdf(tmp_path):
    pages = ("Options\nKeep it open", "Cost\n96,000 a year")
    return packs.write_pdf(tmp_path / "options.pdf", *pages).read_bytes()


def upload(people, meeting, content, name="options.pdf", **more):
    file = SimpleUploadedFile(name, content)
    return actions.upload_paper(
        actor=people.secretary,
        meeting=meeting,
        title="Front counter: options",
        file=file,
        kind=name.rpartition(".")[2],
        **more,
    )


def test_a_pdf_becomes_slides_with_pictures_and_words(people, meeting, pdf):
    with recorded() as uploaded:
        version = upload(people, meeting, pdf, item=meeting.agenda.get(number=2))
    with recorded() as prepared:
        run_due_jobs()
    version.refresh_from_db()

    slides = list(version.slides.values_list("number", "title", "text", "width"))
    assert slides == [
        (1, "Options", "Options\nKeep it open", 1280),
        (2, "Cost", "Cost\n96,000 a year", 1280),
    ]
    assert all(slide.large.size and slide.small.size for slide in version.slides.all())
    assert (version.state, version.done, version.total) == (PaperVersion.State.READY, 2, 2)
    assert version.sha256 == hashlib.sha256(pdf).hexdigest()
    facts = {"meeting_id": meeting.pk, "paper_id": version.paper_id, "version_id": version.pk}
    assert uploaded == [("paper.uploaded", people.secretary.pk, facts)]
    assert prepared == [("paper.prepared", None, facts)]


@pytest.mark.office
def test_a_powerpoint_pack_becomes_slides_in_the_sandbox(people, meeting):
    version = upload(people, meeting, packs.deck("What we ask", "Footfall"), "options.pptx")
    run_due_jobs()
    version.refresh_from_db()

    assert (version.state, version.problem) == (PaperVersion.State.READY, "")
    assert list(version.slides.values_list("title", flat=True)) == ["What we ask", "Footfall"]
    assert all(slide.large.size for slide in version.slides.all())


def test_a_pack_that_cannot_be_converted_says_why_and_is_not_tried_for_ever(people, meeting, pdf):
    version = upload(people, meeting, pdf)
    with version.file.open("wb") as file:
        file.write(b"%PDF-1.7 torn off in the middle")
    with recorded() as records:
        run_due_jobs()
    version.refresh_from_db()

    assert version.state == PaperVersion.State.FAILED
    assert version.problem == (
        "This PDF is damaged and cannot be shown. Save it again, then try again."
    )
    assert [event for event, _, _ in records] == ["paper.failed"]
    assert Job.objects.get().state == State.DONE


def test_a_pack_whose_job_was_stopped_each_time_is_given_up(people, meeting, pdf):
    stuck, other = upload(people, meeting, pdf), upload(people, meeting, pdf)
    PaperVersion.objects.note_progress(stuck, 1, 2)
    Job.objects.filter(args=[stuck.pk]).update(state=State.FAILED)

    jobs.give_up_on_papers()
    for version in (stuck, other):
        version.refresh_from_db()

    assert (stuck.state, other.state) == (PaperVersion.State.FAILED, PaperVersion.State.WAITING)
    assert stuck.problem == (
        "This pack took too long to prepare. Upload it as a PDF, or in smaller parts."
    )
    with recorded() as records:
        jobs.give_up_on_papers()
    assert records == []


def test_a_second_run_of_the_job_changes_nothing(people, meeting, pdf):
    version = upload(people, meeting, pdf)
    run_due_jobs()
    before = list(version.slides.values())
    with recorded() as records:
        jobs.prepare_paper(version.pk)

    assert list(version.slides.values()) == before
    assert records == []


def test_hidden_slides_are_kept_and_not_counted(people, meeting, pdf):
    version = upload(people, meeting, pdf)
    contents = [
        SlideContent(number=1, title="Shown", text="", no_picture_reason="No office here."),
        SlideContent(number=2, title="Hidden", text="", hidden=True),
    ]
    actions.finish_paper(actor=None, version=version, slides=contents)
    version.refresh_from_db()

    assert (version.state, version.problem) == (PaperVersion.State.TEXT_ONLY, "No office here.")
    assert (version.total, version.slides.count()) == (1, 2)


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger"])
def test_only_chairs_and_secretary_upload(people, meeting, pdf, role):
    with refused("Only the chair and the secretary can do this."):
        actions.upload_paper(
            actor=getattr(people, role),
            meeting=meeting,
            title="Ours",
            file=SimpleUploadedFile("ours.pdf", pdf),
            kind="pdf",
        )


def test_no_paper_for_an_item_of_another_meeting_or_one_that_is_over(people, meeting, pdf):
    other = PaperVersionFactory(paper__meeting__group=people.group).paper.meeting
    item = other.agenda.create(number=1, title="Theirs")
    with refused("This item is on another agenda."):
        upload(people, meeting, pdf, item=item)
    actions.cancel_meeting(actor=people.chair, meeting=meeting)
    with refused("This meeting is over."):
        upload(people, meeting, pdf)
