"""How carefully a page is handled: as the most sensitive topic on it."""

from __future__ import annotations

from collections.abc import Iterable

from deliberation.models import Topic
from iag_portal.marking import Marking


def marked(topics: Iterable[Topic]) -> dict[str, str]:
    """``{"marking": …}`` for the layout of a page that shows something of ``topics``."""
    return {"marking": str(Marking.highest(topic.marking for topic in topics).label)}
