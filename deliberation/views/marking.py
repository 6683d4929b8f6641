"""How carefully a page is handled: as the most sensitive topic on it."""

from __future__ import annotations

from collections.abc import Iterable

from core.marking import Marking
from deliberation.models import Topic


def marked(topics: Iterable[Topic]) -> dict[str, str]:
    """``{"marking": …}`` for the layout of a page that shows something of ``topics``."""
    return {"marking": str(Marking.highest(topic.marking for topic in topics).label)}
