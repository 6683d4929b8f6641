"""Rules about rounds and the positions in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.policy import Rule, rule
from core.undo import can_be_undone
from deliberation.models import AgreementRound, Entitlement
from deliberation.permissions.topics import (
    has_no_open_round,
    is_adviser,
    is_chair,
    is_secretary,
    is_undecided,
    reads_topic,
    sees_topic,
)
from deliberation.voices import voices_of

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import Position


@rule(_("This round is not open."))
def round_is_open(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.is_open


@rule(_("The wording changed or the message was withdrawn, so positions no longer count."))
def round_stands(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.state != AgreementRound.State.LAPSED


@rule(_("The time to answer in this round has ended."))
def has_time_left(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.takes_answers


@rule(_("Positions are shown once the round has closed."))
def round_is_closed(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.state == AgreementRound.State.CLOSED


@rule(_("Who held which position is shown a minute after the round has closed."))
def close_is_final(person: User, agreement_round: AgreementRound) -> bool:
    """Nobody looks at them, takes the close back and asks again."""
    return not can_be_undone(agreement_round.undo_until)


@rule(_("This can be undone for a minute, by whoever did it. Ask the group again instead."))
def closed_it_just_now(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.closed_by_id == person.pk and can_be_undone(agreement_round.undo_until)


@rule(_("You are not asked in this round."))
def is_asked(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.entitlements.filter(user=person, recused=False).exists()


@rule(
    _(
        "Here one group is one position. Only representatives are asked whose group recorded before"
        " what they may hold."
    )
)
def has_a_voice(person: User, agreement_round: AgreementRound) -> bool:
    """Also later than when it was opened: who no longer speaks for a group no longer answers."""
    if not agreement_round.is_of_groups:
        return True
    voices = voices_of(agreement_round.key_message.topic)
    return voices is None or person.pk in voices


@rule(_("You declared an interest, so you take no position on this."))
def is_not_recused(person: User, agreement_round: AgreementRound) -> bool:
    recused = Entitlement.objects.filter(round=agreement_round, user=person, recused=True)
    return not recused.exists()


@rule(_("This is no secret ballot."))
def is_ballot(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.is_ballot


@rule(_("This is a secret ballot: everybody votes for themselves, once, and nobody sees how."))
def is_no_ballot(person: User, agreement_round: AgreementRound) -> bool:
    return not agreement_round.is_ballot


@rule(
    _(
        "The result of a secret ballot stands: whoever voted after it was shown would be known by"
        " what changed."
    )
)
def can_be_opened_again(person: User, agreement_round: AgreementRound) -> bool:
    return not agreement_round.is_ballot


@rule(_("You have voted. A ballot cannot be changed: nobody can find it again, not even you."))
def has_not_voted(person: User, agreement_round: AgreementRound) -> bool:
    return not agreement_round.entitlements.voted().filter(user=person).exists()


@rule(_("Somebody else recorded this position."))
def recorded_it(person: User, position: Position) -> bool:
    return position.recorded_by_id == person.pk


@rule(_("Only a position that somebody recorded for another person is confirmed."))
def was_recorded(person: User, position: Position) -> bool:
    return position.recorded_by_id is not None


@rule(_("This position has been confirmed already."))
def is_not_confirmed(person: User, position: Position) -> bool:
    return position.confirmed_at is None


@rule(_("Only the person whose position it is can do this."))
def is_their_own(person: User, position: Position) -> bool:
    return position.user_id == person.pk


@rule(_("This person signs in, and confirms their position themselves."))
def is_of_somebody_without_email(person: User, position: Position) -> bool:
    return not position.user.email


@rule(_("This person left, or is suspended."))
def is_of_somebody_active(person: User, position: Position) -> bool:
    return position.user.is_active


def of_its_round(question: Rule) -> Rule:
    """``question`` about a round, asked about that of a position."""
    return Rule(lambda person, position: question(person, position.round))


takes_answers = round_is_open & has_time_left

OF_ROUNDS: dict[str, Rule] = {
    "deliberation.open_round": reads_topic & is_chair & is_undecided & has_no_open_round,
    "deliberation.take_position": sees_topic
    & is_adviser
    & is_no_ballot
    & has_a_voice
    & is_not_recused
    & is_asked
    & takes_answers,
    "deliberation.cast_ballot": sees_topic
    & is_adviser
    & is_ballot
    & has_a_voice
    & is_not_recused
    & is_asked
    & has_not_voted
    & takes_answers,
    "deliberation.record_position": reads_topic & is_secretary & is_no_ballot & takes_answers,
    "deliberation.confirm_position": was_recorded
    & is_of_somebody_active
    & (is_their_own | (recorded_it & is_of_somebody_without_email & of_its_round(is_secretary)))
    & of_its_round(sees_topic & round_stands)
    & is_not_confirmed,
    "deliberation.extend_round": sees_topic & is_chair & takes_answers,
    "deliberation.close_round": sees_topic & is_chair & round_is_open,
    "deliberation.reopen_round": sees_topic
    & is_chair
    & round_is_closed
    & can_be_opened_again
    & closed_it_just_now,
    "deliberation.see_positions": sees_topic
    & is_chair
    & is_no_ballot
    & round_is_closed
    & close_is_final,
    "deliberation.see_recorded_position": of_its_round(round_is_closed & close_is_final)
    & (recorded_it | of_its_round(sees_topic & is_chair)),
}
