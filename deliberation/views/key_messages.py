"""Pages of key messages: the list, one message, its wording and answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.models import Role
from accounts.models.memberships import ADVISERS, GUESTS, OWN_PEOPLE
from accounts.permissions import role_in
from accounts.saving import save_page
from core.pagination import ShortPaginator
from core.policy import may, require
from deliberation import actions, queries
from deliberation.attachments import Attachment, keeper
from deliberation.forms import (
    ProposalForm,
    ReasonsForm,
    WordingForm,
    position_of,
)
from deliberation.grounds import grounds_of
from deliberation.models import AgreementRound, KeyMessage, Response, Sending, StatementDraft
from deliberation.models.asker import PreparedRow
from deliberation.views.audiences import find as find_topic
from deliberation.views.marking import marked

PAGE = 20  # key messages
SHOW = {
    "": gettext_lazy("All"),
    "discussed": gettext_lazy("Being discussed"),
    "agreed": gettext_lazy("Advice given"),
    "not_agreed": gettext_lazy("No agreed view"),
    "awaited": gettext_lazy("Answer awaited"),
    "overdue": gettext_lazy("Answer overdue"),
    "answered": gettext_lazy("Answered"),
}


@require_safe
def key_messages(request: SignedInRequest) -> HttpResponse:
    """The key messages I see, on their shelves."""
    show = request.GET.get("show", "")
    show = show if show in SHOW else ""
    rows = queries.with_everything(queries.key_messages_of(request.user, show=show))
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "shelf": queries.shelve(page), "show": show, "filters": SHOW.items()}
    return render(request, "deliberation/key_messages.html", context)


def find(request: SignedInRequest, pk: int) -> KeyMessage:
    """The message with what its card shows, as far as this person may know of it."""
    key_message = find_alone(request, pk)
    queries.add_everything([key_message])
    return key_message


def find_alone(request: SignedInRequest, pk: int) -> KeyMessage:
    """The message and its topic, as far as this person may know of them."""
    return or_404(_KEY_MESSAGE(request.user, pk))


_KEY_MESSAGE = PreparedRow(
    lambda asker: KeyMessage.objects.visible_to(asker).select_related("topic__group")
)


@require_safe
def key_message(request: SignedInRequest, pk: int) -> HttpResponse:
    """One message: its words, what the group made of it, what the police answered."""
    key_message = find(request, pk)
    return render(request, "deliberation/key_message.html", _context(request, key_message))


def _context(request: SignedInRequest, key_message: KeyMessage) -> dict[str, Any]:
    """Drafts and lapsed rounds are the group's own: guests see what it came to."""
    last = key_message.last_round
    guest = role_in(request.user, key_message) in GUESTS
    rounds = [] if guest else list(key_message.rounds.all())
    sendings = Sending.objects.visible_to(request.user)
    wordings = sorted(key_message.wordings.all(), key=lambda wording: -wording.version)
    context: dict[str, Any] = {
        "key_message": key_message,
        "topic": key_message.topic,
        "sees_topic": may(request.user, "deliberation.view_topic", key_message.topic),
        **marked([key_message.topic]),
        "round": last,
        "versions": [] if guest else queries.versions(key_message, wordings),
        "first": wordings[-1],
        "evidence": queries.evidence_of(key_message, request.user),
        "grounds": grounds_of(key_message, request.user),
        "suggests": role_in(request.user, key_message) in OWN_PEOPLE,
        "drafts": StatementDraft.objects.visible_to(request.user).filter(key_message=key_message),
        "sent_inside": sendings.filter(key_message=key_message).exists(),
        "earlier_rounds": [earlier for earlier in rounds if earlier != last],
        "proofs": _proofs(key_message),
    }
    if last and role_in(request.user, key_message) == Role.SECRETARY:
        context["to_confirm"] = queries.to_confirm(last, request.user)
    if last and last.is_open:
        context |= position_of(request.user, last)
    elif last and last.state == AgreementRound.State.CLOSED:
        context["mine"] = last.positions.counted().filter(user=request.user).first()
        if role_in(request.user, key_message) in ADVISERS:
            context["reasons"] = queries.reasons(last)
    return context


def _proofs(key_message: KeyMessage) -> list[Attachment]:
    """What shows what was done; asked for where the police said that something was."""
    did = any(response.decision in Response.DID for response in key_message.responses.all())
    return keeper().proofs(key_message) if did else []


@FORM_PAGE
def key_message_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a message on a topic."""
    topic = find_topic(request, pk)
    require(request.user, "deliberation.propose_key_message", topic)
    form = ProposalForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.propose_key_message(
            actor=request.user, topic=topic, text=form.cleaned_data["text"]
        ),
        "deliberation/key_message_new.html",
        done=lambda key_message: _("%s is proposed.") % key_message,
        topic=topic,
        **marked([topic]),
    )


@FORM_PAGE
def wording_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the wording; when somebody was faster, both texts are shown and mine is kept."""
    key_message = find(request, pk)
    require(request.user, "deliberation.change_wording", key_message)
    newest = key_message.wording
    form = WordingForm(posted(request), initial={"text": newest.text, "after": newest.version})
    return save_page(
        request,
        form,
        lambda: actions.change_wording(
            actor=request.user, key_message=key_message, **form.cleaned_data
        ),
        WordingForm,
        "deliberation/wording_new.html",
        done=_("The wording is changed."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        topic=key_message.topic,
        **marked([key_message.topic]),
    )


@FORM_PAGE
def explain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why, and who is asked to reply."""
    key_message = find(request, pk)
    require(request.user, "deliberation.explain_key_message", key_message)
    fields = {"why": key_message.why, "addressed_to": key_message.addressed_to}
    form = ReasonsForm(posted(request), initial={**fields, "after": key_message.why_version})
    return save_page(
        request,
        form,
        lambda: actions.explain_key_message(
            actor=request.user, key_message=key_message, **form.cleaned_data
        ),
        ReasonsForm,
        "deliberation/key_message_explain.html",
        done=_("It is saved."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        topic=key_message.topic,
        **marked([key_message.topic]),
    )


@FORM_PAGE
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then withdraw the message."""
    key_message = find(request, pk)
    require(request.user, "deliberation.withdraw_key_message", key_message)
    return confirm(
        request,
        lambda: actions.withdraw_key_message(actor=request.user, key_message=key_message),
        done=_("%s is withdrawn.") % key_message,
        to=key_message.get_absolute_url(),
        key_message=key_message,
        title=_("Withdraw %s?") % key_message,
        text=_("It is not put to the group any more. An open round on it ends without an outcome."),
        button=_("Withdraw the message"),
        variant="warning",
        **marked([key_message.topic]),
    )
