"""How the advice of the meeting leaves the group, and what the police answer."""

from __future__ import annotations

from datetime import datetime

from iag_portal.story.people import Cast
from meetings.models import Meeting


def publish(cast: Cast, held: Meeting, evening: datetime) -> None:
    """Prepared, checked, approved, published and answered."""
