"""Rules about positions that somebody recorded for another person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.policy import Rule, rule

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import Position


def of_its_round(question: Rule) -> Rule:
    """``question`` about a round, asked about that of a position."""
    return Rule(lambda person, position: question(person, position.round))


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
