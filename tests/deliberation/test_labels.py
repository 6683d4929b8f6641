"""An author says what kind of contribution a post is; the page counts and filters them."""

import pytest

from core.clock import now
from core.policy import Refused
from deliberation import actions
from deliberation.models import History, Post, ReadMark, Space, Topic
from tests.deliberation.conftest import LONG_AGO
from tests.deliberation.pages import page, post, questions, url, words
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.signing_in import signed_in

Label = Post.Label


@pytest.fixture
def labelled(topic):
    """Two questions and a concern of the shared space, and support among the members."""
    made = [PostFactory(topic=topic, label=Label.QUESTION, body=f"Lobelia {n}") for n in (1, 2)]
    made.append(PostFactory(topic=topic, label=Label.CONCERN, body="Begonia"))
    PostFactory(topic=topic, space=Space.MEMBERS, label=Label.SUPPORT, body="Inside")
    return made


def test_a_label_is_chosen_with_the_post_changed_with_it_and_shown(people, topic):
    post(people.member, "post-new", topic.pk, "shared", body="Who pays?", label="question")
    made = Post.objects.latest("pk")
    assert (made.label, "Question" in words(page(people.chair, "topic", topic.pk))) == (
        "question", True
    )  # fmt: skip

    post(people.member, "post-edit", made.pk, body="Who pays?", label="concern", after=1)
    made.refresh_from_db()
    assert (made.label, made.version) == ("concern", 2)
    with pytest.raises(Refused, match="same as before"):
        actions.edit_post(actor=people.member, post=made, body="Who pays?", after=2)
    actions.withdraw_post(actor=people.member, post=made)
    assert Post.objects.get(pk=made.pk).label == ""


def test_a_label_of_ones_own_is_refused_and_what_was_typed_comes_back(people, topic):
    answer = post(people.member, "post-new", topic.pk, "shared", body="Lobelia", label="rant")

    assert (answer.status_code, "Lobelia" in answer.content.decode()) == (422, True)


def test_the_page_counts_them_and_shows_those_of_one_label(people, topic, labelled):
    everything = words(page(people.police_lead, "topic", topic.pk))
    answer = page(people.police_lead, "topic", topic.pk, label="question")

    assert "All posts Question (2) Concern (1)" in everything
    assert "Support (" not in everything
    text = words(answer)
    assert ("Lobelia 1" in text, "Lobelia 2" in text, "Begonia" in text) == (True, True, False)
    assert 'data-region="posts"' not in answer.content.decode()


def test_what_is_left_out_stays_unread(people, topic, labelled):
    signed_in(people.chair).get(url("topic", topic.pk), {"label": "question"})

    assert not ReadMark.objects.filter(user=people.chair).exists()


@pytest.mark.parametrize("given", ["rant", "", "question'"])
def test_a_label_that_there_is_not_shows_all(people, topic, labelled, given):
    assert "Begonia" in words(page(people.chair, "topic", topic.pk, label=given))


def test_who_joined_later_counts_nothing_of_before(people, topic, labelled):
    Post.objects.filter(topic=topic).update(written_at=LONG_AGO)
    Topic.objects.update(history=History.FROM_JOINING, opened_at=LONG_AGO)
    newcomer = UserFactory()
    MembershipFactory(user=newcomer, group=people.group, starts_at=now())

    assert "Question (" not in words(page(newcomer, "topic", topic.pk))
    assert "Lobelia" not in words(page(newcomer, "topic", topic.pk, label="question"))


def test_it_asks_no_question_more_where_there_are_any(people, topic):
    client, address = signed_in(people.member), url("topic", topic.pk)
    asked = [questions(client, address)]
    for _ in range(2):
        PostFactory(topic=topic, label=Label.QUESTION)
        asked.append(questions(client, address))

    assert asked == [9, 9, 9]
