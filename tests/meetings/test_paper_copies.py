"""Row D12: a copy of a paper is one reader's: their name on every page, a number, and a day to fetch it."""

import io

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from PIL import ImageChops, ImageStat

from accounts.models import Membership, User
from core.audit.chain import head
from core.clock import at, now
from core.dates import day_and_time
from core.jobs import run_due_jobs
from core.marking import Marking
from meetings import actions, jobs
from meetings.models import PaperCopy
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.meetings.sensitive import COLOURS, copy_for, pixels, sensitive_paper, stored, taken
from tests.pages.html import problems
from tests.pdf.reading import failures
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
pdf_is_there = pytest.mark.pdf
SENSITIVE, OFFICIAL = Marking.OFFICIAL_SENSITIVE, Marking.OFFICIAL


@pytest.fixture
def paper(people, meeting):
    people.member.name = "Siân Ŵyn-Łukasz"
    people.member.save()
    return sensitive_paper(meeting)


@pytest.fixture
def copied(people, paper):
    """The member's copy, and what it is when it is downloaded."""
    copy = copy_for(people.member, paper)
    return copy, taken(people.member, copy).content


@pdf_is_there
def test_every_page_of_a_copy_carries_marking_name_time_number_and_head(people, copied):
    copy, content = copied
    wanted = [
        "OFFICIAL-SENSITIVE",
        f"Copy {copy.pk} · {people.member.name} · {day_and_time(copy.asked_at)}",
        f"Record {copy.head}",
    ]
    with pypdfium2.PdfDocument(content) as document:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
        metadata = document.get_metadata_dict()

    assert [[word for word in wanted if word not in page] for page in pages] == [[]] * len(pages)
    assert (len(pages) >= 1, copy.head) == (True, copy.head)
    assert (metadata["Author"], f"copy {copy.pk} for" in metadata["Subject"]) == (
        people.member.name,
        True,
    )


@pdf_is_there
def test_the_head_is_that_of_the_group_when_it_was_asked_for(people, meeting, paper):
    press(people.chair, "copy-ask", paper.pk)  # something is on the record
    before = head(meeting.group_id)

    assert (copy_for(people.member, paper).head, len(before)) == (before, 12)


@pdf_is_there
def test_a_copy_reads_well_and_leaves_out_what_its_reader_may_not_have(copied):
    _copy, content = copied
    with pypdfium2.PdfDocument(content) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)

    assert failures(content) == []
    assert [w for w in ("Words of What we ask", "Chart of Footfall") if w not in text] == []
    assert "Secret slide" not in text


@pdf_is_there
def test_the_pictures_inside_a_copy_carry_the_name_too(copied):
    _copy, content = copied
    with pikepdf.open(io.BytesIO(content)) as document:
        inside = {
            picture.objgen: picture
            for page in document.pages
            for picture in page.get_images().values()
        }
        pictures = [
            pikepdf.PdfImage(picture).as_pil_image().convert("RGB") for picture in inside.values()
        ]
    plain = [pixels(stored(colour, (640, 360))) for colour in (COLOURS[0], COLOURS[2])]

    differences = [
        max(high for _low, high in ImageStat.Stat(ImageChops.difference(*two)).extrema)
        for two in zip(pictures, plain, strict=True)
    ]
    assert [difference >= 15 for difference in differences] == [True, True]


@pdf_is_there
def test_the_page_leads_to_the_copy_and_the_record_to_who_took_it(people, meeting, paper):
    offered = words(get(people.member, "paper", paper.pk))
    with recorded() as records:
        answer = press(people.member, "copy-ask", paper.pk)
        making = get(people.member, "paper", paper.pk)
        run_due_jobs()
        copy = PaperCopy.objects.get()
        ready = get(people.member, "paper", paper.pk)
        file = taken(people.member, copy)

    facts = {"meeting_id": meeting.pk, "paper_id": paper.pk, "version_id": paper.version.pk}
    traced = facts | {"copy_id": copy.pk}
    assert "Make a copy (PDF)" in offered
    assert (answer.status_code, "Your copy is being made." in words(making)) == (302, True)
    assert (f"Copy {copy.pk} is ready." in words(ready), problems(ready)) == (True, [])
    assert (
        file["Content-Disposition"]
        == f'attachment; filename="OFFICIAL-SENSITIVE-paper-{paper.pk}-copy-{copy.pk}.pdf"'
    )
    assert [record for record in records if record[0].startswith("paper")] == [
        ("paper_copy.asked", people.member.pk, traced),
        ("paper_copy.taken", people.member.pk, traced),
    ]


@pdf_is_there
def test_asking_twice_gives_the_same_copy(people, paper):
    first = actions.ask_paper_copy(actor=people.member, paper=paper)
    with recorded() as records:
        assert actions.ask_paper_copy(actor=people.member, paper=paper) == first
    assert records == []


@pdf_is_there
@pytest.mark.parametrize("role", ["chair", "secretary", "police_lead", "stranger", "administrator"])
def test_nobody_else_gets_it(people, copied, role):
    copy, _content = copied

    assert taken(getattr(people, role), copy).status_code == 404


@pdf_is_there
def test_who_left_the_group_gets_it_no_more(people, copied):
    copy, _content = copied
    Membership.objects.filter(user=people.member).update(ends_at=now())

    assert taken(people.member, copy).status_code == 404
    member = User.objects.get(pk=people.member.pk)  # as the next request finds them
    with refused("You do not have access to this paper."):
        actions.take_paper_copy(actor=member, copy=copy)


@pdf_is_there
def test_after_a_day_the_file_is_gone_and_the_number_still_leads_to_who_took_it(
    people, copied, django_capture_on_commit_callbacks
):
    copy, _content = copied
    name = copy.file
    with at(copy.expires_at):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.remove_copies()
        answer = taken(people.member, copy)
    copy.refresh_from_db()

    assert (answer.status_code, default_storage.exists(name), copy.file) == (404, False, "")
    assert copy.user == people.member


@pytest.mark.parametrize("role", ["stranger", "administrator"])
def test_who_may_not_read_the_paper_gets_no_copy(people, paper, role):
    assert press(getattr(people, role), "copy-ask", paper.pk).status_code == 404
    with refused("You do not have access to this paper."):
        actions.ask_paper_copy(actor=getattr(people, role), paper=paper)


def test_where_no_pdf_can_be_made_the_page_says_who_installs_what(people, paper, monkeypatch):
    monkeypatch.setattr("core.pdf.tools.missing", lambda: ("pango-1.0",))
    client = signed_in(people.member)
    page = client.post(url("copy-ask", paper.pk), follow=True)

    assert "a system library (pango) is missing" in words(page)
    assert not PaperCopy.objects.exists()
