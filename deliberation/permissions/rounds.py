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
