"""How carefully a page is handled: as the most sensitive topic on it."""

from __future__ import annotations

from collections.abc import Iterable

from deliberation.models import Marking, Topic


def marked(topics: Iterable[Topic]) -> dict[str, str]:
    """``{"marking": …}`` for the layout of a page that shows something of ``topics``."""
    found = {topic.marking for topic in topics}
    sensitive = Marking.OFFICIAL_SENSITIVE in found
    return {"marking": str((Marking.OFFICIAL_SENSITIVE if sensitive else Marking.OFFICIAL).label)}
