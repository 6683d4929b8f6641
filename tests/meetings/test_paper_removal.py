"""A wrong file goes at once: who may, what goes with it, what stays to be read of it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import LegalHold
from core.jobs import run_due_jobs
from meetings import actions, jobs
from meetings.models import PaperCopy, PaperVersion, Slide
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.meetings.slides import packs
from tests.meetings.test_paper_job import upload
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
SECRET = "Witness list: Anna Example"


@pytest.fixture
def paper(people, meeting, django_capture_on_commit_callbacks):
    """With a file, a slide with its two pictures, and a member's copy, all with its words."""
    paper = PaperFactory(meeting=meeting, item=meeting.agenda.get(number=2), title="Options")
    version = PaperVersionFactory(paper=paper, uploaded_by=people.secretary, file_name=SECRET)
    version.file.save(f"papers/{paper.pk}/1/original.pdf", ContentFile(SECRET.encode()))
    slide = SlideFactory(version=version, number=1, title=SECRET, text=SECRET)
    for name in ("large", "small"):
        getattr(slide, name).save(f"papers/{paper.pk}/1-{name}.webp", ContentFile(b"RIFF"))
    copy = actions.ask_paper_copy(actor=people.member, paper=paper)
    PaperCopy.objects.note_ready(copy, SECRET.encode())
    return paper


def stored(paper):
    """Names of all files that hold something of the paper."""
    names = list(PaperCopy.objects.exclude(file="").values_list("file", flat=True))
    names += [version.file.name for version in paper.versions.exclude(file="")]
    for slide in Slide.objects.filter(version__paper=paper):
        names += [slide.large.name, slide.small.name]
    return names


@pytest.mark.parametrize("role", ["secretary", "chair"])
def test_the_files_the_slides_and_the_copies_go_and_who_did_it_stays(
    people, paper, role, django_capture_on_commit_callbacks
):
    names = stored(paper)
    with recorded() as records, django_capture_on_commit_callbacks(execute=True):
        actions.remove_paper(actor=getattr(people, role), paper=paper)
    version = paper.versions.get()

    assert (len(names), [name for name in names if default_storage.exists(name)]) == (4, [])
    assert (version.state, version.file.name, version.file_name) == ("removed", "", "")
    assert version.removed_by == getattr(people, role)
    assert Slide.objects.count() == 0
    facts = {
        "meeting_id": paper.meeting_id,
        "paper_id": paper.pk,
        "version_id": version.pk,
    }
    assert records == [("paper.removed", getattr(people, role).pk, facts)]


def test_the_page_asks_first_then_says_who_removed_it_and_nothing_of_what_it_was(people, paper):
    answer = get(people.secretary, "paper-remove", paper.pk)
    done = press(people.secretary, "paper-remove", paper.pk)
    page = get(people.member, "paper", paper.pk)

    assert "Remove this paper? The file, its slides and all copies" in words(answer)
    assert (done.status_code, done.url) == (302, url("paper", paper.pk))
    assert f"{people.secretary.name} removed this paper on" in words(page)
    assert "Remove this paper" not in words(get(people.secretary, "paper", paper.pk))
    for name in ("paper", "paper-text"):
        assert SECRET not in words(get(people.member, name, paper.pk))
    assert get(people.member, "slide", paper.pk, 1).status_code == 404
    assert "Removed" in words(get(people.member, "meeting", paper.meeting_id))
    assert "Read: Options" not in words(get(people.member, "meeting", paper.meeting_id))
    assert [problems(page_shown) for page_shown in (answer, page)] == [[], []]


def test_the_copies_of_readers_are_not_there_any_more(people, paper):
    copy = PaperCopy.objects.get()
    actions.remove_paper(actor=people.chair, paper=paper)
    assert press(people.member, "copy-file", copy.pk).status_code == 404
    PaperCopy.objects.note_ready(copy, b"laid out too late")
    assert PaperCopy.objects.get().file == ""


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_cannot_and_find_no_way(people, paper, role):
    with refused("Only who uploaded this paper, the chair and the secretary can do this."):
        actions.remove_paper(actor=getattr(people, role), paper=paper)
    assert get(getattr(people, role), "paper-remove", paper.pk).status_code == 403
    assert "Remove this paper" not in words(get(getattr(people, role), "paper", paper.pk))


def test_who_uploaded_it_can_although_they_are_no_secretary_any_more(people, paper):
    paper.versions.update(uploaded_by=people.member)
    actions.remove_paper(actor=people.member, paper=paper)
    assert paper.versions.get().removed_by == people.member


@pytest.mark.parametrize("on", ["meeting", "topic"])
def test_nothing_of_a_meeting_under_a_legal_hold_is_removed(people, paper, topic, on):
    held = topic if on == "topic" else paper.meeting
    LegalHold.objects.begin(held, paper.group_id, people.chair, "An inquest")
    with refused("A legal hold covers this meeting: nothing of it can be removed."):
        actions.remove_paper(actor=people.chair, paper=paper)
    assert Slide.objects.count() == 1


def test_it_is_removed_once(people, paper):
    actions.remove_paper(actor=people.chair, paper=paper)
    with refused("This paper is removed already."):
        actions.remove_paper(actor=people.secretary, paper=paper)


def test_an_open_meeting_stops_showing_its_slide(people, paper, open_meeting):
    actions.show_slide(actor=people.chair, meeting=open_meeting, slide=Slide.objects.get())
    assert SECRET in words(get(people.member, "live", open_meeting.pk))
    actions.remove_paper(actor=people.secretary, paper=paper)
    open_meeting.refresh_from_db()
    assert open_meeting.slide is None
    assert SECRET not in words(get(people.member, "live", open_meeting.pk))


def test_a_job_that_prepares_what_is_removed_comes_to_nothing(people, meeting, tmp_path):
    pdf = packs.write_pdf(tmp_path / "wrong.pdf", SECRET).read_bytes()
    version = upload(people, meeting, pdf)
    before = PaperVersion.objects.get(pk=version.pk)
    actions.remove_paper(actor=people.secretary, paper=version.paper)
    run_due_jobs()
    assert Slide.objects.count() == 0
    actions.finish_paper(actor=None, version=before, slides=[])  # it was nearly done
    jobs.give_up_on_papers()
    assert PaperVersion.objects.get(pk=version.pk).state == PaperVersion.State.REMOVED


def test_a_corrected_file_of_the_same_name_says_which_it_replaces(people, paper):
    later = PaperFactory(meeting=paper.meeting, item=paper.item, title="options")
    PaperVersionFactory(paper=later)
    old, new = (
        words(get(people.member, "paper", shown_paper.pk)) for shown_paper in (paper, later)
    )

    assert "There is a newer one: uploaded on" in old
    assert "It replaces the one of" in new
    actions.remove_paper(actor=people.chair, paper=paper)
    assert "replaces" not in words(get(people.member, "paper", later.pk))
