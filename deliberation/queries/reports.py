"""Reports of posts, as their lists show them: reads only."""

from __future__ import annotations

from typing import NamedTuple

from accounts.models import AdvisoryGroup, User
from deliberation.models import PostReport

MOST = 50  # ended reports on a page


class Reports(NamedTuple):
    """What waits, the oldest first, and what was ended, the newest first."""

    open: list[PostReport]
    ended: list[PostReport]


def reports_in(group: AdvisoryGroup, person: User) -> Reports:
    """The reports of a group that ``person`` handles. Two queries."""
    reports = PostReport.objects.handled_by(person).filter(post__topic__group=group)
    reports = reports.select_related("post__topic__group", "post__author")
    ended = reports.exclude(state=PostReport.State.OPEN).order_by("-ended_at")
    return Reports(list(reports.open().order_by("pk")), list(ended[:MOST]))
