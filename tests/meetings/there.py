"""When people were in a meeting, in minutes since it was opened."""

from datetime import timedelta

from meetings.models import Presence


def after(meeting, minutes):
    return meeting.opened_at + timedelta(minutes=minutes)


def presences(user):
    """Way, and after how many minutes it began and ended."""
    rows = Presence.objects.filter(user=user).select_related("meeting")
    return [(row.mode, _minutes(row, row.began_at), _minutes(row, row.ended_at)) for row in rows]


def _minutes(presence, at):
    return at and round((at - presence.meeting.opened_at).total_seconds() / 60)
