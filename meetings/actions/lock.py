"""Lock a meeting while something happens in it."""

from core.locks import lock
from meetings.models import Meeting


def lock_meeting(meeting: Meeting) -> Meeting:
    """Lock the meeting until commit, and read anew how it stands.

    The rules that follow decide on the meeting as it is, not as the page had it.
    """
    stage = ("item", "slide", "wording", "captioner")
    agenda = ("agenda_version", "agenda_agreed", "agenda_asked_at")
    kinds = [kind.field for kind in Meeting.Listeners]
    heard = (*kinds, "heard_since", "listening", "most_listening")
    lock(meeting, "state", "opened_at", "ended_at", *stage, "marking", "version", *agenda, *heard)
    return meeting
