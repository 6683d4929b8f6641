"""What every event of a meeting has."""

from core.events import Event


class MeetingEvent(Event):
    """Something that happened in a meeting; its live pages are redrawn."""

    meeting_id: int

    def streams(self) -> list[str]:
        """The live page of the meeting."""
        return [f"meeting.{self.meeting_id}"]


class Unshown:
    """Something that no page shows."""

    def streams(self) -> list[str]:
        """Of no page."""
        return []
