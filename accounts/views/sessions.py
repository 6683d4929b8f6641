"""Where one is signed in, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.fresh import has_fresh_factor
from accounts.http import FORM_PAGE
from accounts.queries import devices_of

if TYPE_CHECKING:
    from accounts.http import SignedInRequest


@FORM_PAGE
def devices(request: SignedInRequest) -> HttpResponse:
    """The devices that are signed in; a press signs all others out, with a factor shown now."""
    mine = request.session.session_key or ""
    if request.method == "POST":
        if not has_fresh_factor(request):
            return factor_first()
        actions.end_other_sessions(actor=request.user, mine=mine)
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("accounts:devices")
    signed_in = devices_of(request.user, mine=mine)
    context = {"devices": signed_in, "others": any(not device.is_this_one for device in signed_in)}
    return render(request, "usersessions/usersession_list.html", context)


def factor_first() -> HttpResponse:
    """To show a factor, and then back to the list: a press there is not repeated for people."""
    query = urlencode({"next": reverse("accounts:devices")})
    return redirect(f"{reverse('mfa_reauthenticate')}?{query}")


@require_POST
def device_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign one device out, with a factor shown now.

    The one in hand has its own button at the top of every page.
    """
    if not has_fresh_factor(request):
        return factor_first()
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    actions.end_session(actor=request.user, session=session)
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:devices")


@FORM_PAGE
def stay(request: SignedInRequest) -> HttpResponse:
    """Seconds until this session ends; a post stays signed in (the gate sees to it).

    The token is a fresh one for forms of a page that was open while its person signed in
    again in another tab.
    """
    left = int(request.session.left().total_seconds())  # type: ignore[attr-defined]
    return JsonResponse({"left": left, "token": get_token(request)})
