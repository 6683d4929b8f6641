"""Pages of suggestions on the wording of a key message: the list, one form, accept, refuse."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.models.memberships import OWN_PEOPLE
from accounts.permissions import role_in
from accounts.saving import save_page
from core.policy import may, require
from deliberation import actions, queries
from deliberation.forms.suggestions import AcceptForm, RefuseForm, SuggestionForm
from deliberation.models import KeyMessage, Suggestion
from deliberation.models.asker import PreparedRow
from deliberation.views.key_messages import find as find_message
from deliberation.views.marking import marked

if TYPE_CHECKING:
    from django.http import HttpResponse


def _find(request: SignedInRequest, pk: int) -> Suggestion:
    """The suggestion, for the group's own people."""
    suggestion = or_404(_SUGGESTION(request.user, pk))
    prefetch_related_objects([suggestion], "key_message__wordings")
    return suggestion


_SUGGESTION = PreparedRow(
    lambda asker: Suggestion.objects.visible_to(asker).select_related(
        "suggested_by", "key_message__topic__group"
    )
)


def _around(key_message: KeyMessage) -> dict[str, Any]:
    """What each of these pages shows around its form."""
    topic = key_message.topic
    return {"key_message": key_message, "topic": topic, **marked([topic])}


def _list_of(key_message: KeyMessage) -> str:
    return reverse("deliberation:suggestions", args=[key_message.pk])


def _may_any(request: SignedInRequest, action: str, alike: list[Suggestion]) -> bool:
    """Whether they may do it to each of ``alike``, open ones on one message; asked once for all."""
    return bool(alike) and bool(may(request.user, f"deliberation.{action}", alike[0]))


@require_safe
def suggestions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What people would word otherwise, and what became of that: for the group's own people."""
    key_message = find_message(request, pk)
    if role_in(request.user, key_message) not in OWN_PEOPLE:
        raise Http404
    listed = queries.open_suggestions(key_message, request.user)
    own = [row.suggestion for row in listed if row.suggestion.suggested_by_id == request.user.pk]
    context = {
        "open": listed,
        "settles": _may_any(request, "settle_suggestion", [row.suggestion for row in listed]),
        "own": own if _may_any(request, "withdraw_suggestion", own) else [],
        "settled": queries.settled_suggestions(key_message, request.user),
        **_around(key_message),
    }
    return render(request, "deliberation/suggestions.html", context)


@FORM_PAGE
def suggestion_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Suggest other words for one sentence."""
    key_message = find_message(request, pk)
    require(request.user, "deliberation.suggest_wording", key_message)
    newest = key_message.wording
    form_about_it = partial(SuggestionForm, text=newest.text)
    form = form_about_it(posted(request), initial={"after": newest.version})
    return save_page(
        request,
        form,
        lambda: actions.suggest_wording(
            actor=request.user,
            key_message=key_message,
            change=actions.Change(
                kind=Suggestion.Kind(form.cleaned_data["kind"]),
                sentence=form.cleaned_data["sentence"],
                words=form.cleaned_data["words"],
                why=form.cleaned_data["why"],
            ),
            after=form.cleaned_data["after"],
        ),
        form_about_it,
        "deliberation/suggestion_new.html",
        done=_("Your suggestion is with the others."),
        to=_list_of(key_message),
        **_around(key_message),
    )


@FORM_PAGE
def suggestion_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the wording would be, then give the message that wording."""
    suggestion = _find(request, pk)
    key_message = suggestion.key_message
    require(request.user, "deliberation.settle_suggestion", suggestion)
    newest = key_message.wording
    form = AcceptForm(posted(request), initial={"after": newest.version})
    return save_page(
        request,
        form,
        lambda: actions.accept_suggestion(
            actor=request.user, suggestion=suggestion, after=form.cleaned_data["after"]
        ),
        AcceptForm,
        "deliberation/suggestion_accept.html",
        done=_("The message has a new wording."),
        to=key_message.get_absolute_url(),
        suggestion=suggestion,
        text=suggestion.in_text(newest.text),
        **_around(key_message),
    )


@FORM_PAGE
def suggestion_refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why it is refused."""
    suggestion = _find(request, pk)
    require(request.user, "deliberation.settle_suggestion", suggestion)
    form = RefuseForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.refuse_suggestion(
            actor=request.user, suggestion=suggestion, reason=form.cleaned_data["reason"]
        ),
        "deliberation/suggestion_refuse.html",
        done=_("The suggestion is refused."),
        to=_list_of(suggestion.key_message),
        suggestion=suggestion,
        **_around(suggestion.key_message),
    )


@FORM_PAGE
def suggestion_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take one's own suggestion back."""
    suggestion = _find(request, pk)
    require(request.user, "deliberation.withdraw_suggestion", suggestion)
    return confirm(
        request,
        lambda: actions.withdraw_suggestion(actor=request.user, suggestion=suggestion),
        done=_("Your suggestion is withdrawn."),
        to=_list_of(suggestion.key_message),
        title=_("Withdraw your suggestion?"),
        text=_("It stays readable as withdrawn, and nobody can accept it."),
        button=_("Withdraw my suggestion"),
        **_around(suggestion.key_message),
    )
