"""Rounds: who is asked, who answers, what the answers come to; each rule and each refusal."""

import pytest

from core.audit.models import Record
from core.policy import Refused
from deliberation import actions
from deliberation.models import (
    Choice,
    KeyMessage,
    Outcome,
    Position,
)
from tests.deliberation.rounds import close, open_round, record, take
from tests.factories import KeyMessageFactory

State = KeyMessage.State


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, text="Keep a line", proposed_by=people.member)


@pytest.fixture
def agreement_round(people, message):
    people_asked = (people.chair, people.vice_chair, people.member)
    return open_round(people, message, [actions.Asked(user) for user in people_asked])


def test_the_quorum_is_counted_on_the_roll_and_not_on_those_asked(people, message, more_members):
    agreement_round = open_round(people, message, [actions.Asked(people.member)])

    assert agreement_round.quorum == 4  # of twelve


@pytest.mark.parametrize("role", ["secretary", "police_lead", "observer", "stranger"])
def test_nobody_is_asked_who_does_not_advise_on_the_topic(people, message, role):
    asked = [actions.Asked(people.member), actions.Asked(getattr(people, role))]

    with pytest.raises(Refused, match="does not advise on this topic"):
        open_round(people, message, asked)

    assert message.rounds.count() == 0


def test_only_one_round_is_open_on_a_message(people, message, agreement_round):
    with pytest.raises(Refused, match="open already"):
        open_round(people, message, [actions.Asked(people.member)])

    assert message.rounds.count() == 1


@pytest.mark.parametrize("recusal", [None, "Works for the bus company"])
def test_a_round_needs_somebody_who_is_entitled(people, message, recusal):
    asked = [actions.Asked(people.member, recusal=recusal)] if recusal else []

    with pytest.raises(Refused, match="Nobody is entitled"):
        open_round(people, message, asked)


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "stranger"])
def test_only_a_chair_opens_and_closes_rounds(people, message, agreement_round, role):
    person = getattr(people, role)

    with pytest.raises(Refused):
        actions.close_agreement_round(actor=person, agreement_round=agreement_round)

    agreement_round.refresh_from_db()
    assert agreement_round.is_open


def test_a_recused_person_takes_no_position_and_is_told_why(people, message):
    asked = [
        actions.Asked(people.chair),
        actions.Asked(people.member, recusal="Works for the bus company"),
    ]
    agreement_round = open_round(people, message, asked)

    with pytest.raises(Refused, match="You declared an interest"):
        take(people.member, agreement_round)

    assert Position.objects.count() == 0


@pytest.mark.parametrize("role", ["vice_chair", "secretary", "police_lead", "observer", "stranger"])
def test_who_is_not_asked_takes_no_position(people, message, role):
    agreement_round = open_round(people, message, [actions.Asked(people.member)])

    with pytest.raises(Refused):
        take(getattr(people, role), agreement_round)

    assert Position.objects.count() == 0


def test_a_position_can_be_changed_and_is_counted_once(people, agreement_round):
    take(people.member, agreement_round, Choice.OBJECT, "Two buses each way")
    take(people.member, agreement_round, Choice.LIVE_WITH)

    position = Position.objects.get()
    assert (position.choice, position.reason) == (Choice.LIVE_WITH, "")


@pytest.mark.parametrize("choice", [Choice.OBJECT, Choice.RESERVATIONS])
def test_an_objection_and_a_reservation_need_their_reason(people, agreement_round, choice):
    with pytest.raises(Refused, match="Say in a few words why"):
        take(people.member, agreement_round, choice, "  ")

    assert Position.objects.count() == 0


def test_the_secretary_records_what_leroy_said_on_the_telephone(people, agreement_round):
    position = actions.record_position(
        actor=people.secretary,
        agreement_round=agreement_round,
        user=people.member,
        choice=Choice.SUPPORT,
        via=Position.Via.TELEPHONE,
    )

    assert (position.user, position.recorded_by) == (people.member, people.secretary)
    assert Record.objects.last().facts["user_id"] == people.member.pk


def test_the_secretary_records_nothing_for_somebody_who_is_not_asked(people, message):
    agreement_round = open_round(people, message, [actions.Asked(people.member)])

    with pytest.raises(Refused, match="They are not asked in this round"):
        record(people, people.chair, agreement_round)


