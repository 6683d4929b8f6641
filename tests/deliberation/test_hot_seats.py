"""A guest answers questions from one moment to another, and each question has its fate."""

from datetime import UTC, datetime, timedelta

import pytest

from core.audit.models import Record
from core.clock import at
from core.notices.models import Notice
from core.policy import Refused
from deliberation import actions
from deliberation.jobs import remind_of_hot_seats, remind_of_questions
from deliberation.live import TopicPage
from deliberation.models import HotSeat, Post, Question, Space, Topic
from deliberation.personal_data.sections import questions as settled_by
from tests.deliberation.hot_seats import BEGINS, ENDS, LABEL, NOON, PROMISED, ask, planned, run
from tests.deliberation.pages import page, url, words
from tests.deliberation.pages import post as send
from tests.factories import MembershipFactory
from tests.notices.conftest import told

pytestmark = pytest.mark.usefixtures("noon")


def facts(seat):
    return {"topic_id": seat.topic_id, "hot_seat_id": seat.pk}


def test_it_begins_and_ends_at_its_times_by_nobody_and_open_pages_are_told(people, topic, seat):
    live = TopicPage()
    drawn = {}
    moments = {
        "before": BEGINS - timedelta(minutes=1),
        "now": BEGINS,
        "after": ENDS,
    }
    for name, moment in moments.items():
        run(moment)
        with at(moment):
            thing = live.find(topic.stream(Space.SHARED))
            audience = live.audiences(thing, [people.observer.pk])[people.observer.pk]
            drawn[name] = live.draw(thing, audience, {"questions"})["questions"]

    kept = Record.objects.filter(event__startswith="hot_seat").order_by("pk")
    assert [(record.event, record.actor_id, record.facts) for record in kept] == [
        ("hot_seat.planned", people.chair.pk, facts(seat)),
        ("hot_seat.began", None, facts(seat)),
        ("hot_seat.ended", None, facts(seat)),
    ]
    sentences = {
        "before": "Thursday 2 April 2026, 7pm to 8pm. Questions can be put from now until the end",
        "now": "It is going on until 8pm. Questions can be put until then.",
        "after": "No more questions can be put.",
    }
    assert {name: sentences[name] in drawn[name] for name in sentences} == dict.fromkeys(
        sentences, True
    )
    assert live.changed_by(["hot_seat.began", "hot_seat.ended"]) == {"questions"}
    run(ENDS + timedelta(minutes=1))
    assert kept.count() == 3


def test_a_worker_that_was_away_ends_it_without_beginning_it(seat):
    run(ENDS + timedelta(days=1))

    assert HotSeat.objects.get().state == HotSeat.State.ENDED
    assert [record.event for record in Record.objects.filter(actor=None)] == ["hot_seat.ended"]


def test_questions_are_put_until_its_end_by_the_clock_alone_and_other_words_after_it(
    people, topic, seat
):
    """Whichever way: written, dictated, or made one by a change of the label."""
    remark = ask(people.member, topic, "Just a remark", label="")
    caller = MembershipFactory(group=people.group, user__email=None).user
    told_on = {"via": "telephone", "told_on": NOON.date()}
    with at(ENDS - timedelta(minutes=1)):
        asked = ask(people.member, topic)
        remark = ask(people.member, topic, "Another remark", label="")
    with at(ENDS):
        attempts = (
            lambda: ask(people.member, topic),
            lambda: actions.edit_post(
                actor=people.member, post=remark, body="A question?", label=LABEL, after=1
            ),
            lambda: actions.write_post_for(
                actor=people.chair, author=caller, topic=topic, space=Space.SHARED,
                body="Zinnia?", label=LABEL, **told_on,
            ),
        )  # fmt: skip
        for attempt in attempts:
            with pytest.raises(Refused, match="ended on 2 April 2026, 8pm: no more questions"):
                attempt()
        ask(people.member, topic, "Thank you", label="")
        ask(people.member, topic, space=Space.MEMBERS)
        refused = send(people.member, "post-new", topic.pk, "shared", body="Too late?", label=LABEL)

    assert (refused.status_code, "Too late?" in refused.content.decode()) == (403, True)
    assert "no more questions can be put" in words(refused)
    shared = Post.objects.filter(topic=topic, space=Space.SHARED, label=LABEL)
    assert list(shared) == [asked]


def test_the_guest_answers_in_one_step_and_nobody_for_them(people, topic, seat, invited):
    first, second = ask(people.member, topic), ask(people.vice_chair, topic, "Zinnia?")
    for person in (people.police_lead, people.chair, people.secretary, people.member):
        with pytest.raises(Refused, match="Only the guest answers"):
            actions.answer_from_seat(actor=person, post=first, body="Begonia")
    with pytest.raises(Refused, match="Only people who can read"):
        actions.answer_from_seat(actor=people.stranger, post=first, body="Begonia")

    done = send(invited, "question-answer", first.pk, body="Begonia: the force does")
    actions.decline_question(actor=invited, post=second, reason="It is before a court")

    assert done.url == url("topic-questions", topic.pk) + "?fate=open"
    question = Question.objects.get(post=first)
    answer = question.answer
    assert (question.state, answer.author, answer.reply_to) == ("answered", invited, first)
    listed = words(page(people.observer, "topic-questions", topic.pk))
    assert "Begonia: the force does" in listed
    assert "Why not: It is before a court" in listed
    assert told("question.answered") == {people.member.pk}
    assert told("question.declined") == {people.vice_chair.pk}
    assert [row["reason"] for row in settled_by(invited) if "reason" in row] == [
        "It is before a court"
    ]
    assert "It is before a court" not in str(list(Record.objects.values_list("facts", flat=True)))


