"""Row D12: what one person sees of sensitive papers, and takes of any, carries their name."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from PIL import Image, ImageChops, ImageStat

from accounts.models import Membership, User
from deliberation.models import Marking
from iag_portal.audit.chain import head
from iag_portal.clock import at, now
from iag_portal.dates import day_and_time
from iag_portal.jobs import run_due_jobs
from meetings import actions, jobs
from meetings.copies.picture import marked
from meetings.models import PaperCopy
from tests.accounts.test_gate import every_address
from tests.factories import MeetingFactory, MembershipFactory, PostFactory
from tests.meetings.deeds import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.meetings.sensitive import COLOURS, SIZES, copy_for, sensitive_paper, stored, taken
from tests.pages.html import problems, tree
from tests.pdf.reading import failures
from tests.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db
pdf_is_there = pytest.mark.pdf
SENSITIVE, OFFICIAL = Marking.OFFICIAL_SENSITIVE, Marking.OFFICIAL


@pytest.fixture
def paper(people, meeting):
    people.member.name = "Siân Ŵyn-Łukasz"
    people.member.save()
    return sensitive_paper(meeting)


def pixels(content):
    return Image.open(io.BytesIO(content)).convert("RGB")


# --- pages -----------------------------------------------------------------------------------

PAGES = [("meeting",), ("paper",), ("paper-text",), ("slide", 1)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_a_sensitive_page_carries_its_readers_name_and_the_time_and_reads_it_to_nobody(
    people, meeting, paper, page
):
    pk = meeting.pk if page[0] == "meeting" else paper.pk
    with at(now()):
        answer = get(people.member, page[0], pk, *page[1:])
        moment = day_and_time(now())
    (mark,) = tree(answer).xpath("//*[@data-watermark]")

    said = {row.get("data-whose") for row in mark.iter() if row.get("data-whose")}
    assert said == {f"OFFICIAL-SENSITIVE · {people.member.name} · {moment}"}
    assert (mark.get("aria-hidden"), mark.text_content().strip()) == ("true", "")
    assert problems(answer) == []


def test_every_reader_sees_their_own_name_and_no_other(people, paper):
    for reader, other in ((people.member, people.chair), (people.chair, people.member)):
        page = get(reader, "paper", paper.pk).content.decode()
        assert (f"· {reader.name} ·" in page, f"· {other.name} ·" in page) == (True, False)


def test_an_official_page_carries_none(people, meeting):
    paper = sensitive_paper(meeting, marking=OFFICIAL)

    assert b"data-watermark" not in get(people.member, "paper", paper.pk).content


def test_a_sensitive_topic_and_the_live_page_carry_it_too(people, topic, open_meeting):
    topic.marking = SENSITIVE
    topic.save()
    PostFactory(topic=topic)
    sensitive_paper(open_meeting)
    for address in (f"/topics/{topic.pk}/", f"/meetings/{open_meeting.pk}/live/"):
        assert b"data-watermark" in signed_in(people.chair).get(address).content


def test_a_name_is_only_ever_text(people, paper):
    people.member.name = '"><img src=x onerror=alert(1)> & <b>'
    people.member.save()
    page = tree(get(people.member, "paper", paper.pk))

    assert page.xpath("//img[@src='x'] | //@onerror") == []
    assert people.member.name in page.xpath("//@data-whose")[0]


# --- pictures ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["large", "small"])
def test_a_slide_carries_its_readers_name_in_the_picture(people, paper, size):
    with at(now()):
        answer = get(people.member, f"slide-{size}", paper.pk, 1)
        said = f"OFFICIAL-SENSITIVE · {people.member.name} · {day_and_time(now())}"
    with getattr(paper.version.slides.get(number=1), size).open("rb") as file:
        original = file.read()

    assert answer.content == marked(original, said)
    assert answer.content != marked(original, said.replace(people.member.name, "Somebody"))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("colour", [*COLOURS, "#777777", "#000000"])
def test_the_name_is_seen_on_every_colour_and_hides_nothing(colour):
    plain = stored(colour, (1280, 720))
    mark = ImageChops.difference(
        pixels(plain), pixels(marked(plain, "OFFICIAL-SENSITIVE · Siân Ŵyn"))
    )
    _low, high = mark.convert("L").getextrema()
    assert high <= 48, "a fifth of the way from ink to paper: words stay easy to read"
    assert high >= 12 or colour == "#777777"


def test_letters_of_welsh_and_polish_are_drawn_and_not_boxes():
    plain = stored("#ffffff", (1280, 720))
    drawn = {letter: marked(plain, letter * 30) for letter in "ŴŵŶŁńW"}

    assert len(set(drawn.values())) == len(drawn)


def test_an_official_slide_is_served_as_it_is_kept(people, meeting):
    paper = sensitive_paper(meeting, marking=OFFICIAL)

    assert get(people.member, "slide-large", paper.pk, 1).picture == stored(COLOURS[0], (640, 360))


# --- copies ------------------------------------------------------------------------------------


@pytest.fixture
def copied(people, paper):
    """The member's copy, and what it is when it is downloaded."""
    copy = copy_for(people.member, paper)
    return copy, taken(people.member, copy).body


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
        told = document.get_metadata_dict()

    assert [[word for word in wanted if word not in page] for page in pages] == [[]] * len(pages)
    assert (len(pages) >= 1, copy.head) == (True, copy.head)
    assert (told["Author"], f"copy {copy.pk} for" in told["Subject"]) == (people.member.name, True)


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
        inside = {one.objgen: one for page in document.pages for one in page.get_images().values()}
        pictures = [pikepdf.PdfImage(one).as_pil_image().convert("RGB") for one in inside.values()]
    plain = [pixels(stored(colour, (640, 360))) for colour in (COLOURS[0], COLOURS[2])]

    found = [
        max(high for _low, high in ImageStat.Stat(ImageChops.difference(*two)).extrema)
        for two in zip(pictures, plain, strict=True)
    ]
    assert [one >= 15 for one in found] == [True, True]


