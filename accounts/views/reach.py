"""People without email: who is added, and where they are called or written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import actions
from accounts.form_pages import form_page
from accounts.forms import EmailForm, PersonForm, ReachForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, find_group, posted
from accounts.models import Acceptance, AdvisoryGroup, Membership, Reach, Role
from accounts.queries import agreement_in_force, founds, names_in, places_kept_by, roles_to_give
from core.policy import require

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

FIELDS = ("way", "telephone", "address")


@fresh_factor_required
@FORM_PAGE
def person_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody who has no email a place in a group."""
    group = find_group(request, pk)
    require(request.user, "accounts.begin_membership", group)
    form = PersonForm(
        posted(request),
        roles=roles_to_give(request.user, group),
        founding=founds(request.user, group),
        names=names_in(group),
        agreement=agreement_in_force() is not None,
    )
    return form_page(
        request,
        form,
        lambda: _add(request, group, form),
        "accounts/person_add.html",
        done=_("They are in the group."),
        to=reverse("accounts:group-people", args=[group.pk]),
        group=group,
    )


@fresh_factor_required
@FORM_PAGE
def person_reach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change how somebody whom no email reaches is reached; what stands there is filled in."""
    places = places_kept_by(request.user).select_related("user__reach", "group")
    membership = get_object_or_404(places, pk=pk)
    require(request.user, "accounts.change_reach", membership)
    reach = getattr(membership.user, "reach", None)
    initial = {name: getattr(reach, name) for name in FIELDS} if reach else {}
    form = ReachForm(posted(request), initial=initial)
    return form_page(
        request,
        form,
        lambda: actions.change_reach(
            actor=request.user,
            membership=membership,
            way=Reach.Way(form.cleaned_data["way"]),
            telephone=form.cleaned_data["telephone"],
            address=form.cleaned_data["address"],
        ),
        "accounts/person_reach.html",
        done=_("It is changed."),
        to=reverse("accounts:group-people", args=[membership.group_id]),
        group=membership.group,
        person=membership.user,
        membership=membership,
    )


@fresh_factor_required
@FORM_PAGE
def person_email(request: SignedInRequest, pk: int) -> HttpResponse:
    """Invite somebody to take over their account, who has an email address now."""
    places = places_kept_by(request.user).select_related("user", "group")
    membership = get_object_or_404(places, pk=pk)
    require(request.user, "accounts.invite_person", membership.group)
    require(request.user, "accounts.invite_to_sign_in", membership)
    form = EmailForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.invite_to_sign_in(
            actor=request.user, membership=membership, email=form.cleaned_data["email"]
        ),
        "accounts/person_email.html",
        done=_("The invitation is on its way. Until they use it, reach them as before."),
        to=reverse("accounts:group-people", args=[membership.group_id]),
        field="email",
        group=membership.group,
        person=membership.user,
    )


def _add(request: SignedInRequest, group: AdvisoryGroup, form: PersonForm) -> Membership:
    fields = form.cleaned_data
    return actions.add_person(
        actor=request.user,
        group=group,
        name=fields["name"],
        role=Role(fields["role"]),
        way=Reach.Way(fields["way"]),
        telephone=fields["telephone"],
        address=fields["address"],
        accepted=Acceptance.How(fields["accepted"]) if "accepted" in fields else None,
    )
