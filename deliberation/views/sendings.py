"""Pages on which the chair sends a key message to the police lead, and on which it is read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.clock import today
from core.policy import require
from deliberation import actions, advice, queries
from deliberation.forms.sendings import SendForm, WithdrawSendingForm
from deliberation.models import KeyMessage, Sending, Space
from deliberation.views.key_messages import find
from deliberation.views.marking import marked


@fresh_factor_required
@FORM_PAGE
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show exactly what is sent, to whom and who reads it; then send it."""
    key_message = find(request, pk)
    require(request.user, "deliberation.send_to_police_lead", key_message)
    message = advice.drawn(key_message)
    form = SendForm(posted(request), initial={"seen": advice.fingerprint(message)})
    return form_page(
        request,
        form,
        lambda: actions.send_to_police_lead(
            actor=request.user, key_message=key_message, seen=form.cleaned_data["seen"]
        ),
        "deliberation/sending_new.html",
        done=_("%s is sent to the police lead.") % key_message,
        to=key_message.get_absolute_url(),
        **_context(key_message, message),
    )


def _context(key_message: KeyMessage, message: advice.Message) -> dict[str, Any]:
    recipients = list(queries.recipients(key_message.topic))
    return {
        "key_message": key_message,
        "topic": key_message.topic,
        "message": queries.on_page(advice.dated(message, today(), key_message.due_if_sent_now)),
        "recipients": recipients,
        "obstacle": "" if recipients else queries.why_no_recipient(key_message.topic),
        "readers": queries.readers(key_message.topic, Space.SHARED),
        **marked([key_message.topic]),
    }


@require_safe
def sent(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was sent to the police lead, word for word, and what was taken back and why."""
    sendings = queries.sendings_of(pk, request.user)
    if not sendings:
        raise Http404
    key_message = sendings[0]["sending"].key_message
    context = {"key_message": key_message, "sendings": sendings, **marked([key_message.topic])}
    return render(request, "deliberation/sending.html", context)


@FORM_PAGE
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was sent, with a reason, as long as it is unanswered."""
    key_message = find(request, pk)
    require(request.user, "deliberation.withdraw_sending", key_message)
    standing = get_object_or_404(key_message.sendings, state=Sending.State.SENT)
    form = WithdrawSendingForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.withdraw_sending(
            actor=request.user, sending=standing, reason=form.cleaned_data["reason"]
        ),
        "deliberation/sending_withdraw.html",
        done=_("It is withdrawn. The police lead is told."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        **marked([key_message.topic]),
    )
