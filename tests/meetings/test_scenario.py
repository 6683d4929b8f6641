"""The quarterly meeting of Harbour District: Leroy by telephone, Ama recused, twelve on the roll."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.audit.models import Record
from deliberation.actions import close_agreement_round, take_position
from deliberation.models import Choice, KeyMessage, Outcome, Position
from meetings import actions
from meetings.models import Attendance
from tests.factories import (
    AttendanceFactory,
    KeyMessageFactory,
    MembershipFactory,
    TopicFactory,
    UserFactory,
)
from tests.meetings.pages import HTMX, get, region, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def roll(people, meeting, leroy, ama):
    """Twelve who advise: ten take part, two sent apologies."""
    others = ("Piotr", "Gwen", "Harpreet", "Nuala", "Colin", "Zainab", "Kerry-Ann")
    for name in others:
        user = UserFactory(name=name)
        MembershipFactory(user=user, group=people.group)
        away = name in {"Zainab", "Kerry-Ann"}
        AttendanceFactory(meeting=meeting, user=user, mode="apologies" if away else "room")
    return meeting.attendances.filter(user__memberships__role__in=("chair", "vice_chair", "member"))


@pytest.fixture
def bus(people, open_meeting):
    """Item 5 with its topic and a key message of it."""
    topic = TopicFactory(group=people.group, title="Late-night bus patrols")
    item = open_meeting.agenda.create(number=5, title="Late-night bus patrols", topic=topic)
    message = KeyMessageFactory(topic=topic, text="Keep the night bus patrol")
    return item, message


def ask(people, meeting, message, **how):
    return actions.open_round(actor=people.chair, meeting=meeting, key_message=message, **how)


def answer_all(asked, choices):
    """Each who is asked answers, in the order of the roll."""
    entitled = asked.entitlements.filter(recused=False).order_by("pk").select_related("user")
    for one, choice in zip(entitled, choices, strict=True):
        take_position(actor=one.user, agreement_round=asked, choice=choice, reason="A reason.")


def test_a_t3_ama_has_no_position_and_no_hand_in_item_5_and_a_forged_post_is_refused_and_recorded(
    people, open_meeting, roll, ama, bus
):
    item, message = bus
    actions.declare_interest(actor=ama, item=item, reason="I work for the bus company.")
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    asked = ask(people, open_meeting, message)
    client = signed_in(ama)

    page = client.get(f"/meetings/{open_meeting.pk}/live/")
    forged = client.post(
        reverse("deliberation:position-take", args=[asked.pk]), {"choice": "support"}, headers=HTMX
    )
    hand = client.post(f"/meetings/{open_meeting.pk}/live/hand/", headers=HTMX)

    assert "position-take" not in page.content.decode()
    assert reverse("deliberation:position-take", args=[asked.pk]) not in page.content.decode()
    assert "Raise my hand" not in words(page)
    assert "You declared an interest in this item" in region(page, "hand")
    assert (forged.status_code, hand.status_code) == (403, 403)
    assert not Position.objects.exists()
    refusals = Record.objects.filter(event="refused", actor=ama).order_by("pk")
    assert [refusal.facts["permission"] for refusal in refusals] == [
        "deliberation.take_position",
        "meetings.raise_hand",
    ]


def test_ama_takes_part_again_in_the_next_item(people, open_meeting, ama, bus):
    item, _message = bus
    actions.declare_interest(actor=ama, item=item, reason="I work for the bus company.")
    for now in (item, open_meeting.agenda.get(number=3)):
        actions.start_item(actor=people.chair, meeting=open_meeting, item=now)

    assert "Raise my hand" in words(get(ama, "live", open_meeting.pk))


def test_a6_nine_of_ten_are_asked_and_unanimous(people, open_meeting, roll, ama, bus):
    item, message = bus
    actions.declare_interest(actor=ama, item=item, reason="I work for the bus company.")
    asked = ask(people, open_meeting, message)
    answer_all(asked, [Choice.SUPPORT] * 9)

    closed = close_agreement_round(actor=people.chair, agreement_round=asked)

    assert (closed.support, closed.outcome) == (9, Outcome.UNANIMOUS)
    assert [e.user for e in closed.entitlements.filter(recused=True)] == [ama]


def test_a_t1_leroys_position_by_call_back_is_counted_once_and_marked(
    people, open_meeting, roll, leroy, topic
):
    """A5: his line dropped; Sally records it at 20:41, after the meeting has ended."""
    message = KeyMessageFactory(topic=topic, text="Publish monthly footfall")
    actions.come_in(
        actor=people.secretary, meeting=open_meeting, mode=Attendance.Mode.TELEPHONE, user=leroy
    )
    asked = ask(people, open_meeting, message, although_short=True)
    entitled = asked.entitlements.exclude(user=leroy).order_by("pk").select_related("user")
    for number, one in enumerate(entitled):
        choice = Choice.STAND_ASIDE if number == 8 else Choice.SUPPORT
        take_position(actor=one.user, agreement_round=asked, choice=choice)
    actions.leave(actor=people.secretary, meeting=open_meeting, user=leroy)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    record = reverse("deliberation:position-record", args=[asked.pk])
    with clock.at(open_meeting.starts_at + timedelta(hours=2, minutes=11)):
        sally = signed_in(people.secretary)  # half an hour idle ends a session
        for _twice in range(2):
            sally.post(record, {"user": leroy.pk, "choice": "support", "via": "telephone"})
    closed = close_agreement_round(actor=people.chair, agreement_round=asked)

    position = Position.objects.get(user=leroy)
    counts = [number for _choice, number in closed.counts]
    assert (counts, closed.outcome) == ([9, 0, 0, 1, 0], Outcome.CONSENSUS)
    assert (position.recorded_by, position.recorded_via) == (people.secretary, "telephone")
    assert position.taken_at == open_meeting.starts_at + timedelta(hours=2, minutes=11)
    assert "Leroy Samuels On the telephone" in words(get(people.chair, "meeting", open_meeting.pk))


def test_twelve_on_the_roll_need_four_and_ten_are_asked(people, open_meeting, roll, topic):
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic))

    page = get(people.observer, "live", open_meeting.pk)

    assert (roll.count(), asked.quorum) == (12, 4)
    assert "0 of 10" in region(page, "round")
    assert "At least 4 are needed." in region(page, "round")


def test_three_answers_of_twelve_decide_nothing(people, open_meeting, roll, topic):
    message = KeyMessageFactory(topic=topic)
    asked = ask(people, open_meeting, message)
    for user in (people.chair, people.vice_chair, people.member):
        take_position(actor=user, agreement_round=asked, choice=Choice.SUPPORT)

    closed = close_agreement_round(actor=people.chair, agreement_round=asked)

    assert closed.outcome == Outcome.NOT_QUORATE
    assert KeyMessage.objects.get().state == KeyMessage.State.PROPOSED
    assert "not quorate" in region(get(people.member, "live", open_meeting.pk), "round")


def test_the_outcome_is_shown_to_all_at_once_in_numbers_without_names(
    people, open_meeting, roll, topic
):
    """A5 of the scenario: 9/0/0/1/0 is consensus."""
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic))
    answer_all(asked, [Choice.SUPPORT] * 9 + [Choice.STAND_ASIDE])
    close_agreement_round(actor=people.chair, agreement_round=asked)

    for role in ("chair", "member", "police_lead", "observer"):
        text = region(get(getattr(people, role), "live", open_meeting.pk), "round")
        assert "9 support, 1 stand aside: consensus." in text
        assert "Leroy" not in text


def test_the_round_that_stays_open_can_be_answered_after_the_meeting(
    people, open_meeting, roll, topic
):
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic))
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    answer = signed_in(people.member).post(
        reverse("deliberation:position-take", args=[asked.pk]), {"choice": "support"}
    )

    assert answer.status_code == 302
    assert asked.positions.get().user == people.member


def test_the_chair_closes_the_round_with_one_press_on_the_live_page(people, open_meeting, topic):
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic))
    close = reverse("deliberation:round-close", args=[asked.pk])

    answer = signed_in(people.chair).post(close, headers=HTMX)

    asked.refresh_from_db()
    assert (answer.status_code, asked.state) == (204, "closed")


def test_leroy_takes_part_by_telephone_and_is_counted_among_those_present(
    people, open_meeting, roll, leroy
):
    assert leroy.email is None
    actions.come_in(
        actor=people.secretary, meeting=open_meeting, mode=Attendance.Mode.TELEPHONE, user=leroy
    )

    assert "1 on the telephone" in region(get(people.member, "live", open_meeting.pk), "people")