def held_by(position):
    """What a position is, and who wrote it down."""
    return position.choice, position.reason, position.recorded_by


@pytest.mark.parametrize("held", [False, True])
def test_what_a_member_took_themselves_only_the_member_changes(
    people, topic, agreement_round, held
):
    """Also where the secretary had written one down before; a hold tells the secretary no more."""
    record(people, people.member, agreement_round)
    for user in (people.member, people.chair):
        take(user, agreement_round, Choice.OBJECT, "Two buses each way")
    if held:
        actions.hold_topic(actor=people.chair, topic=topic, reason="An inquest")

    reasons = []
    for user in (people.member, people.chair):
        with pytest.raises(Refused) as refused:
            record(people, user, agreement_round)
        reasons.append(str(refused.value))

    assert reasons == ["They have taken a position themselves. Only they can change it."] * 2
    assert [held_by(position) for position in Position.objects.all()] == [
        ("object", "Two buses each way", None)
    ] * 2
    assert held_by(record(people, people.vice_chair, agreement_round))[0] == "support"


def test_the_secretary_corrects_what_was_written_down_and_the_member_has_the_last_word(
    people, agreement_round
):
    record(people, people.member, agreement_round)
    corrected = record(people, people.member, agreement_round, Choice.LIVE_WITH, "post")
    assert (*held_by(corrected), corrected.recorded_via) == (
        *("live_with", "", people.secretary),
        "post",
    )

    own = take(people.member, agreement_round, Choice.STAND_ASIDE)
    assert (*held_by(own), own.recorded_via) == ("stand_aside", "", None, "")
    assert Position.objects.count() == 1


def test_under_a_hold_what_was_written_down_is_not_corrected_either(people, topic, agreement_round):
    record(people, people.member, agreement_round)
    actions.hold_topic(actor=people.chair, topic=topic, reason="An inquest")

    for action in (
        record,
        lambda _people, user, asked_round, *more: take(user, asked_round, *more),
    ):
        with pytest.raises(Refused, match="A legal hold covers this topic"):
            action(people, people.member, agreement_round, Choice.LIVE_WITH)

    assert held_by(Position.objects.get()) == ("support", "", people.secretary)


def test_a_member_records_no_position_for_another(people, agreement_round):
    with pytest.raises(Refused, match="Only the secretary"):
        actions.record_position(
            actor=people.chair,
            agreement_round=agreement_round,
            user=people.member,
            choice=Choice.SUPPORT,
            via=Position.Via.IN_PERSON,
        )


def test_the_event_of_a_position_does_not_say_which(people, agreement_round):
    take(people.member, agreement_round, Choice.OBJECT, "Two buses each way")

    assert set(Record.objects.last().facts) == {
        "topic_id",
        "key_message_id",
        "meeting_id",
        "round_id",
    }


def test_a_closed_round_decides_and_keeps_its_counts(people, message, agreement_round):
    take(people.chair, agreement_round)
    take(people.vice_chair, agreement_round)
    take(people.member, agreement_round, Choice.LIVE_WITH)
    close(people, agreement_round)
    message.refresh_from_db()

    assert (message.state, agreement_round.outcome) == (State.AGREED, Outcome.CONSENSUS)
    assert [number for _choice, number in agreement_round.counts] == [2, 0, 1, 0, 0]


def test_without_a_quorum_the_message_stays_open_and_is_asked_again(
    people, message, agreement_round
):
    take(people.chair, agreement_round)
    close(people, agreement_round)
    message.refresh_from_db()

    assert (message.state, agreement_round.outcome) == (State.PROPOSED, Outcome.NOT_QUORATE)
    assert open_round(people, message, [actions.Asked(people.chair)]).is_open


def test_a_decided_message_keeps_its_words(people, message, agreement_round):
    for user in (people.chair, people.vice_chair, people.member):
        take(user, agreement_round)
    close(people, agreement_round)
    message.refresh_from_db()

    with pytest.raises(Refused, match="its wording is fixed"):
        actions.change_wording(actor=people.chair, key_message=message, text="New", after=1)
    with pytest.raises(Refused, match="its wording is fixed"):
        actions.withdraw_key_message(actor=people.chair, key_message=message)
