"""What becomes of a question in the shared space is said by who may, and seen by who reads it."""

from datetime import timedelta

import pytest

from core.audit.models import Record
from core.clock import at, now
from core.notices.models import Notice
from core.policy import Refused
from deliberation import actions, queries
from deliberation.live import TopicPage
from deliberation.models import History, Post, Question, Space, Topic
from deliberation.personal_data.expiries import is_held
from deliberation.personal_data.sections import questions
from tests.deliberation.pages import page, url, words
from tests.deliberation.pages import post as send
from tests.deliberation.pages import questions as number_of_queries
from tests.factories import MembershipFactory, PostFactory
from tests.notices.conftest import told
from tests.signing_in import signed_in

State, Label = Question.State, Post.Label
ASKED = "Lobelia: who pays for it?"


@pytest.fixture
def asked(people, topic):
    """Doreen asks in the shared space, and the same among the members."""
    PostFactory(
        topic=topic, author=people.member, space=Space.MEMBERS, label=Label.QUESTION, body="Zinnia?"
    )
    return PostFactory(topic=topic, author=people.member, label=Label.QUESTION, body=ASKED)


@pytest.fixture
def answer(people, topic, asked):
    return PostFactory(
        topic=topic, author=people.police_lead, reply_to=asked, body="Begonia: the force does"
    )


def settle(person, post, state, answer=None):
    if state == State.ANSWERED:
        actions.answer_question(actor=person, post=post, answer=answer)
    elif state == State.CARRIED:
        actions.carry_question(actor=person, post=post)
    elif state == State.WITHDRAWN:
        actions.withdraw_question(actor=person, post=post)
    else:
        actions.reopen_question(actor=person, post=post)


def fate(post):
    return Post.objects.get(pk=post.pk).fate


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("chair", {State.ANSWERED, State.CARRIED}),
        ("secretary", {State.ANSWERED, State.CARRIED}),
        ("member", {State.ANSWERED, State.WITHDRAWN}),
        ("police_lead", {State.ANSWERED}),
        ("vice_chair", {State.ANSWERED, State.CARRIED}),
        ("observer", set()),
        ("stranger", set()),
    ],
)
def test_who_may_say_what(people, asked, answer, role, may):
    did = set()
    for state in (State.ANSWERED, State.CARRIED, State.WITHDRAWN):
        Question.objects.all().delete()
        try:
            settle(getattr(people, role), asked, state, answer)
        except Refused:
            assert fate(asked) == State.OPEN
        else:
            did.add(state)

    assert did == may


def test_it_is_carried_answered_with_a_post_and_opened_again_on_record(people, asked, answer):
    steps = [
        (people.chair, State.CARRIED),
        (people.police_lead, State.ANSWERED),
        (people.member, State.OPEN),
        (people.member, State.WITHDRAWN),
    ]
    for person, state in steps:
        settle(person, asked, state, answer)

    question = Question.objects.get()
    assert (question.state, question.answer, question.settled_by) == (
        "withdrawn",
        None,
        people.member,
    )
    facts = {"topic_id": asked.topic_id, "post_id": asked.pk, "space": "shared"}
    kept = Record.objects.filter(event__startswith="question").order_by("pk")
    assert [(record.event, record.facts) for record in kept] == [
        ("question.carried", facts),
        ("question.answered", facts | {"answer_id": answer.pk}),
        ("question.reopened", facts),
        ("question.withdrawn", facts),
    ]
    assert [row["said"] for row in questions(people.member)] == ["Withdrawn"]


def test_of_two_who_settle_it_the_second_is_refused(people, asked, answer):
    settle(people.chair, asked, State.ANSWERED)

    for person, state in ((people.member, State.WITHDRAWN), (people.police_lead, State.ANSWERED)):
        with pytest.raises(Refused, match="answered or withdrawn already"):
            settle(person, asked, state, answer)
    with pytest.raises(Refused, match="is open"):
        settle(people.member, PostFactory(**again(asked)), State.OPEN)


def again(post):
    return {"topic": post.topic, "author": post.author, "label": Label.QUESTION}


def test_the_police_lead_shows_the_answer_and_others_may_have_had_it_elsewhere(people, asked):
    with pytest.raises(Refused, match="Select the post"):
        settle(people.police_lead, asked, State.ANSWERED)
    settle(people.member, asked, State.ANSWERED)

    assert (fate(asked), Question.objects.get().answer) == ("answered", None)


def test_only_a_later_post_of_the_shared_space_with_its_words_answers(people, topic, asked, answer):
    earlier = topic.posts.filter(space=Space.SHARED).first()
    inside = PostFactory(topic=topic, space=Space.MEMBERS, author=people.chair)
    actions.withdraw_post(actor=people.police_lead, post=answer)
    for post in (earlier, inside, answer, PostFactory(author=people.chair), asked):
        with pytest.raises(Refused, match="A later post of the shared space"):
            settle(people.chair, asked, State.ANSWERED, post)


def test_what_asks_nothing_there_has_no_fate(people, topic, asked):
    inside = topic.posts.get(space=Space.MEMBERS, label=Label.QUESTION)
    concern = PostFactory(topic=topic, author=people.member, label=Label.CONCERN)

    for post in (inside, concern):
        with pytest.raises(Refused, match="Only a question in the shared space"):
            settle(people.member, post, State.WITHDRAWN)
    assert page(people.observer, "question-settle", inside.pk).status_code == 404


