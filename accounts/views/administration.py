"""What the technical administrator does with people: first invitations, suspensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.deeds import OK, attempt, status_of
from accounts.forms import InviteKeeperForm, InviteReaderForm
from accounts.forms.resets import ResetForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, administrators_only, posted
from accounts.models import Invitation, Role, SignInReset, User
from accounts.queries import (
    departures_waiting,
    groups_without_keeper,
    invitations_for_administrator,
    people_who_sign_in,
    readers,
)
from core.policy import require

if TYPE_CHECKING:
    from accounts.http import SignedInRequest

PAGE = 100  # accounts


@administrators_only
@require_safe
def administration(request: SignedInRequest) -> HttpResponse:
    """Groups that wait for their first chair or secretary, readers, and accounts."""
    told = {
        "groups": groups_without_keeper(),
        "readers": readers(),
        "invitations": invitations_for_administrator(request.user),
        "people": Paginator(people_who_sign_in(), PAGE).get_page(request.GET.get("page")),
        "departures": departures_waiting(),
        "shows_components": settings.SHOWS_COMPONENTS,
    }
    return render(request, "accounts/administration.html", told)


@administrators_only
@fresh_factor_required
@FORM_PAGE
def invite_keeper(request: SignedInRequest) -> HttpResponse:
    """Invite the first chair or secretary of a group."""
    form = InviteKeeperForm(posted(request))

    def send() -> Invitation:
        told = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        return actions.invite_person(actor=request.user, **told)

    return _invite(request, form, send, _("Invite the first chair or secretary"))


@administrators_only
@fresh_factor_required
@FORM_PAGE
def invite_reader(request: SignedInRequest) -> HttpResponse:
    """Invite somebody to read for an organisation."""
    form = InviteReaderForm(posted(request))

    def send() -> Invitation:
        return actions.invite_reader(actor=request.user, **form.cleaned_data)

    return _invite(request, form, send, _("Invite a reader"))


def _invite(
    request: SignedInRequest, form: Form, send: Callable[[], Invitation], title: str
) -> HttpResponse:
    status = OK
    if request.method == "POST":
        sent, status = attempt(request, form, send, field="email")
        if sent:
            messages.success(request, _("The invitation is on its way."))
            return redirect("accounts:administration")
    told = {"form": form, "title": title}
    return render(request, "accounts/invite_first.html", told, status=status)


@administrators_only
@fresh_factor_required
@FORM_PAGE
def reader_reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reset the sign-in of somebody who only reads; the six words are shown this once."""
    place = get_object_or_404(readers(), pk=pk)
    require(request.user, "accounts.begin_reset_of_reader", place)
    form = ResetForm(posted(request))
    told = {"person": place.user, "form": form}
    if request.method == "POST" and form.is_valid():
        checked = SignInReset.Checked(form.cleaned_data["checked"])
        words = actions.begin_reset_of_reader(actor=request.user, place=place, checked=checked)
        told["spoken"] = words.split()
        return render(request, "accounts/reset_words.html", told)
    return render(request, "accounts/reset.html", told, status=status_of(form))


@administrators_only
@fresh_factor_required
@FORM_PAGE
def suspend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then shut somebody out, or let them back in."""
    person = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        if person.is_active:
            actions.suspend_person(actor=request.user, person=person)
            messages.success(request, _("The account is suspended."))
        else:
            actions.restore_person(actor=request.user, person=person)
            messages.success(request, _("The account is open again."))
        return redirect("accounts:administration")
    return render(request, "accounts/suspend.html", {"person": person})


@administrators_only
@require_POST
def sign_out_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign somebody out everywhere."""
    person = get_object_or_404(User, pk=pk)
    actions.end_sessions_of_person(actor=request.user, person=person)
    messages.success(request, _("They are signed out everywhere."))
    return redirect("accounts:suspend", pk=person.pk)
