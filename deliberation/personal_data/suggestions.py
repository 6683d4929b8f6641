"""What this app holds of people's suggestions on wordings."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import User
from core.rights.registry import Row
from deliberation.models import Suggestion


def suggestions(person: User) -> Iterator[Row]:
    """What this person suggested on a wording, what became of it; suggestions that they settled."""
    rows = Suggestion.objects.select_related("key_message").order_by("pk")
    for row in rows.filter(suggested_by=person):
        yield {
            "key message": row.key_message.reference,
            "kind": str(row.get_kind_display()),
            "words": row.words,
            "why": row.why,
            "suggested": row.suggested_at,
            "came of it": str(row.get_state_display()),
        }
    for row in rows.filter(settled_by=person).exclude(suggested_by=person):
        yield {
            "key message": row.key_message.reference,
            "settled as": str(row.get_state_display()),
            "reason": row.reason,
            "settled": row.settled_at,
        }