@pdf_is_there
def test_the_page_leads_to_the_copy_and_the_record_to_who_took_it(people, meeting, paper):
    offered = words(get(people.member, "paper", paper.pk))
    with recorded() as records:
        asked = press(people.member, "copy-ask", paper.pk)
        making = get(people.member, "paper", paper.pk)
        run_due_jobs()
        copy = PaperCopy.objects.get()
        ready = get(people.member, "paper", paper.pk)
        file = taken(people.member, copy)

    facts = {"meeting_id": meeting.pk, "paper_id": paper.pk, "version_id": paper.version.pk}
    traced = facts | {"copy_id": copy.pk}
    assert "Make a copy (PDF)" in offered
    assert (asked.status_code, "Your copy is being made." in words(making)) == (302, True)
    assert (f"Copy {copy.pk} is ready." in words(ready), problems(ready)) == (True, [])
    assert (
        file["Content-Disposition"]
        == f'attachment; filename="OFFICIAL-SENSITIVE-paper-{paper.pk}-copy-{copy.pk}.pdf"'
    )
    assert [one for one in records if one[0].startswith("paper")] == [
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
    gone = User.objects.get(pk=people.member.pk)  # as the next request finds them
    with refused("This paper is not there for you."):
        actions.take_paper_copy(actor=gone, copy=copy)


@pdf_is_there
def test_after_a_day_the_file_is_gone_and_the_number_still_leads_to_who_took_it(people, copied):
    copy, _content = copied
    name = copy.file
    with at(copy.expires_at):
        jobs.remove_copies()
        gone = taken(people.member, copy)
    copy.refresh_from_db()

    assert (gone.status_code, default_storage.exists(name), copy.file) == (404, False, "")
    assert copy.user == people.member


@pytest.mark.parametrize("role", ["stranger", "administrator"])
def test_who_may_not_read_the_paper_gets_no_copy(people, paper, role):
    assert press(getattr(people, role), "copy-ask", paper.pk).status_code == 404
    with refused("This paper is not there for you."):
        actions.ask_paper_copy(actor=getattr(people, role), paper=paper)


def test_where_no_pdf_can_be_made_the_page_says_who_installs_what(people, paper, monkeypatch):
    monkeypatch.setattr("iag_portal.pdf.tools.missing", lambda: ("pango-1.0",))
    client = signed_in(people.member)
    page = client.post(url("copy-ask", paper.pk), follow=True)

    assert "a system library (pango) is missing" in words(page)
    assert not PaperCopy.objects.exists()


# --- no other way ------------------------------------------------------------------------------


@pdf_is_there
def test_no_address_gives_a_picture_or_a_paper_without_a_name():
    """Every address there is, with the number of the paper, its slide and its copy."""
    meeting = MeetingFactory(pk=1)
    reader = MembershipFactory(group=meeting.group, role="chair").user
    paper = sensitive_paper(meeting, pk=1)
    until = now() + timedelta(days=1)
    PaperCopy.objects.create(pk=1, version=paper.version, user=reader, expires_at=until)
    jobs.lay_out_copy(1)
    kept = {stored(COLOURS[n], SIZES[size]) for n in (0, 2) for size in SIZES}
    found = {}
    for name, address in every_address():
        client = sign_in(Client(raise_request_exception=False), reader, fresh=True)
        for method in ("get", "post"):
            kind, body = fetched(client, method, address)
            assert [one for one in kept if one in body] == [], name
            if kind in ("image/webp", "application/pdf"):
                found[name] = body
    assert sorted(found) == ["meetings:copy-file", "meetings:slide-large", "meetings:slide-small"]
    with pypdfium2.PdfDocument(found["meetings:copy-file"]) as document:
        assert reader.name in document[0].get_textpage().get_text_bounded()


def fetched(client, method, address):
    """Kind and bytes of an answer; what it changed is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.headers.get("Content-Type", ""), body
