"""The screen of a room: made and removed by those who organise, and what it shows by itself."""

from __future__ import annotations

import json
from http import HTTPStatus

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, status_of
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.rates import is_allowed
from core.files import file_response, stored
from core.live import streams
from core.numbers import number
from core.policy import require
from meetings import actions, queries
from meetings.forms.displays import TOO_MANY_CODES, WRONG_CODE, DisplayCodeForm
from meetings.models import Meeting, RoomDisplay
from meetings.models.displays import CODE_LASTS, TOKEN_LASTS
from meetings.models.meetings import MINUTE
from meetings.on_screen import on_screen
from meetings.room_device import names_of_devices
from meetings.room_screen import REGION, hides_something, room_screen
from meetings.views.meetings import find

TRIES = "10/m/ip,60/h/ip"
TEMPLATE = "meetings/display.html"
Kind = RoomDisplay.Kind
PREFIX = "__Secure-" if settings.SESSION_COOKIE_SECURE else ""
# The computer of a room may be both, each for itself.
COOKIES = {Kind.SCREEN: f"{PREFIX}display", Kind.DEVICE: f"{PREFIX}device"}
PAGES = {Kind.SCREEN: "meetings:display", Kind.DEVICE: "meetings:device"}
COOKIE_PATH = "/display/"
TIMES = json.dumps({**settings.LIVE_TIMES, "poll": 1_500})


@require_safe
def displays(request: SignedInRequest, pk: int) -> HttpResponse:
    """The screens of the room that show this meeting."""
    meeting = find(request, pk)
    require(request.user, "meetings.show_on_display", meeting)
    rows = list(queries.displays_of(meeting))
    has_device = any(row.kind == Kind.DEVICE for row in rows)
    names = names_of_devices(meeting) if has_device else {}
    item = meeting.item if meeting.is_open else None
    context = {
        "meeting": meeting,
        "displays": [(row, names.get(row.pk, "")) for row in rows],
        "video": settings.JITSI.enabled,
        "members_item": item if item and item.members_only else None,
        "shows_it": any(
            row.members_item_id and row.members_item_id == meeting.item_id for row in rows
        ),
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/displays.html", context)


@require_POST
def display_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a code for a screen, and show it this once."""
    meeting = find(request, pk)
    asked = request.POST.get("kind")
    kind = Kind.DEVICE if asked == Kind.DEVICE else Kind.SCREEN
    code = actions.create_display(actor=request.user, meeting=meeting, kind=kind)
    address = settings.PORTAL_ORIGIN + reverse("meetings:display-open", args=[code])
    drawn = segno.make(address, error="m", micro=False)
    context = {
        "meeting": meeting,
        "code": code,
        "is_device": kind == Kind.DEVICE,
        "address": address,
        "start": settings.PORTAL_ORIGIN + reverse("meetings:display"),
        "picture": drawn.svg_data_uri(scale=8, border=4, dark="#0b0c0c", light="#fff"),
        "minutes": CODE_LASTS // MINUTE,
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/display_code.html", context)


@require_POST
def display_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a screen show the meeting no longer."""
    visible = RoomDisplay.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    display = get_object_or_404(visible.select_related("meeting__group"), pk=pk)
    actions.remove_display(actor=request.user, display=display)
    return redirect("meetings:displays", pk=display.meeting_id)


@FORM_PAGE
def members_item_show(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the screen show the item for members that is under way; asks first."""
    meeting = find(request, pk)
    require(request.user, "meetings.show_members_item", meeting)
    return confirm(
        request,
        lambda: actions.show_members_item(actor=request.user, meeting=meeting, shown=True),
        "meetings/confirm.html",
        done=_("The screen shows this item."),
        to=reverse("meetings:displays", args=[pk]),
        title=_("Are only members in the room?"),
        text=_("The screen of the room then shows this item, until the next one begins."),
        button=_("Only members are here: show it"),
        cancel_words=_("Keep it private"),
        meeting=meeting,
    )


@require_POST
def members_item_hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the screen show nothing of the item for members."""
    meeting = find(request, pk)
    actions.show_members_item(actor=request.user, meeting=meeting, shown=False)
    return redirect("meetings:displays", pk=pk)


@login_not_required
@FORM_PAGE
def display(request: HttpRequest, code: str = "") -> HttpResponse:
    """What the room sees; or the form for the code, on a screen that shows no meeting."""
    row = shown_here(request, Kind.SCREEN)
    if row and request.method != "POST" and not code:
        return _screen(request, row)
    form = DisplayCodeForm(posted(request), initial={"code": code})
    if request.method == "POST":
        if not is_allowed(request, "display", TRIES):
            form.add_error(None, TOO_MANY_CODES)
            return _code_page(request, form, HTTPStatus.TOO_MANY_REQUESTS)
        if form.is_valid():
            code = form.cleaned_data["code"]
            before = [row for kind in Kind if (row := shown_here(request, kind))]
            if let_in := actions.open_display(actor=None, code=code, instead_of=before):
                return _let_in(let_in)
            form.add_error("code", WRONG_CODE)
    return _code_page(request, form, status_of(form))


def _code_page(request: HttpRequest, form: DisplayCodeForm, status: int) -> HttpResponse:
    response = render(request, "meetings/display_open.html", {"form": form}, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = "60"
    return response


@login_not_required
@require_safe
def display_news(request: HttpRequest) -> HttpResponse:
    """What the screen shows now, if that is new since ``?after=``; 204 when it is not.

    What is to be hidden is drawn each time: it need not have become so by anything that happened
    in the meeting.
    """
    row = shown_here(request, Kind.SCREEN)
    if row is None:
        raise Http404
    after = number(request.GET.get("after", ""))
    seq = streams.current(row.meeting.stream)  # before what is drawn: what comes later comes again
    if after > seq:
        raise Http404  # a page of the meeting that was shown in this browser before
    if seq == after and not hides_something(row):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    drawn = render_to_string(f"{TEMPLATE}#{REGION}", _context(row)).strip()
    return JsonResponse({"after": after, "seq": seq, "regions": {REGION: drawn}})


@login_not_required
@require_safe
def display_slide(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the slide that the screen shows now; no other is there."""
    row = shown_here(request, Kind.SCREEN)
    thing = on_screen(row.meeting_id) if row else None
    slide = room_screen(thing, row).slide if row and thing else None
    if slide is None or slide.pk != pk:
        raise Http404
    return file_response(stored(str(slide.large)), "image/webp")


def shown_here(request: HttpRequest, kind: RoomDisplay.Kind) -> RoomDisplay | None:
    """What of this kind is let in on the computer that asks."""
    token = request.COOKIES.get(COOKIES[kind], "")
    return RoomDisplay.objects.of_token(token, kind) if token else None


def _let_in(let_in: actions.LetIn) -> HttpResponse:
    """The cookie holds the token: in an address it would stand in histories and in logs."""
    response = redirect(PAGES[let_in.kind])
    response.set_cookie(
        COOKIES[let_in.kind],
        let_in.token,
        max_age=TOKEN_LASTS,  # a computer that is started anew shows the meeting again
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _screen(request: HttpRequest, row: RoomDisplay) -> HttpResponse:
    seq = streams.current(row.meeting.stream)
    context = _context(row) | {"seq": seq, "times": TIMES}
    return render(request, TEMPLATE, context)


def _context(row: RoomDisplay) -> dict[str, object]:
    thing = on_screen(row.meeting_id)
    if thing is None:
        raise Http404
    return {"meeting": thing.meeting, "screen": room_screen(thing, row)}
