"""Lock a meeting while something happens in it."""

from django.utils.translation import gettext_lazy as _

from core.locks import lock
from core.policy import Refused
from meetings.models import AgendaItem, Meeting


class ChangedMeanwhile(Refused):
    """Somebody else has changed it since the writer read it; ``newest`` is what it is now."""

    SENTENCE = _("Somebody changed this meanwhile. Compare both before you save.")

    def __init__(self, newest: Meeting | AgendaItem) -> None:
        super().__init__(self.SENTENCE, thing=newest)
        self.newest = newest


def lock_meeting(meeting: Meeting) -> Meeting:
    """Lock the meeting until commit, and read anew how it stands.

    The rules that follow decide on the meeting as it is, not as the page had it.
    """
    lock(meeting, "state", "item", "slide", "wording", "marking", "version")
    return meeting
