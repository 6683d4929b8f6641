"""Listeners: who may listen to a meeting, and the page on which they do."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import form_page, run_action
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from core.live import streams
from core.numbers import number
from core.policy import may, require
from meetings import actions, queries
from meetings.forms.listeners import ListenersForm
from meetings.live import keeps_signed_in
from meetings.models import Listener, Meeting
from meetings.models.listeners import is_private_to_listeners
from meetings.room_screen import screen_of_listeners
from meetings.video.words import words_json
from meetings.views.meetings import find
from meetings.views.video import wants_json, with_frame

TEMPLATE = "meetings/listen.html"
REGION = "heard"
TIMES = json.dumps({**settings.LIVE_TIMES, "poll": 2_000})


@FORM_PAGE
def listeners_allow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who can listen to a meeting."""
    meeting = find(request, pk)
    require(request.user, "meetings.open_to_listeners", meeting)
    form = ListenersForm(posted(request), meeting=meeting)
    return form_page(
        request,
        form,
        lambda: actions.open_to_listeners(actor=request.user, meeting=meeting, kinds=form.chosen()),
        "meetings/listeners.html",
        done=_("It is saved. Everybody who is invited is told who can listen."),
        to=meeting.get_absolute_url(),
        meeting=meeting,
        video=queries.keeps_listeners_quiet(),
    )


def find_heard(request: SignedInRequest, pk: int) -> Meeting:
    """The meeting, if it is open to this person as a listener."""
    return or_404(queries.listening_to(request.user, pk))


@require_safe
def listen(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a listener hears, sees and reads; before that, the button with which they begin."""
    meeting = find_heard(request, pk)
    seq = streams.current(meeting.stream)
    listener = meeting.listeners.filter(user=request.user).first()
    verdict = may(request.user, "meetings.listen", meeting)
    if listener and verdict:
        _note_seen(listener)  # without script the page is loaded again
    context = _context(meeting) | {
        "seq": seq,
        "live_times": TIMES,
        "listens": listener is not None and bool(verdict),
        "may_listen": verdict,
        "video": queries.keeps_listeners_quiet(),
        "video_words": words_json(listens=True),
        "marking": meeting.get_marking_display(),
    }
    page = render(request, TEMPLATE, context)
    return with_frame(page) if context["video"] else page


@require_POST
def listen_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin to listen."""
    meeting = find_heard(request, pk)
    actions.listen(actor=request.user, meeting=meeting)
    return redirect("meetings:listen", pk=pk)


@require_POST
def listen_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Listen no longer."""
    meeting = find_heard(request, pk)
    actions.stop_listening(actor=request.user, meeting=meeting)
    return redirect("meetings:meetings")


@require_POST
def listen_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mint a token for the video: JSON, for the script of the page."""
    meeting = find_heard(request, pk)
    video_pass, reason = run_action(
        request, lambda: actions.join_video_to_listen(actor=request.user, meeting=meeting)
    )
    if not wants_json(request):
        return redirect("meetings:listen", pk=pk)
    if video_pass is None:
        return JsonResponse({"code": "refused", "reason": reason}, status=403)
    return JsonResponse(dict(video_pass))


@require_safe
def listen_news(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a listener reads now, if that is new since ``?after=``; 204 when it is not.

    Whether they may listen is asked each time, and for whom it has ended there is nothing here.
    """
    meeting = find_heard(request, pk)
    listener = meeting.listeners.filter(user=request.user).first()
    if listener is None or not may(request.user, "meetings.listen", meeting):
        raise Http404
    if keeps_signed_in(meeting):  # as the captions do
        request.session.stay(in_meeting=True)  # type: ignore[attr-defined]  # accounts.sessions
    _note_seen(listener)
    after = number(request.GET.get("after", ""))
    seq = streams.current(meeting.stream)
    if seq == after and not _changes_by_itself(meeting):
        return HttpResponse(status=204)
    drawn = render_to_string(f"{TEMPLATE}#{REGION}", _context(meeting), request).strip()
    return JsonResponse({"after": after, "seq": seq, "regions": {REGION: drawn}})


def _note_seen(listener: Listener) -> None:
    if listener.is_to_be_noted:
        Listener.objects.note_seen(listener)


def _changes_by_itself(meeting: Meeting) -> bool:
    """Captions come without an event of the meeting, and a topic closes its door without one."""
    return meeting.captioner_id is not None or is_private_to_listeners(meeting)


def _context(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "screen": screen_of_listeners(meeting)}
