"""Join the video."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from iag_portal.middleware.refusals import record
from iag_portal.policy import Refused, may
from meetings import actions
from meetings.forms import ModeForm
from meetings.models import Meeting
from meetings.video.modes import Mode
from meetings.views.meetings import find


@require_POST
def video_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mint a token on the press of Join: JSON for the page's script, a page without one."""
    meeting = find(request, pk)
    wants_json = request.headers.get("Accept") == "application/json"
    verdict = may(request.user, "meetings.join_video", meeting)
    if not wants_json:
        context = {"meeting": meeting, "verdict": verdict}
        return render(request, "meetings/video_help.html", context, status=200 if verdict else 403)
    if meeting.state != Meeting.State.OPEN:
        refused = Refused(verdict.reason, permission="meetings.join_video", thing=meeting)
        record(request, refused)
        refusal = {"code": "not_open", "reason": str(refused)}
        return JsonResponse(refusal, status=403)
    form = ModeForm(request.POST)
    mode = form.chosen() if form.is_valid() else Mode.REMOTE
    return JsonResponse(dict(actions.join_video(actor=request.user, meeting=meeting, mode=mode)))
