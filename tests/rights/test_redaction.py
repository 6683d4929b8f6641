"""The words of a post can be removed: for good, with a reason, and seen by everybody."""

import pytest
from django.db import connection

from accounts.models import Role
from core.audit.models import Record
from core.live.models import Stream
from core.policy import Refused
from core.text import quoted
from deliberation import actions
from deliberation.models import Post, Space
from tests.factories import PostFactory, UserFactory
from tests.publications.harbour import INSIDE
from tests.signing_in import signed_in

QUERIES = 10  # to draw the page that asks
WORDS = "Marigold: the neighbour at number nine"


@pytest.fixture
def post(world):
    """A post in the shared space of the topic, and an answer to it."""
    topic = world.messages[0].topic
    post = PostFactory(topic=topic, author=world.colin, body=WORDS)
    PostFactory(topic=topic, author=world.marjorie, body="Thank you", reply_to=post)
    return post


def words_anywhere(words):
    """Tables with a column that holds ``words``."""
    tables = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(words in str(row) for row in cursor.fetchall()):
                tables.append(table)
    return tables


@pytest.mark.parametrize("who", ["marjorie", "sally"])
def test_the_chair_and_the_secretary_remove_words_for_good(world, post, who):
    assert words_anywhere(WORDS) == ["deliberation_post"]

    actions.remove_post(actor=getattr(world, who), post=post, reason="It named a neighbour.")
    post.refresh_from_db()

    assert post.body.startswith("Removed on ")
    assert post.body.endswith(": It named a neighbour.")
    assert "It named a neighbour." in post.html
    assert words_anywhere(WORDS) == []


def test_the_record_points_and_repeats_neither_words_nor_reason(world, post):
    actions.remove_post(actor=world.marjorie, post=post, reason="It named a neighbour.")
    record = Record.objects.get(event="post.removed")

    assert record.facts == {"topic_id": post.topic_id, "post_id": post.pk, "space": "shared"}
    assert record.actor == world.marjorie


def test_open_pages_of_that_space_are_drawn_again_and_no_others(world, post):
    actions.remove_post(actor=world.marjorie, post=post, reason="x")

    assert list(Stream.objects.values_list("key", "seq")) == [(f"topic.{post.topic_id}.shared", 1)]


@pytest.mark.parametrize("who", ["colin", "rob", "hannah", "doreen"])
def test_nobody_else_removes_words_not_even_their_own(world, post, who):
    with pytest.raises(Refused, match="Only the chair and the secretary"):
        actions.remove_post(actor=getattr(world, who), post=post, reason="x")

    assert Post.objects.get(pk=post.pk).body == WORDS


def test_the_secretary_removes_nothing_in_the_space_they_cannot_read(world):
    inside = Post.objects.get(space=Space.MEMBERS)

    with pytest.raises(Refused, match="can read this post"):
        actions.remove_post(actor=world.sally, post=inside, reason="x")
    assert Post.objects.get(pk=inside.pk).body == INSIDE


def test_words_are_removed_once(world, post):
    actions.remove_post(actor=world.marjorie, post=post, reason="first")

    with pytest.raises(Refused, match="removed already"):
        actions.remove_post(actor=world.sally, post=post, reason="second")


def test_a_chair_of_another_group_is_refused(world, post):
    stranger = UserFactory()
    stranger.memberships.create(group_id=world.group.pk, role=Role.OBSERVER)

    with pytest.raises(Refused):
        actions.remove_post(actor=stranger, post=post, reason="x")


def test_the_page_asks_why_and_then_shows_what_stands_there(world, post):
    client = signed_in(world.marjorie)
    address = f"/posts/{post.pk}/remove/"

    assert WORDS in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    answer = client.post(address, {"reason": "It named a neighbour."}, follow=True)
    page = answer.content.decode()

    assert "It named a neighbour." in page
    assert WORDS not in page
    assert f"/posts/{post.pk}/remove/" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_lists_what_quotes_it_and_nothing_that_one_may_not_read(
    world, post, number, django_assert_num_queries
):
    for _ in range(number):
        PostFactory(topic=post.topic, author=world.tariq, body=quoted(WORDS) + "I agree.")
    PostFactory(topic=post.topic, author=world.ama, body=quoted(quoted(WORDS)))
    for words in (quoted("Something else"), WORDS, f"> {WORDS}"):
        PostFactory(topic=post.topic, author=world.colin, body=words)
    PostFactory(topic=post.topic, author=world.colin, body=quoted(WORDS), space=Space.MEMBERS)
    client = signed_in(world.sally)
    with django_assert_num_queries(QUERIES):
        page = client.get(f"/posts/{post.pk}/remove/")

    first, second = quoted(WORDS) + "I agree.", quoted(quoted(WORDS))
    assert [post.body for post in page.context["quoting"]] == [*[first] * number, second]


def test_the_page_does_not_exist_for_who_cannot_read_the_post(world):
    inside = Post.objects.get(space=Space.MEMBERS)

    assert signed_in(world.sally).get(f"/posts/{inside.pk}/remove/").status_code == 404
    assert signed_in(world.colin).get(f"/posts/{inside.pk}/remove/").status_code == 403
