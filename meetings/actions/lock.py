"""Lock a meeting while something happens in it."""

from core.locks import lock
from meetings.models import Meeting


def lock_meeting(meeting: Meeting) -> Meeting:
    """Lock the meeting until commit, and read anew how it stands.

    The rules that follow decide on the meeting as it is, not as the page had it.
    """
    lock(meeting, "state", "item", "slide", "wording", "marking", "version")
    return meeting
