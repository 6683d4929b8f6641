"""Row D12: what one person sees of sensitive papers, and takes of any, carries their name."""

from copy import deepcopy
from datetime import timedelta

import pypdfium2
import pytest
from django.db import transaction
from django.test import Client
from PIL import ImageChops

from core.clock import at, now
from core.dates import day_and_time
from core.marking import Marking
from meetings import jobs
from meetings.copies.picture import marked
from meetings.models import PaperCopy
from tests.addresses import every_address
from tests.factories import MeetingFactory, MembershipFactory, PostFactory
from tests.meetings.pages import get
from tests.meetings.sensitive import COLOURS, SIZES, pixels, sensitive_paper, stored
from tests.pages.html import problems, tree
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
pdf_is_there = pytest.mark.pdf
SENSITIVE, OFFICIAL = Marking.OFFICIAL_SENSITIVE, Marking.OFFICIAL


@pytest.fixture
def paper(people, meeting):
    people.member.name = "Siân Ŵyn-Łukasz"
    people.member.save()
    return sensitive_paper(meeting)


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

    names = {row.get("data-whose") for row in mark.iter() if row.get("data-whose")}
    assert names == {f"OFFICIAL-SENSITIVE · {people.member.name} · {moment}"}
    assert (mark.get("aria-hidden"), mark.text_content().strip()) == ("true", "")
    assert problems(answer) == []


def test_every_reader_sees_their_own_name_and_no_other(people, paper):
    for reader, other in ((people.member, people.chair), (people.chair, people.member)):
        page = get(reader, "paper", paper.pk).content.decode()
        assert (f"· {reader.name} ·" in page, f"· {other.name} ·" in page) == (True, False)


def test_an_official_page_carries_none(people, meeting):
    paper = sensitive_paper(meeting, marking=OFFICIAL)
    official = get(people.member, "paper", paper.pk).content
    meeting.marking = SENSITIVE
    meeting.save()

    sensitive = get(people.member, "paper", paper.pk).content
    assert [b"data-watermark" in page for page in (official, sensitive)] == [False, True]


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
        mark_text = f"OFFICIAL-SENSITIVE · {people.member.name} · {day_and_time(now())}"
    with getattr(paper.version.slides.get(number=1), size).open("rb") as file:
        original = file.read()

    assert answer.content == marked(original, mark_text)
    assert answer.content != marked(original, mark_text.replace(people.member.name, "Somebody"))
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

    assert get(people.member, "slide-large", paper.pk, 1).content == stored(COLOURS[0], (640, 360))


# --- no other way ------------------------------------------------------------------------------


@pdf_is_there
@pytest.mark.long("asks each address twice")
def test_no_address_gives_a_picture_or_a_paper_without_a_name():
    """Every address there is, with the number of the paper, its slide and its copy."""
    meeting = MeetingFactory(pk=1)
    reader = MembershipFactory(group=meeting.group, role="chair").user
    paper = sensitive_paper(meeting, pk=1)
    until = now() + timedelta(days=1)
    PaperCopy.objects.create(pk=1, version=paper.version, user=reader, expires_at=until)
    jobs.lay_out_copy(1)
    kept = {stored(COLOURS[n], SIZES[size]) for n in (0, 2) for size in SIZES}
    bodies = {}
    cookies = signed_in(reader, fresh=True).cookies
    for name, address in every_address():
        client = Client(raise_request_exception=False)
        client.cookies = deepcopy(cookies)  # some addresses end what they are asked with
        for method in ("get", "post"):
            kind, body = fetched(client, method, address)
            assert [kept_words for kept_words in kept if kept_words in body] == [], name
            if kind in ("image/webp", "application/pdf"):
                bodies[name] = body
    assert sorted(bodies) == ["meetings:copy-file", "meetings:slide-large", "meetings:slide-small"]
    with pypdfium2.PdfDocument(bodies["meetings:copy-file"]) as document:
        assert reader.name in document[0].get_textpage().get_text_bounded()


def fetched(client, method, address):
    """Kind and bytes of an answer; what it changed is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    return answer.headers.get("Content-Type", ""), answer.content
