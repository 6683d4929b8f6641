"""What a group's terms of reference say about the members' space."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from accounts.models import AdvisoryGroup
from core.policy import may, require
from deliberation import actions
from deliberation.forms.terms import OpenersForm, TermsForm
from deliberation.models import TermsChange
from deliberation.models.standing import members_open_topics, unattributed_posts_in


def _find(request: SignedInRequest, group: int) -> AdvisoryGroup:
    advisory_group = find_group(request, group)
    if not may(request.user, "deliberation.view_terms", advisory_group):
        raise Http404
    return advisory_group


@FORM_PAGE
def terms(request: SignedInRequest, group: int) -> HttpResponse:
    """What they say, since when, by whom; the chair changes it. Guests do not know this page."""
    advisory_group = _find(request, group)
    says = "yes" if advisory_group.secretary_in_members_space else "no"
    form = TermsForm(posted(request), initial={"secretary": says})
    if request.method == "POST":
        require(request.user, "deliberation.change_terms", advisory_group)
    return form_page(
        request,
        form,
        lambda: _change(request, advisory_group, form),
        "deliberation/terms.html",
        done=_("The change is recorded. Every member sees it."),
        to=request.path,
        group=advisory_group,
        members_open=members_open_topics(request.user, advisory_group),
        unattributed_posts=unattributed_posts_in(request.user, advisory_group.pk),
        changes=advisory_group.terms_changes.select_related("changed_by"),
    )


def _change(request: SignedInRequest, group: AdvisoryGroup, form: TermsForm) -> TermsChange:
    return actions.change_terms(
        actor=request.user, group=group, secretary_reads=form.cleaned_data["secretary"]
    )


@FORM_PAGE
def openers(request: SignedInRequest, group: int) -> HttpResponse:
    """Say who opens topics in a group."""
    advisory_group = _find(request, group)
    require(request.user, "deliberation.change_terms", advisory_group)
    says = "yes" if members_open_topics(request.user, advisory_group) else "no"
    form = OpenersForm(posted(request), initial={"members": says})
    return form_page(
        request,
        form,
        lambda: actions.change_openers(
            actor=request.user, group=advisory_group, **form.cleaned_data
        ),
        "deliberation/openers.html",
        done=_("The change is recorded. Every member sees it."),
        to=reverse("deliberation:terms", args=[advisory_group.pk]),
        group=advisory_group,
    )
