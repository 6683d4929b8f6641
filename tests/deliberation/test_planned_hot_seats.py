"""A hot seat is planned, changed and cancelled while people can rely on what they were told."""

from datetime import timedelta

import pytest

from accounts.models import Role
from core.clock import at
from core.policy import Refused
from deliberation import actions
from deliberation.models import History, HotSeat, Post, Topic
from deliberation.personal_data.expiries import is_held, old_topics
from deliberation.personal_data.sections import hot_seats
from tests.deliberation.hot_seats import BEGINS, ENDS, PROMISED, ask, planned, run
from tests.deliberation.pages import page, url, words
from tests.deliberation.pages import post as send
from tests.deliberation.pages import questions as number_of_queries
from tests.factories import MembershipFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.usefixtures("noon")
TIMES = {
    "day_day": 2,
    "day_month": 4,
    "day_year": 2026,
    "begins": "7pm",
    "ends": "8pm",
    "answer_days": 3,
}


def plan_form(invited, **changes):
    return {"guest": invited.pk, "guest_name": "", **TIMES, **changes}


def test_a_form_plans_it_and_gives_back_what_cannot_be(people, topic, invited):
    wrong = {
        "Enter the name of the guest": {"guest": ""},
        "Delete the name": {"guest_name": "Ann Hall"},
        "It must end later than it begins": {"ends": "6pm"},
        "It must be to come": {"day_year": 2025},
        "Enter 0 to 20 working days": {"answer_days": 21},
        "Select somebody on the list": {"guest": people.observer.pk},
    }
    for sentence, changes in wrong.items():
        answer = send(people.chair, "hot-seat-new", topic.pk, **plan_form(invited, **changes))
        assert (answer.status_code, sentence in words(answer)) == (422, True), sentence
    begun = plan_form(invited, day_day=24, day_month=3, begins="11am", ends="2pm")
    refused = send(people.chair, "hot-seat-new", topic.pk, **begun)
    assert (refused.status_code, "It must begin later than now" in words(refused)) == (403, True)

    send(people.chair, "hot-seat-new", topic.pk, **plan_form(invited))

    seat = HotSeat.objects.get()
    assert (seat.guest, seat.opens_at, seat.closes_at) == (invited, BEGINS, ENDS)
    assert (seat.answers_by, seat.state) == (PROMISED, "planned")
    with pytest.raises(Refused, match="has a hot seat already"):
        planned(people, topic, guest=invited)


def test_of_two_who_change_it_the_second_has_both_on_the_page(people, topic, seat, invited):
    form = page(people.chair, "hot-seat-change", seat.pk).context["form"]
    assert (form.initial["answer_days"], form.initial["after"]) == (3, 1)
    later = plan_form(invited, ends="9pm", after=1)
    send(people.secretary, "hot-seat-change", seat.pk, **later)
    second = send(
        people.chair, "hot-seat-change", seat.pk, **plan_form(invited, after=1, ends="10pm")
    )

    assert second.status_code == 409
    assert ("7pm to 9pm" in words(second), 'value="10pm"' in second.content.decode()) == (
        True,
        True,
    )
    assert HotSeat.objects.get().closes_at == ENDS + timedelta(hours=1)


def test_once_it_has_begun_it_ends_no_sooner_and_is_not_cancelled(people, topic, seat, invited):
    run(BEGINS)
    plan = {"guest": invited, "guest_name": "", "opens_at": BEGINS, "closes_at": ENDS}
    plan["answers_by"] = PROMISED

    def change(**fields):
        fresh = HotSeat.objects.get()
        actions.change_hot_seat(
            actor=people.chair, seat=fresh, plan=plan | fields, after=fresh.version
        )

    with at(BEGINS + timedelta(minutes=1)):
        with pytest.raises(Refused, match="not sooner"):
            change(closes_at=ENDS - timedelta(minutes=1))
        with pytest.raises(Refused, match="cannot be changed any more"):
            change(opens_at=BEGINS + timedelta(minutes=30))
        with pytest.raises(Refused, match="has begun"):
            actions.cancel_hot_seat(actor=people.chair, seat=HotSeat.objects.get())
        change(closes_at=ENDS + timedelta(minutes=30))
    run(ENDS)
    assert HotSeat.objects.get().state == HotSeat.State.RUNNING
    run(ENDS + timedelta(minutes=30))
    with at(ENDS + timedelta(hours=1)), pytest.raises(Refused, match="is over"):
        change(closes_at=ENDS + timedelta(hours=2))


