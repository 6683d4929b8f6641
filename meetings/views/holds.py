"""The legal hold on a meeting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse

from accounts.http import FORM_PAGE, SignedInRequest
from accounts.views.holds import hold_page
from core.policy import require
from meetings import actions
from meetings.views.meetings import find


@FORM_PAGE
def meeting_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """The legal hold on a meeting, for the chair and the secretary."""
    meeting = find(request, pk)
    require(request.user, "meetings.view_hold", meeting)
    who = request.user
    steps: dict[str, Callable[..., object]] = {
        "hold": partial(actions.hold_meeting, actor=who, meeting=meeting),
        "ask": partial(actions.ask_to_lift_hold, actor=who, meeting=meeting),
        "lift": partial(actions.lift_hold, actor=who, meeting=meeting),
    }
    return hold_page(
        request,
        meeting,
        steps,
        app="meetings",
        to=meeting.get_absolute_url(),
        marking=meeting.get_marking_display(),
    )
