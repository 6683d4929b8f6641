"""Invitations to a group that wait: sent anew, taken back; and many people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.form_pages import confirm, form_page
from accounts.forms import InviteAgainForm, InviteListForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, find_group, posted
from accounts.models import AdvisoryGroup, Invitation, Role
from accounts.queries import founds, groups_kept_by, invitations_that_ended, roles_to_give
from core.policy import require
from core.templatetags.portal import bdi

if TYPE_CHECKING:
    from accounts.http import SignedInRequest

LIST = "accounts/invitations_new.html"


def find(request: SignedInRequest, pk: int) -> Invitation:
    """The invitation, where this person may know of it."""
    who, groups = request.user, AdvisoryGroup.objects.visible_to(request.user)
    visible = Q(group__in=groups_kept_by(who)) | Q(group__in=groups, invited_by=who)
    if who.is_staff:  # readers, other administrators, and whom this one invited to a group
        visible |= Q(group__isnull=True) | Q(invited_by=who)
    return get_object_or_404(Invitation.objects.filter(visible), pk=pk)


def _back(request: SignedInRequest, invitation: Invitation) -> str:
    """The list on which the invitation stands for this person."""
    if invitation.group_id not in request.user.roles:
        return reverse("accounts:administration")
    return reverse("accounts:group-people", args=[invitation.group_id])


@require_POST
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an invitation back, then show the list again."""
    invitation = find(request, pk)
    actions.withdraw_invitation(actor=request.user, invitation=invitation)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect(_back(request, invitation))


@fresh_factor_required
@FORM_PAGE
def invitation_renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send an invitation again, perhaps to a corrected address."""
    invitation = find(request, pk)
    require(request.user, "accounts.renew_invitation", invitation)
    known = {"name": invitation.name, "email": invitation.email}
    form = InviteAgainForm(posted(request), initial=known)
    next_url = _back(request, invitation)
    return form_page(
        request,
        form,
        lambda: actions.renew_invitation(
            actor=request.user, invitation=invitation, **form.cleaned_data
        ),
        "accounts/invitation_renew.html",
        done=_("The invitation is on its way. The link that was sent before no longer works."),
        to=next_url,
        field="email",
        invitation=invitation,
        back=next_url,
    )


@fresh_factor_required
@FORM_PAGE
def invitations_renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then send again what no longer lets anybody in."""
    group = find_group(request, pk)
    require(request.user, "accounts.renew_invitations", group)
    ended = get_list_or_404(invitations_that_ended(group))
    names = format_html_join(", ", "{}", ((bdi(invitation.name),) for invitation in ended))
    return confirm(
        request,
        lambda: actions.renew_invitations(actor=request.user, group=group),
        done=_("The invitations are on their way."),
        to=reverse("accounts:group-people", args=[group.pk]),
        title=_("Send invitations again"),
        text=format_html(
            _("These people get a new link, from you, that works for 14 days: {names}."),
            names=names,
        ),
        button=_("Send them again"),
    )


@fresh_factor_required
@FORM_PAGE
def invitations_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a list of people, show what was read of each, and invite them once that is confirmed."""
    group = find_group(request, pk)
    require(request.user, "accounts.invite_person", group)
    roles = roles_to_give(request.user, group)
    form = InviteListForm(posted(request), request.FILES or None, group=group, roles=roles)
    context = {"group": group, "founding": founds(request.user, group)}
    is_whole = form.is_bound and form.is_valid()
    if is_whole and "confirmed" not in request.POST:
        return render(request, LIST, {**context, "form": form, "is_whole": True})
    return form_page(
        request,
        form,
        lambda: actions.invite_people(actor=request.user, group=group, people=_people(form)),
        LIST,
        done=lambda sent: _sent(len(sent)),
        to=reverse("accounts:group-people", args=[group.pk]),
        field="people",
        **context,
    )


def _people(form: InviteListForm) -> list[actions.Invited]:
    return [actions.Invited(line.name, line.email, Role(line.role)) for line in form.lines]


def _sent(number: int) -> str:
    words = ngettext("%d invitation is on its way.", "%d invitations are on their way.", number)
    return words % number
