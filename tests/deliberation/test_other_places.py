"""What somebody reads who gets another role, and who leaves the group and comes back."""

from datetime import timedelta

import pytest

from accounts import actions as accounts
from accounts.models import Role
from core import clock
from core.audit.models import Record
from deliberation.live import TopicPage
from deliberation.models import History, NamedReader, Post, Space, Topic, TopicGuest
from tests.deliberation.audiences import EARLY, LATE, OPENED, joined, long_topic
from tests.deliberation.pages import page
from tests.factories import PostFactory, TopicFactory, TopicGuestFactory

pytestmark = pytest.mark.django_db


def reads(user, topic):
    """Bodies of the posts of both spaces, by the query and on the live page: the same."""
    user = type(user).objects.get(pk=user.pk)  # whose roles are asked anew
    posts = {(post.space, post.body) for post in Post.objects.visible_to(user).filter(topic=topic)}
    drawn = set()
    for space in Space:
        live, key = TopicPage(), topic.stream(space)
        if audience := live.audiences(live.find(key), [user.pk]).get(user.pk):
            drawn |= {
                (post.space, post.body)
                for post in live.context(live.find(key), audience)["thread"].posts
            }
    assert posts == drawn
    return {(str(space), words) for space, words in posts}


def becomes(people, person, role, *, days):
    """The chair gives them another role so many days after the topic was opened."""
    with clock.at(OPENED + timedelta(days=days)):
        place = person.memberships.get(ends_at=None)
        accounts.change_role(actor=people.chair, membership=place, role=role)


BOTH = {("members", LATE), ("shared", LATE)}
ALL = BOTH | {("members", EARLY), ("shared", EARLY)}


@pytest.mark.parametrize("before", [Role.OFFICER, Role.POLICE_LEAD, Role.OBSERVER, Role.SECRETARY])
def test_who_is_made_a_member_reads_what_is_written_after_that_where_the_chair_chose_so(
    people, before
):
    topic = long_topic(people)
    person = joined(people.group, role=before, days=-100)

    becomes(people, person, Role.MEMBER, days=100)

    assert reads(person, topic) == BOTH


def test_who_is_made_a_member_reads_everything_where_the_chair_chose_that(people):
    topic = long_topic(people, history=History.FROM_START)
    person = joined(people.group, role=Role.OFFICER, days=-100)

    becomes(people, person, Role.MEMBER, days=100)

    assert reads(person, topic) == ALL


def test_a_member_who_becomes_chair_loses_nothing(people):
    topic = long_topic(people)
    person = joined(people.group, role=Role.MEMBER, days=-100)

    becomes(people, person, Role.VICE_CHAIR, days=100)

    assert reads(person, topic) == ALL


def test_a_member_who_becomes_secretary_and_member_again_has_come_anew(people):
    topic = long_topic(people)
    person = joined(people.group, role=Role.MEMBER, days=-100)

    becomes(people, person, Role.SECRETARY, days=50)
    assert reads(person, topic) == {("shared", EARLY), ("shared", LATE)}
    becomes(people, person, Role.MEMBER, days=100)
    assert reads(person, topic) == BOTH


# --- Leaving and coming back -----------------------------------------------------------------


@pytest.fixture
def let_in(people):
    """The officer is let into two topics of the group; so is the member, into the named one."""
    named = TopicFactory(group=people.group, title="Oleander", readers_named=True)
    shared = TopicFactory(group=people.group, title="Verbena")
    TopicGuestFactory(topic=shared, user=people.officer)
    for user in (people.officer, people.member):
        named.named_readers.create(user=user)
        PostFactory(topic=named, author=people.member)
    return named, shared


def comes_back(people, person):
    """Their place ends; another begins, in the same role."""
    place = person.memberships.get(ends_at=None)
    accounts.end_membership(actor=people.chair, membership=place)
    person = type(person).objects.get(pk=person.pk)
    accounts.begin_membership(
        actor=people.chair, group=people.group, person=person, role=Role(place.role)
    )
    return type(person).objects.get(pk=person.pk)


def test_who_leaves_and_comes_back_knows_of_nothing_that_they_were_let_into(people, let_in):
    returned = comes_back(people, people.officer)

    assert list(Topic.objects.visible_to(returned)) == []
    assert [page(returned, "topic", topic.pk).status_code for topic in let_in] == [404, 404]
    assert [named_reader.user for named_reader in NamedReader.objects.all()] == [people.member]


def test_a_member_who_comes_back_reads_the_topics_of_the_group_and_not_the_named_one(
    people, let_in
):
    returned = comes_back(people, people.member)

    assert [str(topic) for topic in Topic.objects.visible_to(returned)] == ["Verbena"]


def test_what_was_taken_back_is_on_record(people, let_in):
    named, shared = let_in
    comes_back(people, people.officer)
    records = Record.objects.filter(event__in=("topic.reader_removed", "topic.guest_removed"))

    assert [(record.event, record.actor, record.facts) for record in records.order_by("pk")] == [
        (
            "topic.reader_removed",
            people.chair,
            {"topic_id": named.pk, "user_id": people.officer.pk},
        ),
        (
            "topic.guest_removed",
            people.chair,
            {"topic_id": shared.pk, "user_id": people.officer.pk},
        ),
    ]


def test_a_suspension_takes_nothing_back(people, let_in):
    accounts.suspend_person(actor=people.administrator, person=people.officer)

    assert TopicGuest.objects.filter(user=people.officer).count() == 1
    assert NamedReader.objects.filter(user=people.officer).count() == 1


def test_an_officer_who_is_made_a_member_is_named_anew(people, let_in):
    """Those who wrote agreed that an officer reads the shared space, not that a member does."""
    named, _shared = let_in
    PostFactory(topic=named, space=Space.MEMBERS, author=people.member)
    place = people.officer.memberships.get(ends_at=None)
    accounts.change_role(actor=people.chair, membership=place, role=Role.MEMBER)
    member = type(people.officer).objects.get(pk=people.officer.pk)

    assert page(member, "topic-members", named.pk).status_code == 404
    assert page(member, "topic", named.pk).status_code == 404
    assert [named_reader.user for named_reader in NamedReader.objects.all()] == [people.member]
    assert Record.objects.filter(event="topic.reader_removed").count() == 1


def test_a_member_who_is_elected_chair_stays_named(people, let_in):
    place = people.member.memberships.get(ends_at=None)
    accounts.change_role(actor=people.chair, membership=place, role=Role.CHAIR)

    assert {named_reader.user for named_reader in NamedReader.objects.all()} == {
        people.officer,
        people.member,
    }
