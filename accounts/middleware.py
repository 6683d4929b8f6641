"""Deny by default: the one place that decides whether a session may see pages at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_otp import user_has_device

from accounts.queries import agreement_to_accept
from accounts.receivers import TICKET
from core.kept import kept

# Pages are looked at and forms are sent. A library's page that took DELETE for more than that
# would remove a passkey without the record, and without telling its person.
METHODS = ("GET", "HEAD", "POST")
SIGNED_OUT = "was_signed_out"  # attribute of a request that ended its session
LEAVE = frozenset({"account_logout"})
STEP_UP = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
AGREE = frozenset({"accounts:agreement"})
ENROL = frozenset({"accounts:enrol", "mfa_activate_totp", "mfa_add_webauthn"})
CONFIRM = frozenset({"account_reauthenticate"})  # allauth asks for the password before enrolment
ASK = frozenset({"accounts:no-factor"})
# A script asks these by itself: nobody need be there.
PASSIVE = frozenset({"stream", "meetings:captions-news", "meetings:listen-news"})
LOOKS = frozenset({"accounts:stay"})  # asks how long is left; only its post stays


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's, but that it deletes the cookie of no session that had ended before.

    Its person may have signed in again in another tab meanwhile: an answer that is late would
    take the new cookie away.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Save the session and set its cookie; delete it where this request signed out."""
        answer = super().process_response(request, response)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and not cookie.value and not getattr(request, SIGNED_OUT, False):
            del answer.cookies[settings.SESSION_COOKIE_NAME]
        return answer


class VerifiedRequiredMiddleware(LoginRequiredMiddleware):
    """Signed in, second factor shown, agreement accepted; unless ``login_not_required``.

    A suspended person (``is_active`` false) is anonymous already: the backend says so.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Refuse what no page of ours is asked with."""
        return None if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """The way to what is missing, or None to go on."""
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            if not wants_page(request):
                return refusal()
            if request.method in {"GET", "HEAD"}:
                return super().process_view(request, view_func, view_args, view_kwargs)
            return not_sent(request)
        request.user = get_user(request)  # the same person, without what has stood for them so far
        next_step, allowed = missing(request)
        match = request.resolver_match
        if next_step is None or (match and match.view_name in allowed | LEAVE):
            stay(request, match.view_name if match else "")
            return None
        return on_the_way(request, next_step) if wants_page(request) else refusal()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """After signing out, let the browser forget what it has kept of us."""
        if getattr(request, SIGNED_OUT, False):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def stay(request: HttpRequest, view_name: str) -> None:
    """Let the session last, because its person did something."""
    if view_name in PASSIVE or (view_name in LOOKS and request.method != "POST"):
        return
    request.session.stay()  # type: ignore[attr-defined]  # accounts.sessions


def not_sent(request: HttpRequest) -> HttpResponse:
    """What somebody sees who presses Send after the session has ended: their own words."""
    context = {"signed_out": True, "fields": kept(request), "files": bool(request.FILES)}
    return render(request, "accounts/not_sent.html", context, status=401)


def missing(request: HttpRequest) -> tuple[str | None, frozenset[str]]:
    """Name of the page to send this session to, and the pages it may open until then.

    The name is None when nothing is missing.
    """
    user: Any = request.user
    if not user.is_verified():
        if user_has_device(user):
            return "mfa_reauthenticate", STEP_UP
        if request.session.get(TICKET) != user.pk:
            return "accounts:no-factor", ASK
        if agreement_to_accept(user):
            return "accounts:agreement", AGREE
        return "accounts:enrol", ENROL | CONFIRM
    if agreement_to_accept(user):
        return "accounts:agreement", AGREE
    return None, frozenset()


def on_the_way(request: HttpRequest, url_name: str) -> HttpResponse:
    """To the page ``url_name``, with the way back to a page that was asked for.

    What somebody typed comes back to them, with the way to what comes first.
    """
    url = reverse(url_name)
    if request.method == "POST" and (fields := kept(request)):
        context = {"first": url, "fields": fields, "files": bool(request.FILES)}
        return render(request, "accounts/not_sent.html", context, status=401)
    if request.method == "GET" and request.path != reverse(settings.LOGIN_REDIRECT_URL):
        url += "?" + urlencode({"next": request.get_full_path()})
    return redirect(url)


def wants_page(request: HttpRequest) -> bool:
    """Whether a person looks at the answer, and not a script that would swap it into a page."""
    asks_for_json = request.headers.get("Accept", "").startswith("application/json")
    return "HX-Request" not in request.headers and not asks_for_json


def refusal() -> HttpResponse:
    """401 in plain words, for a script."""
    words = _("You are signed out. Sign in again.")
    return HttpResponse(words, status=401, content_type="text/plain; charset=utf-8")
