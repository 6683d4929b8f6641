"""What the technical administrator does with people: first invitations, suspensions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.form_pages import confirm, form_page
from accounts.forms import InviteOrganiserForm, InviteReaderForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, administrators_only, posted
from accounts.models import Invitation, Role, User
from accounts.queries import (
    departures_waiting,
    groups_without_organiser,
    invitations_for_administrator,
    organisations,
    people_who_sign_in,
    readers,
)
from accounts.steps import first_steps
from accounts.views.helping import reset_page
from core.numbers import number
from core.pagination import ShortPaginator
from core.policy import require
from core.templatetags.portal import bdi

if TYPE_CHECKING:
    from accounts.http import SignedInRequest

PAGE = 100  # accounts


@administrators_only
@require_safe
def administration(request: SignedInRequest) -> HttpResponse:
    """Groups that wait for their first chair or secretary, readers, and accounts."""
    context = {
        "organisations": organisations(),
        "groups": [(group, first_steps(group)) for group in groups_without_organiser()],
        "readers": readers(),
        "invitations": invitations_for_administrator(request.user),
        "people": ShortPaginator(people_who_sign_in(), PAGE).get_page(request.GET.get("page")),
        "departures": departures_waiting(),
        "shows_components": settings.SHOWS_COMPONENTS,
    }
    return render(request, "accounts/administration.html", context)


@administrators_only
@fresh_factor_required
@FORM_PAGE
def invite_organiser(request: SignedInRequest) -> HttpResponse:
    """Invite the first chair or secretary of a group."""
    form = InviteOrganiserForm(posted(request), initial=chosen(request, "group"))

    def send() -> Invitation:
        fields = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        return actions.invite_person(actor=request.user, **fields)

    return _invite(request, form, send, _("Invite the first chair or secretary"))


@administrators_only
@fresh_factor_required
@FORM_PAGE
def invite_reader(request: SignedInRequest) -> HttpResponse:
    """Invite somebody to read for an organisation."""
    form = InviteReaderForm(posted(request), initial=chosen(request, "organisation"))

    def send() -> Invitation:
        return actions.invite_reader(actor=request.user, **form.cleaned_data)

    return _invite(request, form, send, _("Invite a reader"))


def chosen(request: SignedInRequest, field: str) -> dict[str, int]:
    """The choice with which a form begins: the row that the address names."""
    return {field: number(request.GET.get(field))} if field in request.GET else {}


def _invite(
    request: SignedInRequest, form: Form, send: Callable[[], Invitation], title: str
) -> HttpResponse:
    return form_page(
        request,
        form,
        send,
        "accounts/invite_first.html",
        done=_("The invitation is on its way."),
        to=reverse("accounts:administration"),
        field="email",
        title=title,
    )


@administrators_only
@fresh_factor_required
@FORM_PAGE
def reader_reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reset the sign-in of somebody who only reads; the six words are shown this once."""
    place = get_object_or_404(readers(), pk=pk)
    require(request.user, "accounts.begin_reset_of_reader", place)
    begin = partial(actions.begin_reset_of_reader, actor=request.user, place=place)
    return reset_page(request, place.user, begin)


@administrators_only
@fresh_factor_required
@FORM_PAGE
def reader_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then end somebody's reading for an organisation."""
    place = get_object_or_404(readers(), pk=pk)
    require(request.user, "accounts.end_organisation_membership", place)
    return confirm(
        request,
        lambda: actions.end_organisation_membership(actor=request.user, membership=place),
        done=_("They no longer read for the organisation."),
        to=reverse("accounts:administration"),
        title=_("End a reader’s place"),
        text=format_html(
            _("{who} stops reading publications for {organisation} at once."),
            who=bdi(place.user.name),
            organisation=bdi(place.organisation.name),
        ),
        button=_("End their place"),
        variant="warning",
    )


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
