"""Meetings in people's own calendars: the page about it, and the file that programs fetch."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from accounts.form_pages import confirm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest
from accounts.rates import is_allowed
from core.files import file_response
from core.policy import may, require
from meetings import actions
from meetings.calendars import calendar_of
from meetings.models import CalendarFeed
from meetings.models.calendars import digest_of

OFTEN = "60/m/ip,60/h/key"  # a whole police station fetches from one address
PATIENCE = 3600  # seconds


@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    """Whether I have an address for my calendar, and what it tells."""
    context = {
        "feed": _feed_of(request),
        "may_make": may(request.user, "meetings.create_calendar", request.user),
    }
    return render(request, "meetings/calendar.html", context)


@fresh_factor_required
@FORM_PAGE
def calendar_create(request: SignedInRequest) -> HttpResponse:
    """Ask once more; then make an address and show it, this once."""
    require(request.user, "meetings.create_calendar", request.user)
    if request.method == "POST":
        token = actions.create_calendar(actor=request.user)
        address = settings.PORTAL_ORIGIN + reverse("meetings:calendar-file", args=[token])
        return render(request, "meetings/calendar_address.html", {"address": address})
    return render(request, "meetings/calendar_create.html", {"feed": _feed_of(request)})


@FORM_PAGE
def calendar_remove(request: SignedInRequest) -> HttpResponse:
    """Ask once more; then let my address no longer work."""
    if request.method != "POST" and _feed_of(request) is None:
        return redirect("meetings:calendar")
    return confirm(
        request,
        lambda: actions.remove_calendar(actor=request.user),
        title=_("Turn the calendar off"),
        text=_("The address stops working. Remove the calendar on your phone or computer too."),
        button=_("Turn it off"),
        variant="warning",
        done=_("The calendar is off."),
        to=reverse("meetings:calendar"),
    )


@login_not_required
@require_safe
@conditional_page
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings of whose address this is, as their rights are now. Programs do not sign in."""
    if not is_allowed(request, "calendar", OFTEN, key=digest_of(token)):
        again = {"Retry-After": str(PATIENCE)}
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers=again)
    feed = CalendarFeed.objects.of_token(token)
    if feed is None:
        raise Http404
    feed.mark_fetched()
    content = calendar_of(feed.user, since=feed.made_at)
    return file_response(content, "text/calendar; charset=utf-8", "meetings.ics")


def _feed_of(request: SignedInRequest) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=request.user).first()
