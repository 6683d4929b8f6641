"""Suggestions on a key message as its page lists them: reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from deliberation.models import KeyMessage, Suggestion

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import Wording


class Listed(NamedTuple):
    """One open suggestion.

    :ivar text: the whole wording with it; ``None`` where its sentence stands there no more.
    :ivar overlaps: whether another open one is about the same sentence.
    """

    suggestion: Suggestion
    text: str | None
    overlaps: bool


def open_suggestions(key_message: KeyMessage, user: User) -> list[Listed]:
    """Open ones in the order in which they were made. Reads ``wordings`` as prefetched."""
    rows = Suggestion.objects.visible_to(user).filter(
        key_message=key_message, state=Suggestion.State.OPEN
    )
    newest = key_message.wording.text
    rows_in_text = [(row, row.in_text(newest)) for row in rows.select_related("suggested_by")]
    about = Counter(row.sentence for row, text in rows_in_text if text is not None)
    return [
        Listed(row, text, text is not None and about[row.sentence] > 1)
        for row, text in rows_in_text
    ]


def settled_suggestions(key_message: KeyMessage, user: User) -> list[Suggestion]:
    """Those that were accepted, refused or withdrawn, newest first."""
    rows = Suggestion.objects.visible_to(user).filter(key_message=key_message)
    settled = rows.exclude(state=Suggestion.State.OPEN).order_by("-settled_at", "-pk")
    return list(settled.select_related("suggested_by", "settled_by", "accepted_as"))


def versions(
    key_message: KeyMessage, wordings: Sequence[Wording]
) -> list[tuple[Wording, Wording, User | None]]:
    """Each wording but the first, with the one before and who suggested it; newest first."""
    if len(wordings) < 2:  # noqa: PLR2004 -- the first has none before it
        return []
    accepted = Suggestion.objects.filter(
        key_message=key_message, state=Suggestion.State.ACCEPTED
    ).select_related("suggested_by")
    by_wording = {row.accepted_as_id: row.suggested_by for row in accepted}
    return [(newer, older, by_wording.get(newer.pk)) for newer, older in pairwise(wordings)]
