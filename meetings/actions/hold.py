"""Hold a meeting while something happens in it."""

from django.db.models import F

from meetings.models import Meeting


def hold(meeting: Meeting) -> Meeting:
    """Hold the meeting's row until commit, and read anew how it stands.

    Two who press at once come one after the other, each with what the other left: the
    rules that follow decide on the meeting as it is, not as the page had it.
    """
    Meeting.objects.filter(pk=meeting.pk).update(state=F("state"))
    meeting.refresh_from_db(fields=("state", "item", "slide", "wording"))
    return meeting
