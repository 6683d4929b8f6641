"""The people of a group, for those who keep its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import actions
from accounts.form_pages import confirm, form_page
from accounts.forms import ChairForm, InviteForm, RoleForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, find_group, posted
from accounts.models import AdvisoryGroup, Invitation, Role
from accounts.models.memberships import ORGANISERS
from accounts.queries import (
    chairs_of,
    electable_in,
    founds,
    invitations_that_ended,
    invitations_waiting,
    people_of,
    places_kept_by,
    roles_to_give,
)
from core.policy import require
from core.templatetags.portal import bdi

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from accounts.models import Membership


CHAIR_FIELDS = (
    "membership", "elected_on_day", "elected_on_month", "elected_on_year", "becomes", "instead_of",
)  # fmt: skip


@require_safe
def group_people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who belongs to a group, in which role, with or without a second step, and who is invited."""
    group = find_group(request, pk)
    require(request.user, "accounts.view_people", group)
    context = {
        "group": group,
        "people": people_of(group),
        "invitations": invitations_waiting(group),
        "some_ended": invitations_that_ended(group).exists(),
    }
    return render(request, "accounts/group_people.html", context)


@fresh_factor_required
@FORM_PAGE
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Invite somebody into a group."""
    group = find_group(request, pk)
    require(request.user, "accounts.invite_person", group)
    form = InviteForm(
        posted(request),
        roles=roles_to_give(request.user, group),
        founding=founds(request.user, group),
        initial={"role": role} if (role := request.GET.get("role")) in Role.values else None,
    )
    return form_page(
        request,
        form,
        lambda: _invite(request, group, form),
        "accounts/invite.html",
        done=_("The invitation is on its way."),
        to=_people_url(group),
        field="email",
        group=group,
    )


def _people_url(group: AdvisoryGroup) -> str:
    return reverse("accounts:group-people", args=[group.pk])


def _invite(request: SignedInRequest, group: AdvisoryGroup, form: InviteForm) -> Invitation:
    fields = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    return actions.invite_person(actor=request.user, group=group, **fields)


@fresh_factor_required
@FORM_PAGE
def membership_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody another role."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    require(request.user, "accounts.change_role", membership)
    roles = roles_to_give(request.user, membership.group, membership.role)
    form = RoleForm(posted(request), initial={"role": membership.role}, roles=roles)
    return form_page(
        request,
        form,
        lambda: actions.change_role(
            actor=request.user, membership=membership, role=Role(form.cleaned_data["role"])
        ),
        "accounts/membership_role.html",
        done=_("The role is changed."),
        to=_people_url(membership.group),
        membership=membership,
        group=membership.group,
    )


@fresh_factor_required
@FORM_PAGE
def chair_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record who was elected chair; what changes by it is shown before it is done."""
    group = find_group(request, pk)
    require(request.user, "accounts.view_people", group)
    places = electable_in(group, by=request.user)
    chairs = list(chairs_of(group))
    form = ChairForm(posted(request), places=places, chairs=chairs)
    context: dict[str, Any] = {"group": group, "chairs": chairs}
    if form.is_bound and "confirmed" not in request.POST and form.is_valid():
        sent = {name: request.POST[name] for name in request.POST if name in CHAIR_FIELDS}
        shown = {**context, "form": form, "sent": sent, "becomes": _becomes(form).label}
        return render(request, "accounts/chair_change.html", shown)
    return form_page(
        request,
        form,
        lambda: _hand_over(request, form),
        "accounts/chair_change.html",
        done=_("The chair has changed."),
        to=lambda _place: _after_election(request, group),
        **context,
    )


def _hand_over(request: SignedInRequest, form: ChairForm) -> Membership:
    election = {**form.cleaned_data, "becomes": _becomes(form)}
    return actions.hand_over_chair(actor=request.user, **election)


def _becomes(form: ChairForm) -> Role:
    """What the present chair becomes; where there is none, it changes nobody."""
    return Role(form.cleaned_data.get("becomes", Role.MEMBER))


def _after_election(request: SignedInRequest, group: AdvisoryGroup) -> str:
    """The list of people, unless the chair who handed over no longer keeps it."""
    keeps = group.pk in request.user.groups_as(ORGANISERS)
    return _people_url(group) if keeps else reverse("home")


@fresh_factor_required
@FORM_PAGE
def membership_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then end somebody's place in the group."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    require(request.user, "accounts.end_membership", membership)
    return confirm(
        request,
        lambda: actions.end_membership(actor=request.user, membership=membership),
        done=_("The membership has ended."),
        to=_people_url(membership.group),
        title=_("End a membership"),
        text=format_html(
            _(
                "{who} will lose access to {group} at once."
                " What they wrote and agreed stays on record."
            ),
            who=bdi(membership.user.name),
            group=bdi(membership.group.name),
        ),
        button=_("End the membership"),
        variant="warning",
    )
