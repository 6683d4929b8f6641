"""Rules about suggestions on the wording of a key message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.policy import Rule, rule
from deliberation.permissions.statements import of_its_message
from deliberation.permissions.topics import (
    has_no_interest,
    has_no_open_round,
    is_chair_or_secretary,
    is_undecided,
    reads_topic,
    words_messages,
)

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import Suggestion


@rule(_("This suggestion has been settled."))
def suggestion_is_open(person: User, suggestion: Suggestion) -> bool:
    return suggestion.is_open


@rule(_("Only the person who made this suggestion can do this."))
def made_the_suggestion(person: User, suggestion: Suggestion) -> bool:
    return suggestion.suggested_by_id == person.pk


OF_SUGGESTIONS: dict[str, Rule] = {
    "deliberation.suggest_wording": reads_topic
    & words_messages
    & is_undecided
    & has_no_open_round
    & has_no_interest,
    "deliberation.settle_suggestion": of_its_message(
        reads_topic & is_chair_or_secretary & is_undecided & has_no_open_round & has_no_interest
    )
    & suggestion_is_open,
    "deliberation.withdraw_suggestion": of_its_message(reads_topic & words_messages)
    & made_the_suggestion
    & suggestion_is_open,
}