def test_one_that_was_cancelled_asks_nothing_and_makes_room_for_another(
    people, topic, seat, invited
):
    asked = ask(people.member, topic)
    send(people.secretary, "hot-seat-cancel", seat.pk)

    assert "Hot seat" not in words(page(people.member, "topic", topic.pk))
    with pytest.raises(Refused, match="Only the guest answers"):
        actions.answer_from_seat(actor=invited, post=asked, body="Begonia")
    run(ENDS)
    with at(ENDS):
        ask(people.member, topic, "Zinnia?")
        again = planned(
            people, topic, guest_name="Ann Hall",
            opens_at=ENDS + timedelta(days=7), closes_at=ENDS + timedelta(days=7, hours=1),
            answers_by=PROMISED + timedelta(days=7),
        )  # fmt: skip
        assert (again.pk, again.who, again.state, again.guest) == (
            seat.pk,
            "Ann Hall",
            "planned",
            None,
        )


def test_a_hold_and_a_guest_who_cannot_write_stop_a_change(people, topic, seat, invited):
    with pytest.raises(Refused, match="able to write in the shared space"):
        actions.change_hot_seat(
            actor=people.chair,
            seat=seat,
            plan={
                "guest": people.observer,
                "guest_name": "",
                "opens_at": BEGINS,
                "closes_at": ENDS,
                "answers_by": PROMISED,
            },
            after=1,
        )
    actions.hold_topic(actor=people.secretary, topic=topic, reason="An inquest")

    answer = send(people.chair, "hot-seat-change", seat.pk, **plan_form(invited, after=1))
    actions.cancel_hot_seat(actor=people.chair, seat=seat)
    with pytest.raises(Refused, match="A legal hold covers this topic"):
        planned(people, topic, guest_name="Ann Hall")
    assert (answer.status_code, "legal hold" in words(answer)) == (403, True)
    assert (is_held(invited), is_held(people.police_lead)) == (True, False)


def reads_of_questions(person, topic):
    """Of the topic, and of its questions: whether it opens, has the words, and says how many."""
    answers = [page(person, name, topic.pk) for name in ("topic", "topic-questions")]
    return [(a.status_code, "Lobelia" in words(a), "1 open" in words(a)) for a in answers]


def test_a_chair_who_joined_later_closes_it_and_learns_of_no_question_of_before(
    people, topic, seat, invited
):
    asked = ask(people.member, topic)
    with at(ENDS):
        newcomer = MembershipFactory(group=people.group, role=Role.CHAIR).user
        Topic.objects.filter(pk=topic.pk).update(history=History.FROM_JOINING)
        hidden = Topic.objects.get(pk=topic.pk)
        with pytest.raises(Refused, match="Questions of the hot seat are open"):
            actions.close_topic(actor=people.chair, topic=hidden)
        actions.close_topic(actor=newcomer, topic=hidden)
        shown = {who: reads_of_questions(who, topic) for who in (people.member, newcomer)}

    assert shown[people.member] == [(200, True, True)] * 2
    assert shown[newcomer] == [(200, False, False)] * 2
    asked = Post.objects.get(pk=asked.pk)
    assert (asked.fate, Topic.objects.get(pk=topic.pk).state) == ("open", "closed")


def test_it_is_kept_and_goes_with_its_topic_and_its_guest_has_a_copy(people, topic, seat, invited):
    run(ENDS)
    with at(ENDS):
        actions.close_topic(actor=people.chair, topic=topic)

    assert [row["you"] for row in hot_seats(invited)] == [["guest"]]
    assert [row["you"] for row in hot_seats(people.chair)] == [["planned"]]
    assert old_topics(ENDS - timedelta(minutes=1)) == []
    actions.remove_expired_topics(actor=None, ids=[topic.pk])
    assert HotSeat.objects.count() == 0


def test_the_page_asks_the_same_however_many_questions_there_are(people, topic, seat, invited):
    client = signed_in(people.chair)
    addresses = [url("topic-questions", topic.pk), url("topic", topic.pk)]
    ask(people.member, topic)
    numbers = [[number_of_queries(client, address) for address in addresses]]
    for body in ("Zinnia?", "Dahlia?"):
        actions.react_to_post(
            actor=people.chair, post=ask(people.member, topic, body), kind="agree"
        )
    numbers.append([number_of_queries(client, address) for address in addresses])

    assert numbers == [[9, 11], [9, 12]]  # who reacted is one more, as in any topic
