"""People agree with a post or find it helpful by one press; who did is seen by who reads it."""

import re

import pytest

from core.audit.models import Record
from core.live.models import Stream
from core.policy import Refused
from deliberation import actions
from deliberation.live import TopicPage
from deliberation.models import Post, Reaction, Space
from deliberation.personal_data.expiries import is_held
from deliberation.personal_data.sections import reactions
from tests.deliberation.pages import page, questions, url, words
from tests.deliberation.pages import post as send
from tests.factories import PostFactory
from tests.signing_in import signed_in

AGREE, HELPFUL = Reaction.Kind.AGREE, Reaction.Kind.HELPFUL


@pytest.fixture
def post(people, topic):
    return topic.posts.get(space=Space.SHARED)


def react(person, post, kind=AGREE):
    return actions.react_to_post(actor=person, post=post, kind=kind)


def test_each_kind_is_said_once_and_the_same_press_takes_it_back(people, post):
    reactions = [react(people.chair, post, kind) for kind in (AGREE, HELPFUL, AGREE)]

    assert reactions == [True, True, False]
    assert list(post.reactions.values_list("user", "kind")) == [(people.chair.pk, "helpful")]
    pointers = {"topic_id": post.topic_id, "post_id": post.pk, "space": "shared"}
    assert [(record.event, record.facts) for record in Record.objects.order_by("pk")] == [
        ("reaction.added", pointers | {"kind": "agree"}),
        ("reaction.added", pointers | {"kind": "helpful"}),
        ("reaction.withdrawn", pointers | {"kind": "agree"}),
    ]
    assert list(Stream.objects.values_list("key", "seq")) == [(f"topic.{post.topic_id}.shared", 3)]


@pytest.mark.parametrize(
    ("role", "space", "reason"),
    [
        ("observer", Space.SHARED, "they do not write"),
        ("stranger", Space.SHARED, "can read this post"),
        ("police_lead", Space.MEMBERS, "can read this post"),
        ("secretary", Space.MEMBERS, "can read this post"),
    ],
)
def test_who_does_not_write_there_says_nothing(people, topic, role, space, reason):
    with pytest.raises(Refused, match=reason):
        react(getattr(people, role), topic.posts.get(space=space))

    assert Reaction.objects.count() == 0


def test_it_ends_with_the_topic_and_a_hold_keeps_what_there_is(people, topic, post):
    react(people.chair, post)
    actions.hold_topic(actor=people.secretary, topic=topic, reason="An inquest")
    with pytest.raises(Refused, match="legal hold"):
        react(people.chair, post)
    assert react(people.member, post)
    actions.close_topic(actor=people.chair, topic=topic)
    with pytest.raises(Refused, match="topic is closed"):
        react(people.vice_chair, post)

    assert (Reaction.objects.count(), is_held(people.chair)) == (2, True)


def edit(people, post):
    actions.edit_post(actor=people.member, post=post, body="Other words", after=1)


def withdraw(people, post):
    actions.withdraw_post(actor=people.member, post=post)


def remove(people, post):
    actions.remove_post(actor=people.chair, post=post, reason="It named somebody.")


@pytest.mark.parametrize("change", [edit, withdraw, remove])
def test_it_goes_with_the_words_that_it_was_about(people, post, change):
    react(people.chair, post)

    change(people, post)

    assert Reaction.objects.count() == 0
    if Post.objects.get(pk=post.pk).removed_at:
        with pytest.raises(Refused, match="removed already"):
            react(people.chair, post)


def test_everybody_who_reads_the_post_sees_who_and_how_many(people, topic, post):
    for person in (people.chair, people.police_lead):
        react(person, post)
    react(people.member, topic.posts.get(space=Space.MEMBERS), HELPFUL)

    drawn = words(page(people.observer, "topic", topic.pk))
    assert "Agreed by: Marjorie Penhale, Rob Ansty" in drawn
    assert "Helpful" not in drawn  # no buttons for who does not write, nothing of the other space
    assert "Agree (2)" in words(page(people.member, "topic", topic.pk))


def pressed(html):
    return re.findall(r'value="(\w+)" aria-pressed="true"', html)


def test_my_own_is_pressed_at_once_and_in_no_region_that_all_receive(people, topic, post):
    react(people.chair, post)
    live, key = TopicPage(), topic.stream(Space.SHARED)
    audience = live.audiences(live.find(key), [people.chair.pk])[people.chair.pk]

    drawn = live.draw(live.find(key), audience, {"posts"})["posts"]
    mine, other = (page(person, "topic", topic.pk) for person in (people.chair, people.vice_chair))

    assert pressed(mine.content.decode()) == ["agree"]
    assert (pressed(other.content.decode()), pressed(drawn)) == ([], [])
    assert f'data-by="{people.chair.pk}"' in drawn


def test_a_press_is_a_form_and_says_what_is_wrong_with_another(people, post):
    address = url("post-react", post.pk)
    done = send(people.member, "post-react", post.pk, kind="agree")
    scripted = signed_in(people.chair).post(
        address, {"kind": "helpful"}, headers={"HX-Request": "true"}
    )
    wrong = signed_in(people.chair).post(address, {"kind": "love"}, follow=True)

    assert (done.url, scripted.status_code) == (post.get_absolute_url(), 204)
    assert "Press one of the buttons" in wrong.content.decode()
    assert set(Reaction.objects.values_list("kind", flat=True)) == {"agree", "helpful"}
    assert signed_in(people.stranger).post(address, {"kind": "agree"}).status_code == 404


def test_a_page_asks_one_question_more_where_somebody_reacted_however_many(people, topic, post):
    client, address = signed_in(people.member), url("topic", topic.pk)
    asked = [questions(client, address)]
    for person in (people.chair, people.vice_chair):
        for reacted in (post, PostFactory(topic=topic), PostFactory(topic=topic)):
            react(person, reacted)
        asked.append(questions(client, address))

    assert asked == [9, 10, 10]


def test_ones_own_copy_says_what_one_said_and_nothing_of_others(people, topic, post):
    react(people.chair, post)
    react(people.vice_chair, post, HELPFUL)
    rows = list(reactions(people.chair))
    actions.close_topic(actor=people.chair, topic=topic)
    actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert [(row["post"], row["said"]) for row in rows] == [(post.pk, "Agree")]
    assert Reaction.objects.count() == 0
