"""Suggestions on a wording, in the state in which a permission is asked."""

from core.clock import now
from deliberation.models import Suggestion
from tests.factories import KeyMessageFactory, TopicFactory, TopicGuestFactory

ACTIONS = {"suggest_wording", "settle_suggestion", "withdraw_suggestion"}


def thing(action, condition, world):
    """A suggestion of the member on a message that is discussed; or that message."""
    topic = TopicFactory(group=world.group)
    for guest in (world.observer, world.police_lead):
        TopicGuestFactory(topic=topic, user=guest)
    message = KeyMessageFactory(topic=topic)
    wording = message.wordings.get()
    if condition == "round open":
        message.rounds.create(wording=wording, quorum=1, opened_by=world.chair)
    if action == "suggest_wording":
        return message
    settled = {"state": "withdrawn", "settled_by": world.member, "settled_at": now()}
    return message.suggestions.create(
        wording=wording,
        kind=Suggestion.Kind.REPLACE,
        sentence=wording.text,
        words="Keep it",
        why="Plainer",
        suggested_by=world.member,
        **(settled if condition == "settled" else {}),
    )
