"""Actions that matter ask for the second factor again, unless it was shown minutes ago."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.middleware import refusal, wants_page

View = Callable[..., HttpResponse]


def has_fresh_factor(request: HttpRequest) -> bool:
    """Whether this session showed a second factor within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``."""
    moments = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa"
    ]
    return bool(moments) and time.time() - max(moments) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def fresh_factor_required(view: View) -> View:
    """Send people to show their factor first, and then back to the page they came from.

    A post is not repeated for them: put this on the page with the form as well, so that
    nobody types what is then lost.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_fresh_factor(request):
            return view(request, *args, **kwargs)
        if not wants_page(request):
            return refusal()
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('mfa_reauthenticate')}?{query}")

    return checked