def test_nothing_becomes_of_it_in_a_closed_topic_or_under_a_hold(people, topic, asked):
    settle(people.chair, asked, State.CARRIED)
    actions.hold_topic(actor=people.secretary, topic=topic, reason="An inquest")
    with pytest.raises(Refused, match="legal hold"):
        settle(people.chair, asked, State.OPEN)
    assert (is_held(people.chair), is_held(people.vice_chair)) == (True, False)
    actions.close_topic(actor=people.chair, topic=Topic.objects.get(pk=topic.pk))
    with pytest.raises(Refused, match="closed"):
        settle(people.member, asked, State.WITHDRAWN)
    assert "Say what became of it" not in words(page(people.chair, "topic-questions", topic.pk))


def test_other_words_ask_anew_and_an_answer_that_is_gone_answers_nothing(
    people, topic, asked, answer
):
    settle(people.chair, asked, State.ANSWERED, answer)
    actions.withdraw_post(actor=people.police_lead, post=answer)
    assert fate(asked) == State.OPEN

    settle(people.chair, asked, State.ANSWERED)
    actions.edit_post(actor=people.member, post=asked, body="Who else pays?", after=1)
    assert fate(asked) == State.OPEN
    settle(people.chair, asked, State.CARRIED)
    actions.withdraw_post(actor=people.member, post=asked)
    assert Question.objects.count() == 0


def test_the_page_counts_them_and_lists_each_with_its_fate(people, topic, asked, answer):
    other = PostFactory(**again(asked))
    PostFactory(**again(asked))
    settle(people.chair, asked, State.ANSWERED, answer)
    settle(people.chair, other, State.CARRIED)

    drawn = words(page(people.observer, "topic", topic.pk))
    listed = words(page(people.observer, "topic-questions", topic.pk))
    assert "Questions: 1 open, 1 to be asked at the meeting, 1 answered" in drawn
    assert "Lobelia: who pays for it? Answered: Marjorie Penhale," in listed
    assert "The answer by Rob Ansty" in listed
    assert ("Zinnia" in listed, "Say what became of it" in listed) == (False, False)
    assert "Questions:" not in words(page(people.member, "topic-members", topic.pk))


def test_who_joined_later_counts_and_reads_what_was_asked_since(people, topic, asked, answer):
    Topic.objects.filter(pk=topic.pk).update(history=History.FROM_JOINING)
    newcomer = MembershipFactory(group=people.group, starts_at=now() + timedelta(hours=1)).user
    with at(now() + timedelta(hours=2)):
        PostFactory(**again(asked), body="Dahlia?")
        seen = [words(page(newcomer, name, topic.pk)) for name in ("topic", "topic-questions")]

    assert ["1 open" in text for text in seen] == [True, True]
    assert ["Lobelia" in text for text in seen] == [False, False]


def test_a_form_offers_what_this_person_may_and_asks_for_the_post(people, asked, answer):
    offered = {
        role: [value for value, _ in page(getattr(people, role), "question-settle", asked.pk)
               .context["form"].fields["state"].choices]
        for role in ("chair", "member", "police_lead")
    }  # fmt: skip
    wrong = send(people.police_lead, "question-settle", asked.pk, state="answered", answer="")
    done = send(people.police_lead, "question-settle", asked.pk, state="answered", answer=answer.pk)

    assert offered == {
        "chair": ["carried", "answered", "not_taken"],
        "member": ["answered", "withdrawn"],
        "police_lead": ["answered"],
    }
    assert (wrong.status_code, "Select the post that answers it" in words(wrong)) == (422, True)
    assert done.url == url("topic-questions", asked.topic_id)
    assert Question.objects.get().answer == answer
    assert page(people.police_lead, "question-settle", asked.pk).status_code == 403


def test_who_asked_is_told_that_it_was_answered_and_not_by_themselves(people, asked, answer):
    settle(people.member, asked, State.ANSWERED)
    assert told("question.answered") == set()
    settle(people.member, asked, State.OPEN)
    settle(people.police_lead, asked, State.ANSWERED, answer)

    assert told("question.answered") == {people.member.pk}
    assert Notice.objects.filter(kind="question.answered").count() == 1


def test_open_pages_draw_the_count_anew_in_the_shared_space_alone(people, topic, asked):
    live = TopicPage()
    drawn = {}
    for space in Space:
        thing = live.find(topic.stream(space))
        audience = live.audiences(thing, [people.member.pk])[people.member.pk]
        drawn[space] = live.draw(thing, audience, {"questions"})["questions"]

    assert ["1 open" in drawn[space] for space in (Space.SHARED, Space.MEMBERS)] == [True, False]
    assert live.changed_by(["question.answered"]) == {"posts", "questions"}


def test_a_list_of_any_length_asks_the_same_and_so_does_the_topic(people, topic, asked):
    client, listed = signed_in(people.chair), url("topic-questions", topic.pk)
    numbers = [number_of_queries(client, listed)]
    for _ in range(2):
        post = PostFactory(**again(asked))
        settle(people.chair, post, State.ANSWERED, PostFactory(topic=topic, author=people.chair))
    numbers.append(number_of_queries(client, listed))

    assert numbers[0] == numbers[1]
    assert number_of_queries(client, url("topic", topic.pk)) == 9
    assert len(queries.questions(topic)) == 3


def test_it_goes_with_the_posts(people, topic, asked, answer):
    settle(people.chair, asked, State.ANSWERED, answer)
    actions.close_topic(actor=people.chair, topic=topic)
    actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert (Question.objects.count(), Post.objects.count()) == (0, 0)
