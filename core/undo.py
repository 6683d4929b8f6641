"""What was done too early can be taken back by who did it, for a minute (decision 0022)."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.clock import now

MINUTE = timedelta(minutes=1)


def undoable_since() -> datetime:
    """Since when what was done can be taken back now."""
    return now() - MINUTE


def undo_until(done_at: datetime | None) -> datetime | None:
    """Until when what was done then can be taken back; ``None`` when it was not done."""
    return done_at + MINUTE if done_at else None


def can_be_undone(until: datetime | None) -> bool:
    """Whether what can be taken back until then still can."""
    return until is not None and now() <= until
