"""Ring in to a meeting: the numbers, one's own PIN, and that of somebody to whom it is read."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.form_pages import run_action
from accounts.http import SignedInRequest
from accounts.models import User
from accounts.rates import is_allowed
from core.policy import may, require
from meetings import actions, queries
from meetings.models import Attendance, Meeting
from meetings.video import telephone as telephone_side
from meetings.video.telephone import Answer
from meetings.views.meetings import find

PINS = "200/m/ip,3000/h/ip"  # of ten digits; one address, that of the exchange, asks for all


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
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def telephone_caller(request: HttpRequest) -> HttpResponse:
    """Say whose PIN was typed, with what lets them in: asked by the telephone exchange.

    It asks as Jitsi's conference mapper is asked, which also takes GET: no browser has its key.
    """
    key = settings.JITSI.telephone_key
    if not telephone_side.is_exchange(key, request.headers.get("Authorization", "")):
        raise Http404
    is_form = request.content_type != "application/json"  # whose body may be read already
    typed = telephone_side.typed_pin(request.GET, b"" if is_form else request.body)
    if typed is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if not is_allowed(request, "pin", PINS):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    return JsonResponse(dict(_caller(request, typed)))


def _caller(request: HttpRequest, typed: str) -> Answer:
    attendance = queries.who_rings(typed)
    if attendance is None:
        return telephone_side.nobody(typed)
    person, meeting = attendance.user, attendance.meeting
    token, _reason = run_action(request, lambda: actions.ring_in(actor=person, meeting=meeting))
    if token is None:
        return telephone_side.nobody(typed)
    return telephone_side.caller(
        typed,
        room=meeting.room_name,
        domain=settings.JITSI.xmpp_domain,
        name=person.name,
        token=token,
    )
