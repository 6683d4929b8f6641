"""Answer a form that was sent twice as the first time, without doing its action again."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.sent_forms.claims import (
    Sending,
    SentTwiceError,
    dealing_with,
    done_meanwhile,
    fingerprint,
)
from core.sent_forms.models import SentForm, is_done

PATIENCE, STEP = 2.0, 0.05  # seconds that the second press waits for the answer of the first


class SentFormMiddleware:
    """For people who are signed in. A form that failed can be sent again: nothing was written.

    Unless it failed because another press of it was quicker: then it is answered as that one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated:
            return self.get_response(request)
        mark = fingerprint(request)
        if not mark:
            return self.get_response(request)
        if is_done(mark):
            return _as_before(request, mark)
        sending = Sending(mark)
        with dealing_with(sending):
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.BAD_REQUEST and done_meanwhile():
                return _as_before(request, mark)
        if sending.claimed:
            _note(mark, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The other of two presses at once was quicker."""
        if isinstance(exception, SentTwiceError):
            return _as_before(request, fingerprint(request))
        return None


def _note(mark: str, response: HttpResponse) -> None:
    """Keep where the person was sent. What comes back to be corrected is no answer, nor a file.

    After a fault of ours the mark stays as it is: the action was done.
    """
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    if response.status_code >= HTTPStatus.BAD_REQUEST or "Content-Disposition" in response:
        SentForm.objects.forget(mark)
    else:
        SentForm.objects.note_answer(mark, response.get("Location", ""))


def _as_before(request: HttpRequest, mark: str) -> HttpResponse:
    """The answer of the first press, which may still be on its way."""
    until = time.monotonic() + PATIENCE
    row = SentForm.objects.filter(fingerprint=mark).first()
    while row and not row.answered and time.monotonic() < until:
        time.sleep(STEP)
        row = SentForm.objects.filter(fingerprint=mark).first()
    if request.headers.get("HX-Request"):  # a button of a live page: the stream brings it
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if row and row.answer:
        if row.is_old:
            messages.info(request, _("This had been sent already, so nothing was done again."))
        return HttpResponseRedirect(row.answer)
    return render(request, "409_sent.html", status=HTTPStatus.CONFLICT)
