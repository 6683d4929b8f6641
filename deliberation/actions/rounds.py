"""Open a round, and answer in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import LegalHold, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock_all
from core.policy import Refused, may, require
from deliberation.actions.key_messages import lock_undecided, pointers
from deliberation.events import PositionRecorded, PositionTaken, RoundOpened
from deliberation.interests import declared_in
from deliberation.last_days import MOST, answers_until, last_days
from deliberation.models import (
    AgreementRound,
    BallotBox,
    Choice,
    Entitlement,
    KeyMessage,
    Method,
    Position,
)
from deliberation.models.rounds import occasion_of
from deliberation.models.scale import LEAST_IN_A_BALLOT, NEEDS_REASON
from deliberation.outcomes import quorum_of
from deliberation.sealing import NOBODY, seal
from deliberation.voices import unit_of, voices_of

if TYPE_CHECKING:
    from django.db.models import Model

State = AgreementRound.State


class Asked(NamedTuple):
    """Somebody who is entitled to a position, and how they take part.

    :ivar mode: as the meeting knows it; empty outside a meeting.
    :ivar recusal: why they take no position on this; empty when they do.
    """

    user: User
    mode: str = ""
    recusal: str = ""


class _Words(NamedTuple):
    """What somebody answers."""

    choice: Choice
    reason: str
    may_be_published: bool


def round_pointers(agreement_round: AgreementRound) -> dict[str, int]:
    own = {"round_id": agreement_round.pk, "meeting_id": agreement_round.meeting_id}
    return pointers(agreement_round.key_message) | own


def _with_a_voice(key_message: KeyMessage, people: list[Asked]) -> tuple[list[Asked], int]:
    """Those of ``people`` who have a voice, and how many have, present or not.

    Refuses to ask anybody who does not advise, and nobody at all.
    """
    advisers = set(key_message.topic.advisers().values_list("user", flat=True))
    if any(person.user.pk not in advisers for person in people):
        raise Refused(
            _("Somebody who would be asked does not advise on this topic."), thing=key_message
        )
    voices = voices_of(key_message.topic)
    voters = advisers if voices is None else advisers & voices
    if voices is not None and not voters:
        raise Refused(_("No group has recorded yet what it may hold here."), thing=key_message)
    entitled = [person for person in people if person.user.pk in voters]
    if all(person.recusal for person in entitled):
        raise Refused(_("Nobody is entitled to a position."), thing=key_message)
    return entitled, len(voters)


def _with_interests(key_message: KeyMessage, asked: Iterable[Asked]) -> list[Asked]:
    reasons = declared_in(key_message.topic_id)
    return [
        person._replace(recusal=person.recusal or reasons.get(person.user.pk, ""))
        for person in asked
    ]


def require_last_day(day: date, thing: Model) -> datetime:
    """When answers end on ``day``; refuses one that a round cannot stay open until."""
    if day not in last_days(today()):
        raise Refused(_("Choose one of the next %d working days.") % MOST, thing=thing)
    return answers_until(day)


@transaction.atomic
def open_agreement_round(
    *,
    actor: User,
    key_message: KeyMessage,
    asked: Iterable[Asked],
    meeting_id: int = 0,
    last_day: date | None = None,
    method: Method = Method.POSITIONS,
) -> AgreementRound:
    """Ask the group about the newest wording of ``key_message``.

    :param asked: everybody entitled, with the recused and why; whoever declared an interest in
        the topic is recused. Where groups decide, only those with a voice are asked of them.
    :param meeting_id: the meeting in which it is opened, so that its page shows it.
    :param last_day: on which it closes by itself; ``None`` for when a chair closes it.
    :param method: how they are asked; in a secret ballot only those who sign in are.
    :raises Refused: when nobody is entitled, somebody is no adviser on the topic, a round is
        open, ``last_day`` is none of ``last_days``, or too few could vote in a secret ballot.
    """
    require(actor, "deliberation.open_round", key_message)
    people, voters = _with_a_voice(key_message, _with_interests(key_message, asked))
    quorum = _fewest(key_message, voters, method)
    reached = _who_can_vote(key_message, people, quorum) if method == Method.BALLOT else people
    _lock_unasked(key_message)
    agreement_round = AgreementRound.objects.create(
        key_message=key_message,
        wording=key_message.wordings.order_by("-version")[0],
        method=method,
        unit=unit_of(key_message.topic),
        quorum=quorum,
        occasion=occasion_of(meeting_id),
        opened_by=actor,
        opened_at=now(),
        answers_until=require_last_day(last_day, key_message) if last_day else None,
        not_reached=len(people) - len(reached),
    )
    _entitle(agreement_round, reached)
    emit(RoundOpened(**round_pointers(agreement_round)), actor=actor)
    return agreement_round


def _lock_unasked(key_message: KeyMessage) -> None:
    lock_undecided(key_message)
    if key_message.rounds.filter(state=State.OPEN).exists():
        raise Refused(_("A round on this key message was opened meanwhile."), thing=key_message)


def _fewest(key_message: KeyMessage, voters: int, method: Method) -> int:
    """How many must answer; five at the least in a secret ballot."""
    quorum = quorum_of(key_message.topic.group, voters)
    return max(quorum, LEAST_IN_A_BALLOT) if method == Method.BALLOT else quorum


def _who_can_vote(key_message: KeyMessage, people: Iterable[Asked], quorum: int) -> list[Asked]:
    """Those who are asked in a secret ballot: the recused too, to be told that they are not."""
    reached = [person for person in people if person.recusal or person.user.email]
    voters = sum(not person.recusal for person in reached)
    if voters < quorum:  # it could never be opened
        sentence = _(
            "A secret ballot needs at least %(quorum)d members who can vote in the portal. Here"
            " only %(voters)d can. Ask with five positions instead."
        )
        raise Refused(sentence % {"quorum": quorum, "voters": voters}, thing=key_message)
    return reached


def _entitle(agreement_round: AgreementRound, people: Iterable[Asked]) -> None:
    Entitlement.objects.bulk_create(
        Entitlement(
            round=agreement_round,
            user=person.user,
            mode=person.mode,
            recused=bool(person.recusal),
            reason=person.recusal,
        )
        for person in people
    )
    if agreement_round.is_ballot:
        BallotBox.objects.create(round=agreement_round, sealed=seal(agreement_round.pk, NOBODY))


@transaction.atomic
def take_position(
    *,
    actor: User,
    agreement_round: AgreementRound,
    choice: Choice,
    reason: str = "",
    may_be_published: bool = False,
) -> Position:
    """Take a position, or change it, as long as the round is open.

    :param may_be_published: whether a reservation travels with the message, without a name.
    :raises Refused: when ``actor`` is not asked, is recused, or the round is not open.
    """
    require(actor, "deliberation.take_position", agreement_round)
    words = _Words(choice, reason, may_be_published)
    position = _write_position(agreement_round, actor, words)
    emit(PositionTaken(**round_pointers(agreement_round)), actor=actor)
    return position


@transaction.atomic
def record_position(
    *,
    actor: User,
    agreement_round: AgreementRound,
    user: User,
    choice: Choice,
    via: Position.Via,
    reason: str = "",
    may_be_published: bool = False,
) -> Position:
    """Write down the position that ``user`` told the secretary; marked as recorded.

    A secretary can correct what was written down; what ``user`` took is theirs alone.

    :raises Refused: when ``user`` is not asked, or took a position themselves, or the round
        is not open.
    """
    require(actor, "deliberation.record_position", agreement_round)
    if not may(user, "deliberation.take_position", agreement_round):
        raise Refused(
            _("They are not asked in this round, or they declared an interest."),
            permission="deliberation.take_position",
            thing=agreement_round,
        )
    words = _Words(choice, reason, may_be_published)
    position = _write_position(agreement_round, user, words, actor, via)
    emit(PositionRecorded(user_id=user.pk, **round_pointers(agreement_round)), actor=actor)
    return position


def _write_position(
    agreement_round: AgreementRound,
    user: User,
    words: _Words,
    recorded_by: User | None = None,
    via: str = "",
) -> Position:
    if words.choice in NEEDS_REASON and not words.reason.strip():
        raise Refused(
            _("Say in a few words why: it goes on the record without your name."),
            thing=agreement_round,
        )
    still_open = AgreementRound.objects.taking_answers().filter(pk=agreement_round.pk)
    if not lock_all(still_open):  # closing waits for this answer
        raise Refused(_("This round has closed meanwhile."), thing=agreement_round)
    if not Entitlement.objects.filter(round=agreement_round, user=user, recused=False).exists():
        raise Refused(  # an interest declared since the rules were asked
            _("You declared an interest, so you take no position on this."), thing=agreement_round
        )
    _refuse_to_replace(agreement_round, user, recorded_by)
    at = now()
    answer = {
        "choice": words.choice,
        "reason": words.reason,
        "may_be_published": words.may_be_published and words.choice == Choice.RESERVATIONS,
        "taken_at": at,
        "recorded_by": recorded_by,
        "recorded_via": via,
        "confirmed_by": None,
        "confirmed_via": "",
        "confirmed_at": None,
    }
    position, _made = Position.objects.update_or_create(
        round=agreement_round,
        user=user,
        defaults=answer,
        create_defaults={**answer, "first_taken_at": at},
    )
    return position


def _refuse_to_replace(
    agreement_round: AgreementRound, user: User, recorded_by: User | None
) -> None:
    """Nobody but ``user`` changes what they took; under a legal hold nobody changes any.

    The hold is named last: whom the secretary finds to have answered is the same with and
    without one.
    """
    taken = Position.objects.filter(round=agreement_round, user=user).first()
    if taken is None:
        return
    if recorded_by and taken.recorded_by_id is None:
        raise Refused(
            _("They have taken a position themselves. Only they can change it."),
            thing=agreement_round,
        )
    if LegalHold.on(agreement_round.key_message.topic):
        raise Refused(
            _("A legal hold covers this topic: a position that was taken is not changed."),
            thing=agreement_round,
        )
