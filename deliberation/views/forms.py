"""Do the deed of a form, and keep what was typed when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from deliberation.views.marking import marked
from iag_portal.middleware.refusals import record
from iag_portal.policy import Refused

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from accounts.http import SignedInRequest
    from deliberation.models import Topic

Done = TypeVar("Done")
OK, REFUSED, CONFLICT, INVALID = 200, 403, 409, 422


def attempt(
    request: HttpRequest, form: BaseForm, deed: Callable[[], Done]
) -> tuple[Done | None, int]:
    """Do the deed of a valid form; answers its result and the status of the page.

    A refusal is recorded as the middleware would, and becomes an error of the form, so
    that the page is drawn again with everything that was typed.
    """
    if not form.is_valid():
        return None, INVALID
    try:
        return deed(), OK
    except Refused as refused:
        record(request, refused)
        form.add_error(None, str(refused))
        return None, REFUSED


def back(request: SignedInRequest, default: str) -> str:
    """The path of ours that the form names as ``next``, or ``default``."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else default


def confirm(
    request: SignedInRequest,
    deed: Callable[[], object],
    *,
    done: str,
    to: str,
    topic: Topic | None,
    **context: Any,
) -> HttpResponse:
    """A page that asks once more (GET), and does it (POST), then goes to ``to``.

    :param done: the sentence shown afterwards.
    :param context: what ``deliberation/confirm.html`` shows: ``title``, ``text``,
        ``button``, perhaps ``key_message``, and ``warning=True`` for what cannot be undone.
    """
    to = back(request, to)
    if request.method == "POST":
        deed()
        if request.headers.get("HX-Request"):  # a button of a live page: the stream brings it
            return HttpResponse(status=204)
        messages.success(request, done)
        return redirect(to)
    return render(
        request,
        "deliberation/confirm.html",
        {**marked([topic] if topic else []), **context, "topic": topic, "to": to, "next": to},
    )
