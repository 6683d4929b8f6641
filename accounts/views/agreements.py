"""The confidentiality agreement for those who look after it: a new version, who accepted which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import actions
from accounts.form_pages import form_page
from accounts.forms import AcceptanceForm, AgreementTextForm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, administrators_only, find_group, posted
from accounts.models import Acceptance, Agreement
from accounts.queries import acceptances_in, agreement_in_force, places_kept_by
from core.policy import require

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.http import SignedInRequest
    from accounts.models import Membership

TEMPLATE = "accounts/agreement_new.html"


@administrators_only
@fresh_factor_required
@FORM_PAGE
def agreement_new(request: SignedInRequest) -> HttpResponse:
    """Write a new version, see it as people will read it, and then put it in force."""
    newest = agreement_in_force()
    text = newest.text.strip() if newest else ""
    form = AgreementTextForm(posted(request), initial={"text": text})
    context = {"newest": newest, "version": newest.version + 1 if newest else 1}
    is_new = form.is_bound and form.is_valid() and form.has_changed()
    if is_new and "confirmed" not in request.POST:
        return render(
            request, TEMPLATE, {**context, "form": form, "shown": form.cleaned_data["text"]}
        )
    return form_page(
        request,
        form,
        lambda: actions.adopt_agreement(actor=request.user, text=form.cleaned_data["text"]),
        TEMPLATE,
        done=_("The new agreement is in force. Everybody is asked to accept it, you too."),
        to=reverse("accounts:administration"),
        field="text",
        **context,
    )


@require_safe
def acceptances(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who in a group has accepted which version, and when."""
    group = find_group(request, pk)
    require(request.user, "accounts.view_people", group)
    context = {
        "group": group,
        "newest": agreement_in_force(),
        "people": [(place, _accepted(place)) for place in acceptances_in(group)],
    }
    return render(request, "accounts/acceptances.html", context)


@fresh_factor_required
@FORM_PAGE
def acceptance_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that somebody without email accepted the version that is in force."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    require(request.user, "accounts.record_acceptance", membership)
    newest = Agreement.objects.latest("version")
    since = timezone.localdate(newest.adopted_at)
    form = AcceptanceForm(posted(request), since=since, initial={"version": newest.version})
    return form_page(
        request,
        form,
        lambda: _record(request, membership, form),
        "accounts/acceptance_record.html",
        done=_("It is written down that they accepted it."),
        to=reverse("accounts:acceptances", args=[membership.group_id]),
        place=membership,
        newest=newest,
    )


def _record(request: SignedInRequest, membership: Membership, form: AcceptanceForm) -> None:
    fields = form.cleaned_data
    actions.record_acceptance(
        actor=request.user,
        membership=membership,
        agreement=get_object_or_404(Agreement, version=fields["version"]),
        how=Acceptance.How(fields["how"]),
        accepted_on=fields["accepted_on"],
    )


def _accepted(place: Membership) -> list[tuple[int, datetime]]:
    """The versions that somebody accepted, newest first, and when.

    What they accepted before they joined counts from that day: a group does not learn that
    somebody belonged to another one.
    """
    accepted = [(row.agreement.version, row.accepted_at) for row in place.user.acceptances.all()]
    newest = [(version, max(moment, place.starts_at)) for version, moment in accepted[:1]]
    return newest + [
        (version, moment) for version, moment in accepted[1:] if moment >= place.starts_at
    ]
