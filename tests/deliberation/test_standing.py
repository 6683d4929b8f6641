"""Where a person stands is asked once a request, and says what the rows say."""

from collections import defaultdict
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership, Role, User
from deliberation import actions, queries
from deliberation.live import TopicAudience, TopicPage
from deliberation.models import (
    HandlingAcceptance,
    History,
    NamedReader,
    Post,
    ReadMark,
    Space,
    Topic,
    TopicGuest,
)
from deliberation.models.standing import standing_of
from deliberation.queries.topics import topics_with_news
from tests.deliberation.audiences import OPENED, named_topic
from tests.factories import PostFactory, TopicFactory

DAY = timedelta(days=1)
DAYS = st.integers(-3, 3)  # from the day of the post, on either side of it and of the opening


def readable_by_the_rows(topic, posts, user):
    """Those of its ``posts`` that ``user`` may read, asked row by row, without ``visible_to``."""
    place = Membership.objects.current().filter(user=user, group=topic.group_id).first()
    if place is None or not topic.is_visible_to(user) or not topic.handling_accepted_by(user):
        return set()
    let_in = topic.named_readers if topic.readers_named else topic.guests
    invited_at = let_in.filter(user=user).values_list("invited_at", flat=True).first()
    hidden_before = topic.hidden_before(place.joined_at, invited_at)
    spaces = topic.spaces_for(place.role)
    return {
        post
        for post in posts
        if post.space in spaces and (hidden_before is None or post.written_at >= hidden_before)
    }


@pytest.mark.long("many made-up histories, and every question about each")
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kinds=st.lists(
        st.tuples(st.booleans(), st.booleans(), st.sampled_from(History)), min_size=1, max_size=3
    ),
    let_in=st.dictionaries(st.sampled_from(Role.values), DAYS),
    joined=st.dictionaries(st.sampled_from(Role.values), DAYS),
    accepted=st.dictionaries(st.sampled_from(Role.values), st.integers(1, 2)),
    seen=st.booleans(),
)
def test_posts_audiences_and_news_are_what_the_rows_say(
    db, people, kinds, let_in, joined, accepted, seen
):
    """For every person, over topics of every kind, let in and joined before and after."""
    written = OPENED + DAY
    for role, days in joined.items():
        place = Membership.objects.filter(user=getattr(people, role), group=people.group)
        place.update(starts_at=written + days * DAY)
    for named, first, history in kinds:
        topic = TopicFactory(
            group=people.group,
            readers_named=named,
            handling_first=first,
            handling_version=2,
            history=history,
            opened_at=OPENED,
        )
        rows = NamedReader if named else TopicGuest
        for who, days in let_in.items():
            rows.objects.create(
                topic=topic, user=getattr(people, who), invited_at=written + days * DAY
            )
        for who, version in accepted.items():
            HandlingAcceptance.objects.create(
                topic=topic, user=getattr(people, who), version=version
            )
        for space in Space:
            PostFactory(topic=topic, space=space, author=people.stranger, written_at=written)
        if seen:
            newest = topic.posts.filter(space=Space.SHARED).get()
            ReadMark.objects.create(
                user=people.member, topic=topic, space=Space.SHARED, post_id=newest.pk
            )

    for user in User.objects.all():
        check(user)


def check(user):
    topics = list(Topic.objects.select_related("group"))
    posts = defaultdict(list)
    for post in Post.objects.select_related("topic__group"):
        posts[post.topic].append(post)
    readable = set()
    for topic, written in posts.items():
        readable |= readable_by_the_rows(topic, written, user)
    known = [topic for topic in topics if topic.is_visible_to(user)]
    opens = {topic for topic in known if topic.handling_accepted_by(user)}

    assert set(Post.objects.visible_to(user)) == readable
    assert set(Topic.objects.visible_to(user)) == set(known)
    assert set(Topic.objects.readable_by(user)) == opens
    assert {topic for topic in known if topic.opens_to(user)} == opens
    assert set(queries.to_accept(user)) == set(known) - opens

    marks = set(ReadMark.objects.filter(user=user).values_list("post_id", flat=True))
    new = {post.topic for post in readable if post.pk not in marks}
    news = list(topics_with_news(user))
    assert set(news) == new
    assert [line.topic for line in queries.news_for(user)] == news[:5]
    for topic in opens:
        for space in topic.spaces_of(user):
            look = TopicPage().find(topic.stream(space))
            audiences = TopicPage().audiences(look, [user.pk])
            assert audiences == {user.pk: TopicAudience.of(user, topic)}


def test_where_a_person_stands_is_one_query_however_often_it_is_asked(
    people, django_assert_num_queries
):
    named_topic(people, people.chair, handling_first=True)
    reader = User.objects.get(pk=people.chair.pk)

    with django_assert_num_queries(1):
        first = standing_of(reader)
        assert standing_of(reader) is first
    with django_assert_num_queries(2):  # where they belong, and the topics
        assert Topic.objects.readable_by(reader).count() == 0


def test_somebody_who_has_just_done_something_is_asked_anew(people):
    topic = TopicFactory(group=people.group, handling_first=True, handling="Keep it here.")
    before = topic.opens_to(people.chair)

    actions.accept_handling(actor=people.chair, topic=topic, version=1)

    assert (before, topic.opens_to(people.chair)) == (False, True)
    assert list(Topic.objects.readable_by(people.chair)) == [topic]


@pytest.mark.parametrize("space", Space)
def test_news_lead_to_the_space_in_which_it_is(people, space):
    topic = TopicFactory(group=people.group)
    PostFactory(topic=topic, space=space, author=people.chair)
    PostFactory(topic=TopicFactory(group=people.group), author=people.member)  # my own is no news
    closed = TopicFactory(group=people.group, state=Topic.State.CLOSED)
    PostFactory(topic=closed, author=people.chair)

    news = queries.News(topic, space, topic.url_of(space), followed=False)
    assert queries.news_for(people.member) == [news]