def test_for_a_guest_without_an_account_an_organiser_types_and_it_says_so(people, topic):
    planned(people, topic, guest_name="Chief Superintendent Ann Hall")
    asked = ask(people.member, topic)
    with pytest.raises(Refused, match="Only the guest answers"):
        actions.answer_from_seat(actor=people.police_lead, post=asked, body="Begonia")

    send(people.secretary, "question-answer", asked.pk, body="Begonia: **the force** does")

    answer = Question.objects.get(post=asked).answer
    assert answer.body.startswith("Chief Superintendent Ann Hall, as told to Sally Treloar:\n\n")
    assert "<strong>the force</strong>" in answer.html


def test_the_guest_whose_place_ended_answers_no_longer(people, topic, seat, invited):
    asked = ask(people.member, topic)
    actions.remove_guest(actor=people.chair, topic=topic, user=invited)

    assert page(invited, "question-answer", asked.pk).status_code == 404
    assert page(invited, "topic-questions", topic.pk).status_code == 404


def test_people_say_what_they_ask_too_and_such_questions_stand_first(people, topic, seat, invited):
    first, second = ask(people.member, topic), ask(people.chair, topic, "Zinnia: when?")
    next_page = f"{url('topic-questions', topic.pk)}?page=1"
    sent = send(people.member, "post-react", second.pk, kind="agree", next=next_page)
    send(people.vice_chair, "post-react", second.pk, kind="agree")
    foreign = send(people.chair, "post-react", first.pk, kind="agree", next="https://elsewhere/")
    send(people.chair, "post-react", first.pk, kind="agree")

    def order(**query):
        listed = page(invited, "topic-questions", topic.pk, **query).context["page"]
        return [(post.pk, post.wanting) for post in listed]

    assert (sent.url, foreign.url) == (next_page, first.get_absolute_url())
    assert order() == [(second.pk, 2), (first.pk, 0)]
    assert order(order="asked") == [(first.pk, 0), (second.pk, 2)]
    drawn = words(page(invited, "topic", topic.pk))
    assert "2 open questions Zinnia: when? Marjorie Penhale, also asked by 2 people Answer" in drawn
    assert "I want to know this too" in drawn
    others = words(page(people.police_lead, "topic", topic.pk))
    assert "also asked by 2 people Lobelia" in others
    assert "2 open questions" not in words(page(people.chair, "topic-members", topic.pk))


def test_none_is_left_without_a_fate_when_it_closes(people, topic, seat, invited):
    asked, carried = ask(people.member, topic), ask(people.member, topic, "Zinnia?")
    with pytest.raises(Refused, match="is not over"):
        actions.close_topic(actor=people.chair, topic=topic)
    actions.carry_question(actor=people.chair, post=carried)
    run(ENDS)

    concerned = {people.chair.pk, people.vice_chair.pk, people.secretary.pk, invited.pk}
    with at(ENDS):
        assert told("hot_seat.ended") == concerned
        with pytest.raises(Refused, match="Questions of the hot seat are open"):
            actions.close_topic(actor=people.chair, topic=topic)
        actions.answer_from_seat(actor=invited, post=asked, body="Begonia")
        actions.close_topic(actor=people.chair, topic=topic)
    assert Topic.objects.get(pk=topic.pk).state == Topic.State.CLOSED


def test_what_was_promised_is_overdue_the_day_after_and_said_once(people, topic, seat, invited):
    ask(people.member, topic)
    run(ENDS)
    seen = {}
    for day in (PROMISED, PROMISED + timedelta(days=1), PROMISED + timedelta(days=2)):
        with at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            remind_of_questions()
            listed = words(page(people.observer, "topic-questions", topic.pk))
            number = Notice.objects.filter(kind="hot_seat.answers_overdue").count()
            seen[day.day] = ("Overdue" in listed, number)

    assert seen == {9: (False, 0), 10: (True, 4), 11: (True, 4)}


def test_who_reads_the_topic_is_reminded_within_the_hour_and_once_for_each_time(
    people, topic, seat, invited
):
    readers = {people.chair, people.vice_chair, people.member, people.secretary}
    readers |= {people.police_lead, people.observer, invited}
    for minutes, number in ((61, 0), (59, len(readers)), (44, len(readers))):
        with at(BEGINS - timedelta(minutes=minutes)):
            remind_of_hot_seats()
            assert len(told("hot_seat.begins_soon")) == number
    assert told("hot_seat.begins_soon") == {person.pk for person in readers}
    assert Notice.objects.filter(kind="hot_seat.begins_soon").count() == len(readers)
