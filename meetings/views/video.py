"""Join the video; and what the video host asks, says and reads. The host signs, people do not."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import run_action
from accounts.http import SignedInRequest
from core.clock import now
from core.middleware.headers import policies
from core.policy import require
from meetings import actions, queries
from meetings.calls import is_news
from meetings.forms import ModeForm
from meetings.video import host
from meetings.views.meetings import find

PUBLIC_KEY_SECONDS = 300  # for which the host may keep them: a new key is known soon


def wants_json(request: HttpRequest) -> bool:
    """Whether the script of the page asks, which alone can do something with a token."""
    return request.headers.get("Accept") == "application/json"


def with_frame(response: HttpResponse) -> HttpResponse:
    """A page of ours that holds the frame of the video host, where there is one."""
    if settings.JITSI.enabled:
        for name, value in policies(settings.JITSI.origin).items():
            response[name] = value
    return response


@require_POST
def video_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mint a token on the press of Join: JSON for the page's script, a page without one."""
    meeting = find(request, pk)
    _none, reason = run_action(
        request, lambda: require(request.user, "meetings.join_video", meeting)
    )
    if not wants_json(request):
        context = {"meeting": meeting, "reason": reason}
        return render(request, "meetings/video_help.html", context, status=403 if reason else 200)
    if reason:
        code = "refused" if meeting.is_open else "not_open"
        return JsonResponse({"code": code, "reason": reason}, status=403)
    mode = ModeForm(request.POST).mode_or_first()
    over = "over" in request.POST  # they were asked, or the page joins again after a loss
    try:
        video_pass = actions.join_video(actor=request.user, meeting=meeting, mode=mode, over=over)
    except actions.Elsewhere:
        return JsonResponse({"code": "elsewhere"}, status=HTTPStatus.CONFLICT)
    return JsonResponse(dict(video_pass))


@login_not_required
@csrf_exempt
@require_POST
def video_may_join(request: HttpRequest) -> HttpResponse:
    """Say whether somebody may be in a room now: asked by the video host at each join."""
    question = host.question(from_the_host(request))
    if question is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"may": queries.may_be_in_video(question)})


@login_not_required
@csrf_exempt
@require_POST
def video_report(request: HttpRequest) -> HttpResponse:
    """Hear who came and who left, and say who has to leave: asked every other second."""
    report = host.report(from_the_host(request))
    if report is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if is_news(report):  # else nothing is locked: SQLite has one lock for all who write
        actions.note_report(actor=None, report=report)
    queries.note_heard(now(), report)
    return JsonResponse({"out": queries.orders()})


def from_the_host(request: HttpRequest) -> bytes:
    """What the host said, in JSON. For whoever cannot sign with its key there is nothing here."""
    if request.content_type != "application/json":  # the body of a form may be read already
        raise Http404
    is_signed = host.is_signed(
        settings.JITSI.system_key,
        time=request.headers.get("IAG-Time", ""),
        path=request.path,
        body=request.body,
        signed=request.headers.get("IAG-Signature", ""),
        now=now(),
    )
    if not is_signed:
        raise Http404
    return request.body


@login_not_required
@require_safe
@cache_control(public=True, max_age=PUBLIC_KEY_SECONDS)
def video_keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- the same for all
    """The public halves of the keys that sign login tokens, as a key set (RFC 7517)."""
    if settings.JITSI.key_id is None:
        raise Http404
    return JsonResponse(settings.JITSI.key_set())


@login_not_required
@require_safe
@cache_control(public=True, max_age=PUBLIC_KEY_SECONDS)
def video_key(request: HttpRequest, digest: str) -> HttpResponse:  # noqa: ARG001 -- as above
    """One of them under the name that Prosody asks for: the SHA-256 of its id."""
    if settings.JITSI.key_id is None or digest not in (keys := settings.JITSI.public_keys()):
        raise Http404
    return HttpResponse(keys[digest], content_type="application/x-pem-file")
