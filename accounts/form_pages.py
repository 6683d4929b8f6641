"""Do the action of a page. A refusal that the page shows itself is recorded here, and only here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from core.middleware.refusals import record
from core.policy import Refused, Text
from core.sent_forms.claims import note_confirmed

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from accounts.http import SignedInRequest

Done = TypeVar("Done")
OK, REFUSED, CONFLICT, INVALID = 200, 403, 409, 422


def run_action(request: HttpRequest, action: Callable[[], Done]) -> tuple[Done | None, str]:
    """Do the action; answers its result, or the reason of the refusal, which is on record."""
    try:
        return action(), ""
    except Refused as refused:
        record(request, refused)
        return None, str(refused)


def status_of(form: BaseForm | None) -> int:
    """The status of a page that shows ``form``, whose view does the action itself."""
    return INVALID if form and form.errors else OK


def submit(
    request: HttpRequest, form: BaseForm, action: Callable[[], Done], *, field: str | None = None
) -> tuple[Done | None, int]:
    """Do the action of a valid form; answers its result and the status of the page.

    A refusal becomes an error of the form, so that the page is drawn again with everything
    that was typed. So does a name that somebody else took between the check of the form and the
    action: the form is checked anew, and says it in its own words.

    :param field: what a refusal is about, if it is one field.
    :raises IntegrityError, ValidationError: of an action that fails on what the form allows.
    """
    if not form.is_valid():
        return None, INVALID
    try:
        done, reason = run_action(request, action)
    except (IntegrityError, ValidationError):
        form.full_clean()
        if form.is_valid():
            raise
        return None, INVALID
    if not reason:
        return done, OK
    form.add_error(field, reason)
    return None, REFUSED


def form_page(
    request: HttpRequest,
    form: BaseForm,
    action: Callable[[], Done],
    template: str,
    *,
    done: str | Callable[[Done], str],
    to: str | Callable[[Done], str] | None = None,
    field: str | None = None,
    **context: Any,
) -> HttpResponse:
    """A page with a form (GET), whose action is done once it is valid (POST), then goes to ``to``.

    :param done: the sentence shown afterwards, or how to say it of the action's result.
    :param to: an address, or how to find it from the action's result; without it, the page of
        that result.
    :param field: what a refusal is about, if it is one field.
    """
    status = OK
    if request.method == "POST":
        result: Any
        result, status = submit(request, form, action, field=field)
        if status == OK:
            return go_on(request, result, done, to)
    return render(request, template, {**context, "form": form}, status=status)


def go_on(
    request: HttpRequest,
    result: Any,
    done: str | Callable[[Any], str],
    to: str | Callable[[Any], str] | None,
) -> HttpResponse:
    """Say that an action is done, and go to ``to``: see :func:`form_page`."""
    messages.success(request, done(result) if callable(done) else done)
    return redirect(to(result) if callable(to) else to or result)


def next_url(request: HttpRequest, default: str) -> str:
    """The path of ours that the form names as ``next``, or ``default``."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else default


def confirm(
    request: SignedInRequest,
    action: Callable[[], object],
    template: str = "accounts/confirm.html",
    *,
    done: Text,
    to: str,
    cancel: str = "",
    variant: str = "",
    **context: Any,
) -> HttpResponse:
    """A page that asks once more (GET), and does it (POST), then goes to ``to``.

    Whoever goes back and presses again is told so there: :class:`RefusalMiddleware`.

    :param done: the sentence shown afterwards.
    :param cancel: where to go without doing it, if that is not ``to``.
    :param variant: of the button: ``warning`` for what cannot be undone.
    :param context: what ``accounts/confirm.html`` shows: ``title``, ``text``, ``button``,
        ``marking``, perhaps ``key_message`` and ``cancel_words``.
    """
    to = next_url(request, to)
    if request.method == "POST":
        action()
        note_confirmed(request, to)
        if request.htmx:  # a button of a live page: the stream brings it
            return HttpResponse(status=204)
        messages.success(request, done)
        return redirect(to)
    asked = {**context, "next": to, "cancel": cancel or to, "variant": variant}
    return render(request, template, asked)
