"""What a person sees while the database does not answer or is locked, or a disk is full."""

from __future__ import annotations

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

from core.middleware.refusals import to_a_button
from core.request_id import request_id

OUTAGES = (OperationalError, InterfaceError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # for a file; the database says it as an outage
RETRY_AFTER = 5  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer whatever a page or a middleware raised: 503 for an outage, else 500.

    Django calls it (``handler500``) while the exception is being handled. What was typed
    stays in the browser; an action is one transaction, so nothing is half done.
    """
    if not _is_outage(sys.exc_info()[1]):
        page = loader.get_template("500.html").render({"number": request_id()})
        return HttpResponseServerError(page)
    response = _outage(request)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _is_outage(error: BaseException | None) -> bool:
    return isinstance(error, OUTAGES) or (isinstance(error, OSError) and error.errno in NO_ROOM)


def _outage(request: HttpRequest) -> HttpResponse:
    """As JSON, as plain words for a button of a live page, or as a page that needs no database."""
    words = _("The portal is very busy. What you typed is still here. Please try again.")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"code": "outage", "reason": words}, status=503)
    if request.headers.get("HX-Request"):
        return to_a_button(words, 503)
    return HttpResponse(loader.get_template("503.html").render(), status=503)
