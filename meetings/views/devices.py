"""The microphone and loudspeaker of a room: its page, its way into the video, and what is new."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from core.live import streams
from core.numbers import number
from meetings import actions
from meetings.models import RoomDisplay
from meetings.room_device import name_of_device
from meetings.video.words import words_json
from meetings.views.displays import TIMES, Kind, shown_here
from meetings.views.video import wants_json, with_frame

TEMPLATE = "meetings/device.html"
REGION = "device"


@login_not_required
@require_safe
def device(request: HttpRequest) -> HttpResponse:
    """The video of the meeting, and nothing else."""
    display = shown_here(request, Kind.DEVICE)
    if display is None:
        return redirect("meetings:display")
    seq = streams.current(display.meeting.stream)
    context = _context(display) | {"seq": seq, "times": TIMES, "video_words": words_json()}
    return with_frame(render(request, TEMPLATE, context))


@login_not_required
@require_POST
def device_join(request: HttpRequest) -> HttpResponse:
    """Mint a token for the device: JSON, for the script of its page."""
    display = shown_here(request, Kind.DEVICE)
    if display is None:
        raise Http404
    if not wants_json(request):
        return redirect("meetings:device")
    return JsonResponse(dict(actions.join_video_from_room(actor=None, display=display)))


@login_not_required
@require_safe
def device_news(request: HttpRequest) -> HttpResponse:
    """What stands beside the video now, if that is new since ``?after=``; 204 when it is not."""
    display = shown_here(request, Kind.DEVICE)
    if display is None:
        raise Http404
    after = number(request.GET.get("after", ""))
    seq = streams.current(display.meeting.stream)
    if after > seq:
        raise Http404  # a page of the meeting that was open in this browser before
    if seq == after:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    drawn = render_to_string(f"{TEMPLATE}#{REGION}", _context(display)).strip()
    return JsonResponse({"after": after, "seq": seq, "regions": {REGION: drawn}})


def _context(display: RoomDisplay) -> dict[str, object]:
    return {"meeting": display.meeting, "name": name_of_device(display)}
