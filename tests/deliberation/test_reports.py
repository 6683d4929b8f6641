"""A post is reported to the organisers who read it; its author never learns by whom."""

import pytest
from django.urls import reverse

from accounts.models import LegalHold, Membership, Role
from core.audit.chain import append
from core.audit.models import Record
from core.live.models import Stream
from core.notices.models import Notice
from core.policy import Refused
from core.rights.registry import show_mention
from deliberation import actions
from deliberation.models import History, Post, PostReport, Space
from deliberation.models.reports import handlers_of
from deliberation.personal_data.expiries import is_held
from deliberation.personal_data.sections import reports
from iag_portal.pages.records import lines, records_for
from tests.deliberation.pages import page, questions, url, words
from tests.deliberation.pages import post as send
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.notices.conftest import told
from tests.rights.test_redaction import words_anywhere
from tests.signing_in import signed_in

WORDS = "Larkspur: it says where he lives"
NOTE = "Bryony: he has been spoken to"
Reason, State = PostReport.Reason, PostReport.State


@pytest.fixture
def post(people, topic):
    """By the chair, in the members' space, which the secretary does not read."""
    return PostFactory(topic=topic, space=Space.MEMBERS, author=people.chair, body="Marigold")


@pytest.fixture
def report(people, post):
    """By the member: the vice-chair handles it."""
    return make(people.member, post)


def make(person, post, words=WORDS):
    return actions.report_post(actor=person, post=post, reason=Reason.NAMES, words=words)


def end(person, report, state=State.NOTHING, **fields):
    return actions.end_report(actor=person, report=report, state=state, **fields)


def handled_by(post, reporter):
    return [place.user for place in handlers_of(post, reporter)]


def test_the_organisers_who_read_the_post_handle_it_but_for_its_author_and_who_reports(
    people, topic, post
):
    of_the_member = topic.posts.get(space=Space.MEMBERS, author=people.member)
    shared = topic.posts.get(space=Space.SHARED)

    assert handled_by(post, people.member) == [people.vice_chair]
    assert handled_by(post, people.vice_chair) == []
    assert handled_by(of_the_member, people.chair) == [people.vice_chair]
    organisers = [people.chair, people.vice_chair, people.secretary]
    assert handled_by(shared, people.observer) == organisers


def test_a_report_lets_nobody_in_who_did_not_read_the_post_before(people, topic, post):
    topic.history = History.FROM_JOINING
    topic.save()
    Membership.objects.filter(user=people.vice_chair).delete()
    newcomer = MembershipFactory(group=people.group, role=Role.VICE_CHAIR).user

    assert handled_by(post, people.member) == []
    with pytest.raises(Refused, match="No organiser but its author and you"):
        make(people.member, post)
    assert not PostReport.objects.visible_to(newcomer).exists()


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("chair", "You wrote this post"),
        ("stranger", "can read this post"),
        ("police_lead", "can read this post"),
    ],
)
def test_who_does_not_read_it_and_its_author_report_nothing(people, post, role, reason):
    with pytest.raises(Refused, match=reason):
        make(getattr(people, role), post)


def test_one_report_of_a_person_is_open_at_a_time(people, post, report):
    with pytest.raises(Refused, match="have reported this post"):
        make(people.member, post)
    answer = signed_in(people.member).get(url("post-report", post.pk))
    end(people.vice_chair, report)
    make(people.member, post)

    assert answer.url == report.get_absolute_url()
    assert PostReport.objects.count() == 2


def test_the_form_says_who_reads_it_and_gives_back_what_was_typed(people, post):
    form = page(people.member, "post-report", post.pk)
    empty = send(people.member, "post-report", post.pk, reason="other", words="")
    wrong = send(people.member, "post-report", post.pk, reason="", words=WORDS)
    right = send(people.member, "post-report", post.pk, reason="other", words=WORDS)

    assert "Tariq Osmani, Vice-chair" in words(form)
    assert "Marjorie Penhale, Chair" not in words(form)
    assert (empty.status_code, wrong.status_code, right.status_code) == (422, 422, 302)
    assert "Enter what is wrong with this post" in words(empty)
    assert WORDS in words(wrong)
    assert PostReport.objects.get().words == WORDS


def test_who_handles_it_is_told_and_reads_it_at_home_and_in_the_list(people, report):
    assert told("post.reported") == {people.vice_chair.pk}
    home = signed_in(people.vice_chair).get(reverse("home")).content.decode()
    assert "A post was reported to you" in home
    assert "Marjorie Penhale" in words(page(people.vice_chair, "reports", people.group.pk))
    drawn = words(page(people.vice_chair, "report", report.pk))
    for line in (WORDS, "Marigold", "Reported by Doreen Whitcombe"):
        assert line in drawn


def test_an_author_who_is_the_chair_finds_no_trace_of_it(people, topic, post, report):
    told("post.reported")
    client = signed_in(people.chair)
    for address in (
        reverse("home"),
        url("reports", people.group.pk),
        topic.url_of(Space.MEMBERS),
        reverse("accounts:notices"),
        reverse("accounts:call-list", args=[people.group.pk]),
    ):
        text = client.get(address).content.decode()
        assert WORDS not in text
        assert report.get_absolute_url() not in text
    assert client.get(report.get_absolute_url()).status_code == 404
    assert show_mention(people.chair, f"postreport.{report.pk}") is None
    assert list(reports(people.chair)) == []


