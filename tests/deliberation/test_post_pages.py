"""A long space comes in pages, which tell nobody of posts that are not theirs to see."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deliberation import actions
from deliberation.live import TopicPage
from deliberation.models import Post, Space, Topic
from deliberation.queries import post_pages
from tests.deliberation.conftest import LONG_AGO
from tests.deliberation.pages import page, questions, url, words
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.signing_in import signed_in

LENGTH = 5


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    monkeypatch.setattr(post_pages, "LENGTH", LENGTH)


@pytest.fixture
def long(topic):
    """The ids of twelve posts of the shared space, beside one of the members' space."""
    topic.posts.filter(space=Space.SHARED).delete()
    return [post.pk for post in PostFactory.create_batch(12, topic=topic, written_at=LONG_AGO)]


def shown(answer):
    return [int(pk) for pk in re.findall(r'<article\s+id="post-(\d+)"', answer.content.decode())]


def ways(answer):
    """Where "Earlier posts" and "Later posts" lead."""
    return re.findall(r'href="([^"]*)"\s+rel="(?:prev|next)"', answer.content.decode())


def test_the_newest_posts_come_first_and_every_page_leads_on(people, topic, long):
    here = url("topic", topic.pk)
    pages = [page(people.chair, "topic", topic.pk, page=n) for n in (1, 2, 3)]

    assert [shown(shown_page) for shown_page in pages] == [long[7:], long[2:7], long[:2]]
    assert [ways(shown_page) for shown_page in pages] == [
        [f"{here}?page=2"],
        [f"{here}?page=3", f"{here}?page=1"],
        [f"{here}?page=2"],
    ]


def test_a_short_space_has_one_page(people, topic):
    answer = page(people.chair, "topic", topic.pk)

    assert (len(shown(answer)), ways(answer)) == (1, [])


@pytest.mark.parametrize("asked", ["0", "-1", "99", "x", "9" * 40])
def test_a_page_that_is_not_there_is_the_nearest_one(people, topic, long, asked):
    numbers = shown(page(people.chair, "topic", topic.pk, page=asked))

    assert numbers in (long[7:], long[:2])


def test_only_the_newest_page_is_drawn_again(people, topic, long):
    newest, earlier = (page(people.chair, "topic", topic.pk, page=n) for n in (1, 2))

    assert 'data-region="posts"' in newest.content.decode()
    assert 'data-region="posts"' not in earlier.content.decode()
    assert 'data-region="readers"' in earlier.content.decode()
    assert "These are earlier posts." in words(earlier)


def test_the_live_page_draws_the_newest_and_counts_them_all(people, topic, long):
    live, key = TopicPage(), topic.stream(Space.SHARED)
    audience = live.audiences(live.find(key), [people.chair.pk])[people.chair.pk]

    drawn = live.context(live.find(key), audience)["thread"]

    assert ([post.pk for post in drawn.posts], drawn.total) == (long[7:], 12)


@pytest.mark.parametrize("place", [0, 1, 6, 11])
def test_a_link_to_one_post_opens_the_page_that_it_stands_on(people, topic, long, place):
    assert long[place] in shown(page(people.chair, "topic", topic.pk, post=long[place]))


@pytest.mark.parametrize("given", ["hidden", "nothing", "9" * 40, "x", ""])
def test_a_link_to_a_post_of_nobody_tells_nothing(people, topic, long, given):
    hidden = topic.posts.get(space=Space.MEMBERS).pk
    asked = {"hidden": str(hidden), "nothing": str(hidden - 1)}.get(given, given)

    first, last = long[:2], long[7:]
    assert shown(page(people.police_lead, "topic", topic.pk, post=asked)) in (first, last)


def test_an_answer_leads_to_an_earlier_page(people, topic, long):
    PostFactory(topic=topic, reply_to_id=long[0])

    content = page(people.chair, "topic", topic.pk).content.decode()

    assert f'href="{url("topic", topic.pk)}?post={long[0]}#post-{long[0]}"' in content


def test_an_earlier_post_can_be_answered(people, topic, long):
    answer = page(people.chair, "topic", topic.pk, reply=long[0])

    assert f'name="reply_to" value="{long[0]}"' in answer.content.decode()


def test_what_is_new_is_counted_on_all_pages_and_the_way_leads_to_the_first(people, topic, long):
    content = page(people.vice_chair, "topic", topic.pk).content.decode()

    assert "12 new posts: go to the first" in content
    assert f'href="{url("topic", topic.pk)}?post={long[0]}#post-{long[0]}"' in content


def test_pages_and_numbers_tell_nothing_of_what_came_before_somebody_joined(people, topic, long):
    joined = LONG_AGO + timedelta(days=30)
    newcomer = UserFactory()
    MembershipFactory(user=newcomer, group=people.group, starts_at=joined)
    Topic.objects.update(history="from_joining", opened_at=LONG_AGO)
    own = [post.pk for post in PostFactory.create_batch(2, topic=topic, written_at=joined)]

    answers = [
        page(newcomer, "topic", topic.pk, **asked) for asked in ({}, {"page": 2}, {"page": 3})
    ]

    live, key = TopicPage(), topic.stream(Space.SHARED)
    drawn = live.context(
        live.find(key), live.audiences(live.find(key), [newcomer.pk])[newcomer.pk]
    )["thread"]
    assert [shown(answer) for answer in answers] == [own] * 3
    assert (drawn.ids, drawn.total, drawn.earlier) == (set(own), 2, "")
    assert [ways(answer) for answer in answers] == [[]] * 3
    assert 'data-say="2 posts, ' in answers[0].content.decode()
    assert "2 new posts" in words(answers[0])
    assert not [pk for pk in long if f"post-{pk}" in answers[0].content.decode()]


def test_the_members_space_makes_no_page_of_the_shared_one(people, topic):
    PostFactory.create_batch(3 * LENGTH, topic=topic, space=Space.MEMBERS)

    answer = page(people.police_lead, "topic", topic.pk)

    assert (len(shown(answer)), ways(answer)) == (1, [])
    assert 'data-say="1 post, ' in answer.content.decode()


def test_a_page_asks_as_many_questions_for_three_posts_as_for_one_and_counts_more_pages(
    people, topic
):
    client = signed_in(people.chair)
    asked = [questions(client, url("topic", topic.pk))]
    for more in (2, 3 * LENGTH):
        PostFactory.create_batch(more, topic=topic)
        asked.append(questions(client, url("topic", topic.pk)))

    assert asked == [9, 9, 10]


def test_drawing_again_costs_the_same_for_one_page_as_for_many_but_to_count_them(people, topic):
    live, key = TopicPage(), topic.stream(Space.SHARED)
    audience = live.audiences(live.find(key), [people.chair.pk])[people.chair.pk]
    asked = []
    for more in (0, 3 * LENGTH):
        PostFactory.create_batch(more, topic=topic)
        with CaptureQueriesContext(connection) as captured:
            assert live.context(live.find(key), audience)["thread"].posts
        asked.append(len(captured))

    assert asked[0] + 1 == asked[1]


def test_a_post_that_was_removed_keeps_its_place(people, topic, long):
    actions.remove_post(actor=people.chair, post=Post.objects.get(pk=long[0]), reason="Named")

    assert shown(page(people.chair, "topic", topic.pk, page=3)) == long[:2]
