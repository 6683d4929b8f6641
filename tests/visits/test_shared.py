"""A report is shared in a topic: the post leads there, and nobody new reads the report."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.audit.models import Record
from core.jobs import run_due_jobs
from core.notices.models import Notice
from deliberation.actions import withdraw_post
from deliberation.models import Post, Space
from tests.deliberation.conftest import front_counter
from tests.factories import TopicFactory
from tests.pages.html import problems
from tests.refusals import refusal
from tests.visits.arranged import SAW, approved, client_of, get, post, sent
from visits import actions

pytestmark = pytest.mark.django_db
SUMMARY = "On a Friday night: edelweiss"
ROLES = ("chair", "vice_chair", "member", "secretary", "police_lead", "observer")


def share(people, report, topic, by="member", space=Space.SHARED, summary=SUMMARY):
    person = getattr(people, by)
    return actions.share_report(
        actor=person, report=report, topic=topic, space=space, summary=summary
    )


def who_gets(people, address, words):
    pages = {role: client_of(getattr(people, role)).get(address) for role in ROLES}
    return [role for role, page in pages.items() if words in page.content.decode()]


def choices_of(person, report):
    """The titles that the form offers, by space."""
    page = get(person, "report-share", report.visit_id)
    groups = page.context["form"].fields["where"].choices[1:]
    return {str(space): [title for _key, title in titles] for space, titles in groups}


def test_whoever_reads_the_topic_reads_the_summary_and_members_alone_open_the_report(people):
    report, topic = approved(people), front_counter(people)
    answer = post(
        people.member,
        "report-share",
        report.visit_id,
        where=f"shared.{topic.pk}",
        summary=SUMMARY,
    )
    written_post = Post.objects.latest("pk")
    link = report.get_absolute_url()

    assert answer.url == written_post.get_absolute_url()
    assert written_post.author == people.member
    assert who_gets(people, topic.url_of(Space.SHARED), "edelweiss") == list(ROLES)
    assert who_gets(people, topic.url_of(Space.SHARED), f'{link}"') == list(ROLES)
    assert who_gets(people, topic.url_of(Space.SHARED), SAW) == []
    assert who_gets(people, link, SAW) == ["chair", "vice_chair", "member", "secretary"]
    assert client_of(people.police_lead).get(link).status_code == 404


def test_in_the_space_of_members_no_guest_learns_of_it(people):
    report, topic = approved(people), front_counter(people)
    share(people, report, topic, space=Space.MEMBERS)
    addresses = [topic.url_of(space) for space in Space]
    [members, shared] = [who_gets(people, address, "edelweiss") for address in addresses]

    assert (members, shared) == (["chair", "vice_chair", "member"], [])


def test_only_places_in_which_they_write_are_offered(people):
    """The secretary writes in no space of members; a closed topic and another group take nothing."""
    report, topic = approved(people), front_counter(people)
    closed = TopicFactory(group=people.group, title="Closed: speedwell", state="closed")
    named = TopicFactory(group=people.group, title="Named: speedwell", readers_named=True)
    elsewhere = TopicFactory(title="Elsewhere: speedwell")
    offered = {role: choices_of(getattr(people, role), report) for role in ("member", "secretary")}
    keys = [f"shared.{row.pk}" for row in (closed, named, elsewhere)]
    keys += [f"members.{topic.pk}", "shared.0"]
    forged = [
        post(people.secretary, "report-share", report.visit_id, where=key, summary=SUMMARY)
        for key in keys
    ]

    assert offered == {
        "member": {"Members’ space": [topic.title], "Shared space": [topic.title]},
        "secretary": {"Shared space": [topic.title]},
    }
    assert [answer.status_code for answer in forged] == [422] * 5
    assert refusal(share, people, report, elsewhere) == "Choose a topic of the group."
    assert Post.objects.filter(body__contains="edelweiss").count() == 0


def test_who_wrote_it_and_who_organises_share_what_is_approved(people):
    report, topic = approved(people, "vice_chair"), front_counter(people)
    shared = [share(people, report, topic, by) for by in ("vice_chair", "chair", "secretary")]
    member = refusal(share, people, report, topic, "member")
    waits = refusal(share, people, sent(people, "member"), topic, "secretary")
    actions.withdraw_report(actor=people.chair, report=report, words="Too close to a case")
    withdrawn = refusal(share, people, report, topic, "chair")

    not_approved = "Only a report that is approved is shared."
    assert [row.author for row in shared] == [people.vice_chair, people.chair, people.secretary]
    assert member == "Only the chair, the vice-chair or the secretary of the group can do this."
    assert (waits, withdrawn) == (not_approved, not_approved)


def test_what_tells_of_somebody_is_not_shared_and_what_was_typed_comes_back(people):
    report, topic = approved(people), front_counter(people)
    answers = [
        post(people.member, "report-share", report.visit_id, where=where, summary=summary)
        for where, summary in (
            (f"shared.{topic.pk}", "Marjorie Penhale sat in front"),
            (f"shared.{topic.pk}", "A car, AB12 CDE"),
            (f"shared.{topic.pk}", "A car, AB12 **CDE**"),
            (f"shared.{topic.pk}", f"{report.visit.officer} drove"),
            ("", "Kept: edelweiss"),
        )
    ]
    pages = [answer.content.decode() for answer in answers]
    kept = ["sat in front", "AB12 CDE", "AB12 **CDE**", "drove", "edelweiss"]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403, 422]
    assert [words in page for words, page in zip(kept, pages, strict=True)] == [True] * 5
    assert Post.objects.filter(body__contains="visits").count() == 0


def test_the_page_says_who_reads_it_and_that_a_post_has_a_name(people):
    """Whose name the report has: until now they said so to members. Not to who did not go."""
    front_counter(people)
    report = approved(people)
    own = get(people.member, "report-share", report.visit_id)
    organiser = get(people.secretary, "report-share", report.visit_id).content.decode()
    named = approved(people, "vice_chair", is_named=True)
    theirs = get(people.vice_chair, "report-share", named.visit_id).content.decode()
    unmasks, names = "people may conclude that you went", "police and other guests read your name"

    assert "Nobody new reads the report" in own.content.decode()
    pages = (own.content.decode(), organiser, theirs)
    assert [(unmasks in page, names in page) for page in pages] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert problems(own) == []


def test_it_is_on_the_record_with_its_place_and_goes_as_a_post_does(people):
    report, topic = approved(people), front_counter(people)
    before = report.fingerprint
    shared = share(people, report, topic, space=Space.MEMBERS)
    [record] = Record.objects.filter(event="visit_report.shared")
    withdraw_post(actor=people.member, post=shared)

    assert (record.group_id, record.actor) == (people.group.pk, people.member)
    assert {name: record.facts[name] for name in ("topic_id", "post_id", "space")} == {
        "topic_id": topic.pk,
        "post_id": shared.pk,
        "space": "members",
    }
    assert who_gets(people, topic.url_of(Space.MEMBERS), "edelweiss") == []
    report.refresh_from_db()
    assert (report.state, report.fingerprint) == ("approved", before)


def test_who_wrote_it_is_told_when_somebody_else_shares_it(people):
    report, topic = approved(people), front_counter(people)
    share(people, report, topic, "member")
    share(people, report, topic, "secretary", space=Space.SHARED)
    run_due_jobs()
    notices = Notice.objects.filter(kind="visit_report.shared")

    assert [notice.recipient for notice in notices] == [people.member]


def test_where_there_is_no_topic_the_page_says_so(people):
    page = get(people.member, "report-share", approved(people).visit_id).content.decode()

    assert "There is no topic to share it in" in page


def test_the_page_asks_as_many_questions_for_three_topics_as_for_one(people):
    report, numbers = approved(people), []
    address = reverse("visits:report-share", args=[report.visit_id])
    client = client_of(people.chair)
    for number in range(3):
        TopicFactory(group=people.group, title=f"Topic {number}")
        client.get(address)
        with CaptureQueriesContext(connection) as queries_of_page:
            client.get(address)
        numbers.append(len(queries_of_page))

    assert numbers == [numbers[0]] * 3


def test_who_does_not_read_the_report_finds_no_such_page(people):
    report = approved(people)
    statuses = {role: get(getattr(people, role), "report-share", report.visit_id) for role in ROLES}

    assert {role: answer.status_code for role, answer in statuses.items()} == {
        "chair": 200,
        "vice_chair": 200,
        "member": 200,
        "secretary": 200,
        "police_lead": 404,
        "observer": 404,
    }
