"""Everybody sees what is written down of their own reading: sensitive papers, and copies."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from core.audit.chain import append
from core.audit.models import Record
from core.clock import at, now
from core.live.models import Stream
from core.marking import Marking
from core.rights.export import build
from meetings.models import Attendance, PaperCopy
from meetings.queries import papers_read_by
from tests.factories import PaperFactory, PaperVersionFactory
from tests.meetings.conftest import meeting, more_members, people, topic, whole_evening
from tests.meetings.pages import get, words
from tests.meetings.sensitive import copy_for, sensitive_paper, taken
from tests.pages.html import problems
from tests.signing_in import signed_in

__all__ = ["meeting", "more_members", "people", "topic", "whole_evening"]
pytestmark = pytest.mark.django_db
TITLE = "Front counter: options"
SLIDES = [("paper",), ("paper-text",), ("slide", 1), ("slide-large", 1), ("slide-small", 3)]


@pytest.fixture
def paper(meeting):
    return sensitive_paper(meeting)


def written(person):
    records = Record.objects.filter(actor=person, event__startswith="paper").order_by("pk")
    return list(records.values_list("event", flat=True))


def log_of(person):
    answer = signed_in(person).get("/accounts/reading/")
    assert problems(answer) == []
    return words(answer)


@pytest.mark.parametrize("page", SLIDES, ids=lambda page: page[0])
def test_opening_any_part_of_a_sensitive_paper_is_written_down(people, paper, page):
    get(people.member, page[0], paper.pk, *page[1:])

    (record,) = Record.objects.filter(event="paper.opened")
    assert (record.actor, record.group_id) == (people.member, people.group.pk)
    assert record.facts == {
        "meeting_id": paper.meeting_id,
        "paper_id": paper.pk,
        "version_id": paper.version.pk,
    }


def test_one_sitting_is_one_line_and_another_hour_is_another(people, paper):
    for page in SLIDES * 2:
        get(people.member, page[0], paper.pk, *page[1:])
    with at(now() + timedelta(minutes=61)):
        get(people.member, "slide", paper.pk, 3)

    assert written(people.member) == ["paper.opened", "paper.opened"]


def test_the_reading_of_one_person_hides_nothing_of_anothers(people, paper):
    for reader in (people.member, people.chair, people.member):
        get(reader, "paper", paper.pk)

    assert (written(people.member), written(people.chair)) == (["paper.opened"], ["paper.opened"])


def test_an_official_paper_is_read_without_a_line(people, meeting):
    paper = sensitive_paper(meeting, marking=Marking.OFFICIAL)
    for page in SLIDES:
        get(people.member, page[0], paper.pk, *page[1:])

    assert written(people.member) == []


def test_who_may_not_read_it_leaves_no_line_in_it(people, paper):
    for page in SLIDES:
        assert get(people.stranger, page[0], paper.pk, *page[1:]).status_code == 404

    assert written(people.stranger) == []


def test_reading_draws_no_live_page_again(people, paper):
    before = list(Stream.objects.order_by("pk").values("key", "seq"))
    get(people.member, "paper", paper.pk)

    assert list(Stream.objects.order_by("pk").values("key", "seq")) == before


def test_the_page_tells_what_when_and_why(people, paper):
    moment = localtime(now()).replace(hour=18, minute=30)
    with at(moment):
        get(people.member, "paper", paper.pk)
        log = log_of(people.member)

    assert f"6:30pm Opened {TITLE}" in log
    assert "Why it is written down, and who sees it" in log
    assert "nobody should be suspected who never opened it" in log
    assert "It is not used to see who has prepared for a meeting." in log


def test_what_is_attached_in_a_sensitive_topic_stands_there_marked(people, topic):
    attached = PaperFactory(meeting=None, post=topic.posts.first(), title="Notes of the visit")
    PaperVersionFactory(paper=attached, uploaded_by=people.member)
    type(topic).objects.filter(pk=topic.pk).update(marking=Marking.OFFICIAL_SENSITIVE)
    get(people.member, "paper", attached.pk)

    assert "Opened Notes of the visit OFFICIAL-SENSITIVE" in log_of(people.member)


def test_nobody_finds_anothers_reading_there(people, paper):
    get(people.member, "paper", paper.pk)

    for other in (people.chair, people.administrator, people.stranger):
        assert "Nothing yet." in log_of(other)


@pytest.mark.pdf
def test_a_copy_stands_there_with_its_number_whatever_the_marking(people, meeting):
    paper = sensitive_paper(meeting, marking=Marking.OFFICIAL)
    copy = copy_for(people.member, paper)
    taken(people.member, copy)

    log = log_of(people.member)
    assert f"Asked for a copy (copy {copy.pk}) {TITLE}" in log
    assert f"Downloaded a copy (copy {copy.pk}) {TITLE}" in log


def test_the_title_of_a_paper_that_one_may_no_longer_read_is_not_told(people, paper):
    get(people.observer, "paper", paper.pk)
    Attendance.objects.filter(user=people.observer).delete()

    log = log_of(people.observer)
    assert (TITLE in log, "A paper that you can no longer open" in log) == (False, True)


def test_the_sensitive_page_and_the_account_lead_there(people, paper):
    for address in (f"/papers/{paper.pk}/", "/accounts/2fa/"):
        assert b'href="/accounts/reading/"' in signed_in(people.member).get(address).content


def test_the_copy_of_ones_data_holds_the_same(people, paper):
    get(people.member, "paper", paper.pk)
    get(people.chair, "paper", paper.pk)

    (row,) = papers_read_by(people.member)
    assert (row["paper"], row["what"], row["copy"]) == (paper.pk, "Opened", None)
    assert isinstance(build(people.member, 7), bytes)


def test_many_lines_come_in_pages(people, paper):
    facts = {"paper_id": paper.pk, "version_id": paper.version.pk, "meeting_id": paper.meeting_id}
    for _ in range(51):
        append(event="paper.opened", group_id=people.group.pk, actor=people.member, facts=facts)

    client = signed_in(people.member)
    assert client.get("/accounts/reading/").content.count(b"<tr") == 51  # with the head
    assert client.get("/accounts/reading/?page=2").content.count(b"<tr") == 2
    assert not PaperCopy.objects.exists()
