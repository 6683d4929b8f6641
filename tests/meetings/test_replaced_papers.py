"""A corrected pack beside the one that it replaces: who is told, and which slides are other ones."""

from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import User
from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from core.notices.models import Notice
from meetings import actions
from meetings.models import PaperVersion
from meetings.queries import namesakes
from meetings.slides.convert import SlideContent
from tests.factories import AttendanceFactory, MembershipFactory, PaperFactory, PaperVersionFactory
from tests.live.open_page import fresh
from tests.meetings.pages import get, region, words

pytestmark = pytest.mark.django_db
TOLD = "A paper that you opened has a newer version"
CHANGED = "You opened the one before. These slides have other words since, or are new: Slide 6"


@pytest.fixture
def zainab(people, meeting):
    user = User.objects.create_user(name="Zainab Yusuf", email="zainab@example.org")
    MembershipFactory(user=user, group=people.group)
    AttendanceFactory(meeting=meeting, user=user, mode="apologies")
    return user


def deck(meeting, share, *, title="Front counter: options", number=2):
    """Eleven slides, prepared by the worker as far as it has come; the sixth says ``share``."""
    paper = PaperFactory(meeting=meeting, item=meeting.agenda.get(number=number), title=title)
    version = PaperVersionFactory(paper=paper, state=PaperVersion.State.CONVERTING)
    texts = {6: f"{share} % over 65"}
    slides = [
        SlideContent(number=n, title=f"Part {n}", text=texts.get(n, "")) for n in range(1, 12)
    ]
    actions.finish_paper(actor=None, version=version, slides=slides)
    run_due_jobs()
    return paper


def told(kind):
    rows = Notice.objects.filter(
        kind=kind, recipient__name__in=["Doreen Whitcombe", "Zainab Yusuf"]
    )
    return sorted(rows.values_list("recipient__name", flat=True))


def test_a_t7_doreen_who_opened_the_deck_is_told_that_slide_6_changed_and_zainab_is_not(
    people, meeting, zainab
):
    doreen = people.member
    first = deck(meeting, 41)
    get(doreen, "paper", first.pk)
    before = told("paper.prepared")
    second = deck(meeting, 31)
    with clock.at(now() + timedelta(days=1)):
        run_due_jobs()  # also what waited for the morning
    sent = {message.to[0]: message.body for message in mail.outbox if TOLD in message.body}
    doreens, zainabs = (words(get(person, "paper", second.pk)) for person in (doreen, zainab))

    assert before == ["Doreen Whitcombe", "Zainab Yusuf"]
    assert (told("paper.replaced"), told("paper.prepared")) == (
        ["Doreen Whitcombe"],
        ["Doreen Whitcombe", "Zainab Yusuf", "Zainab Yusuf"],
    )
    assert list(sent) == [doreen.email]
    assert [
        secret for secret in ("41 %", "31 %", "Front counter") if secret in sent[doreen.email]
    ] == []
    assert (CHANGED in doreens, "You opened" in zainabs) == (True, False)
    assert "It replaces the one of" in zainabs
    old, new = (words(get(doreen, "slide", paper.pk, 6)) for paper in (first, second))
    assert ("41 % over 65" in old, "31 % over 65" in new) == (True, True)


def test_in_the_meeting_the_corrected_deck_comes_up_and_the_live_page_says_nothing_of_who_read_it(
    people, meeting, zainab
):
    first = deck(meeting, 41)
    get(people.member, "paper", first.pk)
    second = deck(meeting, 31)
    held = actions.open_meeting(actor=people.chair, meeting=meeting)
    actions.start_item(actor=people.chair, meeting=held, item=held.agenda.get(number=2))

    held.refresh_from_db()
    assert held.slide.version.paper == second
    slides = [region(get(person, "live", held.pk), "slide") for person in (people.member, zainab)]
    assert slides[0] == slides[1]
    drawn = [fresh(held.stream, person)["slide"] for person in (people.member, zainab)]
    assert (drawn[0] == drawn[1], "You opened" in drawn[0]) == (True, False)


def test_a_deck_of_another_name_or_one_that_failed_replaces_nothing(people, meeting):
    first = deck(meeting, 41)
    get(people.member, "paper", first.pk)
    deck(meeting, 31, title="Travel")
    failed = PaperFactory(meeting=meeting, item=first.item, title=first.title)
    PaperVersionFactory(paper=failed, state=PaperVersion.State.FAILED)
    held = actions.open_meeting(actor=people.chair, meeting=meeting)
    actions.start_item(actor=people.chair, meeting=held, item=first.item)

    held.refresh_from_db()
    assert (held.slide.version.paper, told("paper.replaced")) == (first, [])


def test_a_deck_of_the_same_name_for_another_item_replaces_nothing(people, meeting):
    first = deck(meeting, 41)
    get(people.member, "paper", first.pk)
    other = deck(meeting, 31, number=3)
    pages = [words(get(people.member, "paper", paper.pk)) for paper in (first, other)]

    assert (told("paper.replaced"), told("paper.prepared")) == (
        [],
        ["Doreen Whitcombe", "Doreen Whitcombe"],
    )
    assert [
        sentence
        for sentence in (
            "It replaces the one of",
            "There is a newer one",
            "You opened the one before",
        )
        if sentence in pages[0] + pages[1]
    ] == []


def test_home_asks_for_the_newest_deck_alone(people, meeting, zainab):
    deck(meeting, 41)
    deck(meeting, 31)

    assert "1 paper to read" in words(get(zainab, "meeting", meeting.pk).client.get("/"))


def test_the_one_before_and_the_one_after_are_the_nearest_in_two_queries(
    people, meeting, django_assert_num_queries
):
    item = meeting.agenda.get(number=2)
    papers = [PaperFactory(meeting=meeting, item=item, title="Options") for _ in range(5)]
    for paper in papers:
        PaperVersionFactory(paper=paper)
    first, last = (namesakes(paper, people.chair) for paper in (papers[0], papers[4]))
    with django_assert_num_queries(2):  # papers and their versions; whose places are known by now
        middle = namesakes(papers[2], people.chair)

    assert (first, middle, last) == (
        (None, papers[1]),
        (papers[1], papers[3]),
        (papers[3], None),
    )
