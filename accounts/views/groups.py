"""Organisations and advisory groups, for administrators: each page leads to the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.form_pages import confirm, form_page
from accounts.forms import GroupForm, OrganisationForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, administrators_only, posted
from accounts.models import AdvisoryGroup, Organisation
from accounts.models.groups import READERS
from accounts.views.administration import chosen
from core.policy import require
from core.templatetags.portal import bdi

if TYPE_CHECKING:
    from accounts.http import SignedInRequest

TEMPLATE = "accounts/group_form.html"


@administrators_only
@FORM_PAGE
def organisation_new(request: SignedInRequest) -> HttpResponse:
    """Add an organisation, then go on to its first group, or to its first reader."""
    form = OrganisationForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.create_organisation(actor=request.user, **form.cleaned_data),
        TEMPLATE,
        done=_("The organisation is added."),
        to=_after_organisation,
        title=_("Add an organisation"),
    )


def _after_organisation(organisation: Organisation) -> str:
    reads = organisation.kind in READERS
    return _with("accounts:invite-reader" if reads else "accounts:group-new", organisation)


def _with(name: str, row: Organisation | AdvisoryGroup) -> str:
    """The address ``name``, whose form begins with ``row`` chosen."""
    field = "group" if isinstance(row, AdvisoryGroup) else "organisation"
    return f"{reverse(name)}?{urlencode({field: row.pk})}"


@administrators_only
@FORM_PAGE
def organisation_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what an organisation is called, and what it is."""
    organisation = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(posted(request), instance=organisation)
    return form_page(
        request,
        form,
        lambda: actions.change_organisation(
            actor=request.user, organisation=organisation, **form.cleaned_data
        ),
        TEMPLATE,
        done=_("The organisation is changed."),
        to=reverse("accounts:administration"),
        title=_("Change an organisation"),
    )


@administrators_only
@FORM_PAGE
def group_new(request: SignedInRequest) -> HttpResponse:
    """Add an advisory group, then go on to the invitation of its first chair or secretary."""
    form = GroupForm(posted(request), initial=chosen(request, "organisation"))
    return form_page(
        request,
        form,
        lambda: actions.create_group(actor=request.user, **form.cleaned_data),
        TEMPLATE,
        done=_("The group is added. Now invite its first chair or secretary."),
        to=lambda group: _with("accounts:invite-organiser", group),
        title=_("Add a group"),
    )


@administrators_only
@FORM_PAGE
def group_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what a group is called, whom it advises, and how long the police have to answer."""
    group = get_object_or_404(AdvisoryGroup, pk=pk)
    form = GroupForm(posted(request), instance=group, joined=group.memberships.exists())
    return form_page(
        request,
        form,
        lambda: actions.change_group(actor=request.user, group=group, **form.cleaned_data),
        TEMPLATE,
        done=_("The group is changed."),
        to=reverse("accounts:administration"),
        title=_("Change a group"),
        group=group,
    )


@administrators_only
@fresh_factor_required
@FORM_PAGE
def group_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then let nobody new into a group and nothing new begin there."""
    group = get_object_or_404(AdvisoryGroup, pk=pk)
    require(request.user, "accounts.close_group", group)
    return confirm(
        request,
        lambda: actions.close_group(actor=request.user, group=group),
        done=_("The group is closed."),
        to=reverse("accounts:administration"),
        title=_("Close a group"),
        text=format_html(
            _(
                "Nobody new joins {group}, its invitations end, and no topic or meeting begins."
                " Its people keep their places: they read, finish what is open and publish."
                " You can reopen the group."
            ),
            group=bdi(group.name),
        ),
        button=_("Close the group"),
        variant="warning",
    )


@administrators_only
@require_POST
def group_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let people in again, and topics and meetings begin."""
    group = get_object_or_404(AdvisoryGroup, pk=pk)
    actions.reopen_group(actor=request.user, group=group)
    messages.success(request, _("The group is open again. Invite people anew where they waited."))
    return redirect("accounts:administration")
