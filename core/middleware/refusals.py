"""What a person sees when an action is refused, and the record that it was."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.audit.chain import REFUSED, append
from core.kept import words_of
from core.policy import Refused
from core.sent_forms.claims import confirmed_just_now, done_meanwhile


class RefusalMiddleware:
    """Answer :class:`Refused` with its reason, 403, and record it in its own transaction.

    The action's transaction is rolled back by then, so the refusal cannot be lost with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Record the refusal and show why."""
        if not isinstance(exception, Refused):
            return None
        record(request, exception)
        return _done_before(request, str(exception)) or answer(request, str(exception))


def _done_before(request: HttpRequest, reason: str) -> HttpResponse | None:
    """For whoever confirmed the same a moment ago, and now presses again: where they were sent.

    What they did may have been undone since: so it says that this press did nothing, and why.
    """
    if request.method != "POST" or request.headers.get("HX-Request"):
        return None
    address = confirmed_just_now(request)
    if not address:
        return None
    sentence = _("You did this a moment ago, and nothing was done now. %(reason)s")
    messages.info(request, sentence % {"reason": reason})
    return HttpResponseRedirect(address)


def answer(request: HttpRequest, reason: str) -> HttpResponse:
    """The reason as JSON, as plain words for a button of a live page, or as a page."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"code": "refused", "reason": reason}, status=403)
    if request.headers.get("HX-Request"):
        return to_a_button(reason, 403)
    context = {"reason": reason, "fields": words_of(request)}
    return render(request, "403.html", context, status=403)


def to_a_button(sentence: str, status: int) -> HttpResponse:
    """What a button of a live page is told: plain words, which take nobody's form away."""
    headers = {"HX-Reswap": "none", "X-Refused": "1"}
    return HttpResponse(sentence, content_type="text/plain", status=status, headers=headers)


def record(request: HttpRequest, refused: Refused) -> None:
    """Write the refusal record; for a view that shows the refusal on its own page too.

    Whoever pressed twice was refused nothing: the first press did it.
    """
    if done_meanwhile():
        return
    actor = request.user if request.user.is_authenticated else None
    if actor and actor.pk == refused.unnamed_id:
        actor = None
    match = request.resolver_match
    facts: dict[str, str | int] = {
        "permission": refused.permission,
        "thing": refused.thing,
        "page": match.view_name if match else "",
    }
    if refused.topic_id is not None:
        facts["topic_id"] = refused.topic_id
    append(event=REFUSED, group_id=refused.group_id, actor=actor, facts=facts)
