"""Join the video."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.form_pages import run_action
from accounts.http import SignedInRequest
from core.policy import require
from meetings import actions
from meetings.forms import ModeForm
from meetings.video.modes import Mode
from meetings.views.meetings import find


@require_POST
def video_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mint a token on the press of Join: JSON for the page's script, a page without one."""
    meeting = find(request, pk)
    wants_json = request.headers.get("Accept") == "application/json"
    _none, reason = run_action(
        request, lambda: require(request.user, "meetings.join_video", meeting)
    )
    if not wants_json:
        context = {"meeting": meeting, "reason": reason}
        return render(request, "meetings/video_help.html", context, status=403 if reason else 200)
    if reason:
        code = "refused" if meeting.is_open else "not_open"
        return JsonResponse({"code": code, "reason": reason}, status=403)
    form = ModeForm(request.POST)
    mode = form.chosen() if form.is_valid() else Mode.REMOTE
    return JsonResponse(dict(actions.join_video(actor=request.user, meeting=meeting, mode=mode)))
