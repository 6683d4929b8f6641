"""Helping somebody of the group to sign in: a card by hand, signing them out, a sign-in reset."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.form_pages import status_of
from accounts.forms.resets import HandOverForm, ResetForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, posted
from accounts.models import CodeCard, SignInReset
from accounts.queries import devices_of, open_reset_of, places_kept_by
from core.clock import now
from core.policy import may, require

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from accounts.models import User


@require_safe
def helping(request: SignedInRequest, pk: int) -> HttpResponse:
    """What can be done for somebody who cannot sign in, or whose device is gone."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    require(request.user, "accounts.end_sessions_of_member", membership)
    person = membership.user
    context = {
        "membership": membership,
        "person": person,
        "devices": len(devices_of(person, mine="")),
        "reset": open_reset_of(person),
        "card": CodeCard.objects.filter(user=person).first(),
        "may_reset": may(request.user, "accounts.begin_reset", membership),
    }
    return render(request, "accounts/helping.html", context)


@fresh_factor_required
@FORM_PAGE
def hand_over_card(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a code card for somebody who is here, and show it, this once."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    require(request.user, "accounts.hand_over_code_card", membership)
    form = HandOverForm(posted(request))
    context = {"membership": membership, "person": membership.user, "form": form}
    if request.method == "POST" and form.is_valid():
        codes = actions.hand_over_code_card(actor=request.user, membership=membership)
        in_halves = [f"{code[:4]} {code[4:]}" for code in codes]
        context |= {"codes": in_halves, "made_at": now()}
        return render(request, "accounts/handed_over_codes.html", context)
    return render(request, "accounts/hand_over_card.html", context, status=status_of(form))


@fresh_factor_required
@FORM_PAGE
def reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody who has lost everything a sign-in reset; the six words are shown this once."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    require(request.user, "accounts.begin_reset", membership)
    begin = partial(actions.begin_reset, actor=request.user, membership=membership)
    return reset_page(request, membership.user, begin, membership=membership)


def reset_page(
    request: SignedInRequest, person: User, begin: Callable[..., str], **context: Any
) -> HttpResponse:
    """Ask how it was checked who is asking, begin the reset, and show its words.

    :param begin: the action; it takes ``checked`` and answers the words.
    """
    form = ResetForm(posted(request))
    context = {"person": person, "form": form, **context}
    if request.method == "POST" and form.is_valid():
        words = begin(checked=SignInReset.Checked(form.cleaned_data["checked"]))
        context["spoken"] = words.split()
        return render(request, "accounts/reset_words.html", context)
    return render(request, "accounts/reset.html", context, status=status_of(form))


@require_POST
def sign_out_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign somebody of the group out everywhere."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    actions.end_sessions_of_member(actor=request.user, membership=membership)
    messages.success(request, _("They are signed out everywhere."))
    return redirect("accounts:helping", pk=membership.pk)