def test_the_record_says_that_there_was_a_report_and_not_whose_or_of_what(people, post, report):
    facts = {"permission": "deliberation.report_post", "thing": f"post.{post.pk}"}
    append(event="refused", group_id=people.group.pk, actor=people.member, facts=facts)
    end(people.vice_chair, report, note=NOTE)
    shown = lines(records_for(people.chair, people.group), people.chair, people.group)
    mine = lines(records_for(people.member, people.group), people.member, people.group)

    assert [(line.record.event, line.who) for line in shown] == [
        ("post.report_ended", "Tariq Osmani"),
        ("refused", "Somebody"),
        ("post.reported", "Somebody"),
    ]
    pointers = {"topic_id": post.topic_id, "report_id": report.pk, "space": "members"}
    assert Record.objects.get(event="post.reported").facts == pointers
    assert {line.who for line in mine} == {"Doreen Whitcombe"}
    assert not Stream.objects.exists()


def test_who_does_not_handle_it_ends_nothing(people, report):
    with pytest.raises(Refused, match="Only an organiser who reads the post"):
        end(people.chair, report)
    with pytest.raises(Refused, match="Only an organiser who reads the post"):
        end(people.member, report)
    assert signed_in(people.secretary).get(report.get_absolute_url()).status_code == 404
    assert send(people.member, "report", report.pk, state="nothing_to_do").status_code == 403
    assert PostReport.objects.get().is_open


def test_who_reported_it_is_told_what_came_of_it_and_reads_the_note(people, report):
    answer = send(people.vice_chair, "report", report.pk, state="author_asked", note=NOTE)
    refused_answer = send(
        people.vice_chair, "report", report.pk, state="nothing_to_do", note="Again"
    )

    assert answer.url == url("reports", people.group.pk)
    assert told("post.report_ended") == {people.member.pk}
    drawn = words(page(people.member, "report", report.pk))
    assert "The author was asked to change it Ended by Tariq Osmani" in drawn
    assert NOTE in drawn
    assert refused_answer.status_code == 403
    assert "ended already" in words(refused_answer)
    assert not Notice.objects.filter(recipient=people.chair).exists()


def test_removing_asks_why_and_takes_the_words_of_every_report_with_those_of_the_post(
    people, post, report
):
    end(people.vice_chair, report, State.ASKED, note=NOTE)
    again = make(people.member, post)
    unsaid = send(people.vice_chair, "report", again.pk, state="post_removed", note="Thank you")
    send(
        people.vice_chair, "report", again.pk, state="post_removed", why="A name", note="Thank you"
    )
    post.refresh_from_db()

    assert "Say why, in a few words" in words(unsaid)
    assert post.body.endswith(": A name")
    assert words_anywhere(WORDS) == words_anywhere(NOTE) == []
    assert [
        (post_report.state, post_report.note) for post_report in PostReport.objects.order_by("pk")
    ] == [
        ("author_asked", ""),
        ("post_removed", "Thank you"),
    ]


def test_the_words_of_a_report_go_with_a_post_that_its_author_withdraws(
    people, topic, post, report
):
    actions.withdraw_post(actor=people.chair, post=post)
    ended = end(people.vice_chair, report, State.REMOVED, note=NOTE)

    assert words_anywhere(WORDS) == []
    assert (ended.state, Post.objects.get(pk=post.pk).withdrawn) == ("post_removed", True)


def test_a_legal_hold_keeps_the_post_and_the_report(people, topic, post, report):
    LegalHold.objects.begin(topic, people.group.pk, UserFactory(), "An inquest")
    with pytest.raises(Refused, match="legal hold"):
        end(people.vice_chair, report, State.REMOVED, why="A name")

    assert (PostReport.objects.get().words, is_held(people.member)) == (WORDS, True)


def test_who_no_longer_reads_the_topic_reads_no_report_of_theirs(people, report):
    assert page(people.member, "report", report.pk).status_code == 200
    Membership.objects.filter(user=people.member).delete()
    MembershipFactory(user=people.member)

    assert page(people.member, "report", report.pk).status_code == 404


def test_everybody_has_a_copy_of_their_own_words(people, post, report):
    end(people.vice_chair, report, note=NOTE)

    assert [(row["words"], row["came of it"]) for row in reports(people.member)] == [
        (WORDS, "Nothing to do")
    ]
    assert [row["note"] for row in reports(people.vice_chair)] == [NOTE]


def test_a_report_goes_with_the_posts_of_its_topic(people, topic, report):
    actions.close_topic(actor=people.chair, topic=topic)
    actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert PostReport.objects.count() == Post.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_three_reports_cost_no_more_than_one(people, topic, number):
    for _ in range(number):
        make(people.member, PostFactory(topic=topic, author=people.chair))
    client = signed_in(people.vice_chair)

    assert questions(client, url("reports", people.group.pk)) == 7
    assert questions(client, reverse("home")) == 9  # one more for reports, one until they have met
