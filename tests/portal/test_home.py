"""Home says what needs somebody, and puts one thing first: which one changes with time."""

from datetime import timedelta

import pytest

from core.clock import now, today
from core.notices.models import Following, Notice
from deliberation import actions as deliberation_actions
from deliberation.actions import Asked
from meetings.models import Attendance, Meeting, PaperMark
from tests.accounts.pages import Page
from tests.deliberation.conftest import more_members, people
from tests.factories import (
    ActionFactory,
    AttendanceFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    PaperFactory,
    PaperVersionFactory,
    PostFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages.html import tree
from tests.signing_in import signed_in

__all__ = ["more_members", "people"]
pytestmark = pytest.mark.django_db
UNKNOWN, VIDEO = Attendance.Mode.UNKNOWN, Attendance.Mode.VIDEO


@pytest.fixture
def group(people):
    """It has met before, and nothing waits."""
    MeetingFactory(group=people.group, state="ended")
    return people.group


def first(person):
    """Words and address of what home puts first."""
    return signed_in(person).get("/").context["first"]


def shown(person):
    return Page(signed_in(person).get("/")).text_of("main")


def with_a_paper(meeting, **facts):
    paper = PaperFactory(meeting=meeting, **facts)
    PaperVersionFactory(paper=paper, state="ready", total=3)
    return paper


def test_the_first_action_changes_with_time(people, group):
    member, words = people.member, []
    words.append(first(member))
    topic = TopicFactory(group=group)
    post = PostFactory(topic=topic, author=people.chair)
    words.append(first(member).words)
    meeting = MeetingFactory(group=group)
    attendance = AttendanceFactory(meeting=meeting, user=member, mode=VIDEO)
    paper = with_a_paper(meeting)
    words.append(first(member).words)
    message = KeyMessageFactory(topic=topic)
    deliberation_actions.open_agreement_round(
        actor=people.chair, key_message=message, asked=[Asked(member)]
    )
    words.append(first(member).words)
    attendance.mode = UNKNOWN
    attendance.save()
    words.append(first(member).words)
    Meeting.objects.filter(pk=meeting.pk).update(state="open")
    words.append(first(member).words)

    assert words == [
        None,
        "See what is new",
        "Read the papers",
        "Take your position",
        "Say how you take part",
        "Go to the meeting",
    ]
    assert (post.topic, paper.meeting) == (topic, meeting)


def test_home_says_how_i_take_part_with_the_way_to_change_it(people, group):
    meeting = MeetingFactory(group=group)
    AttendanceFactory(meeting=meeting, user=people.member, mode=VIDEO)

    page = signed_in(people.member).get("/").text

    assert "On video" in page
    assert f'href="/meetings/{meeting.pk}/#taking-part"' in page
    assert 'id="taking-part"' in signed_in(people.member).get(f"/meetings/{meeting.pk}/").text


def test_cards_of_one_kind_are_told_apart_by_ear(people, group):
    topic = TopicFactory(group=group)
    for message in KeyMessageFactory.create_batch(2, topic=topic):
        deliberation_actions.open_agreement_round(
            actor=people.chair, key_message=message, asked=[Asked(people.member)]
        )
    references = [message.reference for message in topic.key_messages.order_by("pk")]
    actions = ActionFactory.create_batch(2, group=group, owner=people.member, due_on=today())

    cards = tree(signed_in(people.member).get("/")).find_class("app-card__title")

    titles = [" ".join(card.text_content().split()) for card in cards]
    assert titles == [
        *(f"We need your answer: {reference}" for reference in references),
        *(f"An action of yours: {action.reference}" for action in actions),
    ]


def test_a_paper_is_to_be_read_until_it_was_opened_and_for_each_person_alone(people, group):
    meeting = MeetingFactory(group=group)
    for user in (people.member, people.chair):
        AttendanceFactory(meeting=meeting, user=user, mode=VIDEO)
    paper = with_a_paper(meeting)
    with_a_paper(meeting)
    before = shown(people.member)
    client = signed_in(people.member)
    for _ in range(2):
        client.get(paper.get_absolute_url())

    assert "2 papers to read" in before
    assert "1 paper to read" in shown(people.member)
    assert "2 papers to read" in shown(people.chair)
    assert list(PaperMark.objects.values_list("user", "paper")) == [(people.member.pk, paper.pk)]


def test_a_paper_that_is_hidden_or_cannot_be_read_yet_is_not_counted(people, group):
    meeting = MeetingFactory(group=group)
    AttendanceFactory(meeting=meeting, user=people.police_lead, mode=VIDEO)
    hidden = TopicFactory(group=group)  # the police lead is not let in
    with_a_paper(meeting, item=meeting.agenda.create(number=1, title="Front", topic=hidden))
    PaperVersionFactory(paper=PaperFactory(meeting=meeting), state="waiting")

    assert "to read" not in shown(people.police_lead)


def test_a_meeting_that_is_postponed_waits_for_its_date(people, group):
    MeetingFactory(group=group, title="Spring meeting", state="postponed")
    page = shown(people.member)

    assert "Spring meeting" in page
    assert "Postponed New date to be announced" in page


def reply(people, **facts):
    """The chair replies to the member, who is told."""
    topic = TopicFactory(group=people.group, title="Night bus")
    post = PostFactory(topic=topic, author=people.member)
    answer = PostFactory(topic=topic, author=people.chair, reply_to=post, **facts)
    Notice.objects.create(
        recipient=people.member,
        kind="post.replied",
        about=f"deliberation.post:{answer.pk}",
        key="1",
    )
    Notice.objects.create(
        recipient=people.member, kind="meeting.called", about="meetings.meeting:1", key="2"
    )
    return answer


def test_a_reply_stands_on_home_until_it_was_read(people, group):
    answer = reply(people)
    client = signed_in(people.member)
    before = client.get("/").context
    client.get(answer.get_absolute_url())

    assert (before["replies"], before["first"].words) == ([answer], "Read the reply to you")
    assert client.get("/").context["replies"] == []
    assert signed_in(people.vice_chair).get("/").context["replies"] == []


def test_a_reply_where_i_may_no_longer_read_is_not_on_home(people, group):
    answer = reply(people)
    before = signed_in(people.member).get("/").context["replies"]
    answer.topic.readers_named = True
    answer.topic.save()

    assert before == [answer]
    assert "Night bus" not in shown(people.member)


def test_new_posts_in_what_i_follow_come_first_and_what_i_muted_is_silent(people, group):
    due = [now() + timedelta(days=n) for n in (1, 2, 3)]
    plain, followed, muted = (
        TopicFactory(group=group, title=title, decision_due=day.date())
        for title, day in zip(("Plain", "Followed", "Muted"), due, strict=True)
    )
    for topic in (plain, followed, muted):
        PostFactory(topic=topic, author=people.chair)
    for topic, level in ((followed, "all"), (muted, "none")):
        Following.objects.create(user=people.member, place=topic.place, level=level)

    news = signed_in(people.member).get("/").context["news"]

    assert [(news_item.topic.title, news_item.followed) for news_item in news] == [
        ("Followed", True),
        ("Plain", False),
    ]


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("chair", "Arrange a meeting"),
        ("secretary", "Arrange a meeting"),
        ("member", "Open a topic"),
        ("police_lead", "key messages that need a response"),
        ("observer", "The group invites you to meetings and topics"),
    ],
)
def test_an_empty_home_says_to_each_role_how_to_begin(people, group, role, says):
    page = shown(getattr(people, role))

    assert "Nothing needs you today" in page
    assert says in page
    assert ("Open a topic" in page) == (role in {"chair", "secretary", "member"})


def test_nothing_of_another_group_is_on_home(people, group):
    meeting = MeetingFactory(title="Zinnia")
    MeetingFactory(title="Zinnia", state="postponed", group=meeting.group)
    with_a_paper(meeting, title="Zinnia")
    outside = MembershipFactory(user=UserFactory(), group=meeting.group).user

    assert "Zinnia" not in shown(people.member)
    assert "Zinnia" in shown(outside)
