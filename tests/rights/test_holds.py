"""A legal hold: one person sets it, nobody changes what it covers, two people lift it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import anonymise_person, ask_departure
from accounts.models import LegalHold
from core.audit.models import Record
from core.clock import now
from core.policy import Refused
from deliberation import actions
from deliberation.actions import Asked
from deliberation.models import AgreementRound, Choice, KeyMessage, Position
from meetings import actions as meetings
from meetings.models import Meeting
from tests.deliberation.rounds import settled
from tests.factories import KeyMessageFactory, MembershipFactory, PostFactory, UserFactory
from tests.signing_in import signed_in

WHY = "Zinnia: an inquest was opened"


@pytest.fixture
def topic(world):
    return world.messages[0].topic


@pytest.fixture
def held(world, topic):
    actions.hold_topic(actor=world.sally, topic=topic, reason=WHY)
    return topic


@pytest.mark.parametrize("who", ["marjorie", "tariq", "sally"])
def test_the_chair_and_the_secretary_set_it(world, topic, who):
    hold = actions.hold_topic(actor=getattr(world, who), topic=topic, reason=WHY)
    record = Record.objects.get(event="topic.hold_placed")

    assert (hold.thing, hold.set_by) == (f"topic.{topic.pk}", getattr(world, who))
    assert record.facts == {"topic_id": topic.pk, "hold_id": hold.pk}


@pytest.mark.parametrize("who", ["colin", "rob", "hannah"])
def test_nobody_else_sets_it(world, topic, who):
    with pytest.raises(Refused, match="Only the chair and the secretary"):
        actions.hold_topic(actor=getattr(world, who), topic=topic, reason=WHY)


def test_it_is_set_once(world, held):
    with pytest.raises(Refused, match="legal hold covers this"):
        actions.hold_topic(actor=world.marjorie, topic=held, reason="again")


@pytest.mark.parametrize("who", ["marjorie", "tariq", "sally"])
def test_no_role_removes_words_under_it(world, held, who):
    post = PostFactory(topic=held, author=world.colin, body="Marigold")

    with pytest.raises(Refused, match="legal hold"):
        actions.remove_post(actor=getattr(world, who), post=post, reason="x")
    post.refresh_from_db()
    assert post.body == "Marigold"


def test_the_topic_next_to_it_is_free(world, held):
    other = PostFactory(topic=world.messages[-1].topic, author=world.colin)
    assert other.topic != held

    actions.remove_post(actor=world.marjorie, post=other, reason="x")


def test_a_position_that_was_taken_is_not_changed_under_it_and_a_first_one_is_welcome(world, topic):
    message = KeyMessageFactory(topic=topic, state=KeyMessage.State.PROPOSED)
    asked = [Asked(world.doreen), Asked(world.colin)]
    opened = actions.open_agreement_round(actor=world.marjorie, key_message=message, asked=asked)
    actions.take_position(actor=world.doreen, agreement_round=opened, choice=Choice.SUPPORT)
    actions.hold_topic(actor=world.sally, topic=topic, reason=WHY)

    with pytest.raises(Refused, match="position that was taken is not changed"):
        actions.take_position(actor=world.doreen, agreement_round=opened, choice=Choice.LIVE_WITH)
    actions.take_position(actor=world.colin, agreement_round=opened, choice=Choice.STAND_ASIDE)

    assert dict(Position.objects.filter(round=opened).values_list("user__name", "choice")) == {
        "Doreen Whitcombe": "support",
        "Colin Fairbrass": "stand_aside",
    }


def test_a_declared_interest_takes_a_position_out_of_the_count_and_leaves_its_row(world, topic):
    message = KeyMessageFactory(topic=topic, text="Keep five days")
    meeting = meetings.call_meeting(
        actor=world.sally, group=world.group, title="Next", starts_at=now() + timedelta(minutes=5),
        agenda=[meetings.PlannedItem("Counter", topic=topic)],
    )  # fmt: skip
    meetings.open_meeting(actor=world.marjorie, meeting=meeting)
    agreement_round = meetings.open_round(
        actor=world.marjorie, meeting=meeting, key_message=message
    )
    actions.take_position(
        actor=world.colin, agreement_round=agreement_round, choice=Choice.OBJECT, reason="Marigold"
    )
    for name in ("marjorie", "tariq", "doreen", "piotr", "ama"):
        actions.take_position(
            actor=getattr(world, name), agreement_round=agreement_round, choice=Choice.SUPPORT
        )
    actions.hold_topic(actor=world.sally, topic=topic, reason=WHY)

    meetings.declare_interest(actor=world.colin, item=meeting.agenda.get(), reason="My sister")
    mine = signed_in(world.colin).get(f"/rounds/{agreement_round.pk}/position/")
    closed = actions.close_agreement_round(actor=world.marjorie, agreement_round=agreement_round)

    assert Position.objects.get(round=agreement_round, user=world.colin).reason == "Marigold"
    assert "You declared an interest" in mine.text
    assert "I object" not in mine.text
    assert (closed.support, closed.objections, closed.outcome) == (5, 0, "unanimous")
    assert AgreementRound.objects.with_numbers().get(pk=agreement_round.pk).answered_count == 5
    pages = (
        signed_in(world.marjorie).get(f"/rounds/{settled(closed).pk}/positions/"),
        *(signed_in(who).get(f"/key-messages/{message.pk}/") for who in (world.tariq, world.colin)),
    )
    assert [(page.status_code, "Marigold" in page.content.decode()) for page in pages] == [
        (200, False)
    ] * 3


def test_one_person_cannot_lift_it(world, held):
    with pytest.raises(Refused, match="Two people lift"):
        actions.lift_hold(actor=world.sally, topic=held)
    actions.ask_to_lift_hold(actor=world.sally, topic=held)
    with pytest.raises(Refused, match="Two people lift"):
        actions.lift_hold(actor=world.sally, topic=held)
    with pytest.raises(Refused, match="Another person has to agree"):
        actions.ask_to_lift_hold(actor=world.marjorie, topic=held)

    assert LegalHold.on(held) is not None


def test_two_people_lift_it(world, held):
    actions.ask_to_lift_hold(actor=world.sally, topic=held)
    actions.lift_hold(actor=world.marjorie, topic=held)
    hold = LegalHold.objects.get()

    assert LegalHold.on(held) is None
    assert (hold.lift_asked_by, hold.lifted_by) == (world.sally, world.marjorie)
    assert list(
        Record.objects.filter(event__startswith="topic.hold").values_list("event", flat=True)
    ) == [
        "topic.hold_placed",
        "topic.hold_lift_asked",
        "topic.hold_lifted",
    ]


def test_the_database_itself_wants_two_people(world, held):
    rows = LegalHold.objects.filter(thing=f"topic.{held.pk}")

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(lift_asked_by=world.sally, lifted_by=world.sally, lifted_at="2026-11-22T12:00Z")


def test_the_name_of_who_wrote_under_it_stays(world, held):
    PostFactory(topic=held, author=world.colin)
    place = world.colin.memberships.get()
    place.ends_at = place.starts_at
    place.save()
    departure = ask_departure(actor=world.sally, membership=place)

    with pytest.raises(Refused, match="legal hold"):
        anonymise_person(actor=UserFactory(is_staff=True), departure=departure)
    world.colin.refresh_from_db()
    assert world.colin.name == "Colin Fairbrass"


def test_the_topic_says_that_it_is_held_and_only_organisers_learn_why(world, held):
    pages = {
        who: signed_in(getattr(world, who)).get(f"/topics/{held.pk}/").content.decode()
        for who in ("doreen", "sally")
    }
    html = signed_in(world.marjorie).get(f"/topics/{held.pk}/hold/").content.decode()

    assert ["A legal hold is on" in page for page in pages.values()] == [True, True]
    assert [WHY in page for page in pages.values()] == [False, False]
    assert WHY in html


def test_the_page_of_the_hold(world, topic):
    address = f"/topics/{topic.pk}/hold/"
    sally, marjorie = signed_in(world.sally), signed_in(world.marjorie)

    assert sally.post(address, {"action": "hold", "reason": ""}).status_code == 422
    sally.post(address, {"action": "hold", "reason": WHY})
    sally.post(address, {"action": "ask"})
    assert sally.post(address, {"action": "lift"}).status_code == 403
    marjorie.post(address, {"action": "lift"})

    assert LegalHold.objects.get().lifted_by == world.marjorie


@pytest.mark.parametrize(("who", "status"), [("colin", 403), ("rob", 404)])
def test_the_page_is_for_the_chair_and_the_secretary(world, held, who, status):
    assert signed_in(getattr(world, who)).get(f"/topics/{held.pk}/hold/").status_code == status


def test_the_page_does_not_exist_for_strangers(held):
    stranger = MembershipFactory(role="chair").user

    assert signed_in(stranger).get(f"/topics/{held.pk}/hold/").status_code == 404


def test_a_meeting_is_held_and_lifted_in_the_same_way(world):
    meeting = Meeting.objects.get()
    address = f"/meetings/{meeting.pk}/hold/"
    signed_in(world.marjorie).post(address, {"action": "hold", "reason": WHY})
    page = signed_in(world.doreen).get(f"/meetings/{meeting.pk}/").content.decode()

    assert "A legal hold is on" in page
    assert WHY not in page
    with pytest.raises(Refused, match="Only the chair and the secretary"):
        meetings.ask_to_lift_hold(actor=world.colin, meeting=meeting)
    meetings.ask_to_lift_hold(actor=world.marjorie, meeting=meeting)
    meetings.lift_hold(actor=world.sally, meeting=meeting)
    assert LegalHold.on(meeting) is None
