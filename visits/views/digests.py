"""The digest of a quarter: asking for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from visits import actions, queries
from visits.forms import DigestForm
from visits.views.visits import find_group


@FORM_PAGE
def digest_prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose a quarter, and have its reports put together."""
    group = find_group(request, pk)
    require(request.user, "visits.prepare_digest", group)
    quarters = queries.quarters_with_reports(group)
    form = DigestForm(posted(request), quarters=quarters)
    return form_page(
        request,
        form,
        lambda: actions.prepare_digest(
            actor=request.user, group=group, quarter=form.cleaned_data["quarter"]
        ),
        "visits/digest_prepare.html",
        done=_("The reports are being put together. Look again in a minute."),
        to=reverse("visits:visits", args=[group.pk]),
        group=group,
        quarters=quarters,
    )
