"""Ring in to a meeting: the numbers, one's own PIN, and that of somebody to whom it is read."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.rates import is_allowed
from core.policy import may, require
from meetings import queries
from meetings.calls import number_in_call
from meetings.models import Attendance, Meeting
from meetings.video import host
from meetings.views.meetings import find
from meetings.views.video import from_the_host

PINS = "60/m/ip,600/h/ip"  # a PIN has ten digits; one address, that of the video host, asks


@require_safe
@never_cache
def telephone(request: SignedInRequest, pk: int) -> HttpResponse:
    """How I ring in, with my PIN."""
    meeting = find(request, pk)
    require(request.user, "meetings.ring_in", meeting)
    return _page(request, meeting, request.user)


@require_safe
@never_cache
def telephone_of(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """How somebody else rings in, for the secretary to read it to them."""
    meeting = find(request, pk)
    require(request.user, "meetings.read_pin", meeting)
    with_access = meeting.attendances.with_access().select_related("user")
    return _page(request, meeting, get_object_or_404(with_access, user__pk=person).user)


def _page(request: SignedInRequest, meeting: Meeting, person: User) -> HttpResponse:
    invited: list[Attendance] = []
    if may(request.user, "meetings.read_pin", meeting):
        with_access = meeting.attendances.with_access().select_related("user")
        invited = list(with_access.exclude(user=request.user).order_by("user__name"))
    context = {
        "meeting": meeting,
        "person": person,
        "own": person == request.user,
        "ringing_in": queries.ringing_in(meeting, person) if settings.JITSI.dials_in else None,
        "invited": invited,
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/telephone.html", context)


@login_not_required
@csrf_exempt
@require_POST
def telephone_caller(request: HttpRequest) -> HttpResponse:
    """Say whose PIN was typed on a telephone: asked by the video host, which puts them through."""
    typed = host.typed_pin(from_the_host(request))
    if typed is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if not is_allowed(request, "pin", PINS):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    caller = queries.who_rings(typed)
    if caller is None:
        return JsonResponse({"room": "", "person": "", "name": ""})
    return JsonResponse(
        {
            "room": caller.meeting.room_name,
            "person": number_in_call(caller.user_id, caller.meeting),
            "name": caller.user.name,
        }
    )
