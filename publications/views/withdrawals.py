"""Taking an edition back, and what stands at its address afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from publications import actions, queries
from publications.forms import WithdrawForm
from publications.models import Edition, Publication, Withdrawal
from publications.permissions import chairs_or_wrote_it

GONE = 410


def gone(
    request: HttpRequest,
    edition: Edition,
    withdrawal: Withdrawal,
    superseded_by: Edition | None,
) -> HttpResponse:
    """The page that says when and why an edition was withdrawn. Nothing of its words is on it."""
    context = {
        "publication": edition.publication,
        "edition": edition,
        "withdrawal": withdrawal,
        "superseded_by": None if superseded_by and _is_withdrawn(edition) else superseded_by,
    }
    return render(request, "publications/withdrawn.html", context, status=GONE)


def _is_withdrawn(edition: Edition) -> bool:
    """Whether what stands at the address of its publication is withdrawn too."""
    return edition.publication.withdrawn_at is not None


@fresh_factor_required
@FORM_PAGE
def withdraw(request: SignedInRequest, reference: str) -> HttpResponse:
    """The chair reads who has it, says why, and takes back the edition that stands."""
    visible = Publication.objects.visible_to(request.user).select_related("group")
    edition = queries.current(get_object_or_404(visible, reference=reference))
    if request.method != "POST" or not chairs_or_wrote_it(request.user, edition):
        require(request.user, "publications.withdraw_edition", edition)
    form = WithdrawForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.withdraw_edition(actor=request.user, edition=edition, **form.cleaned_data),
        "publications/withdraw.html",
        done=_("It is withdrawn. Its address says why."),
        to=edition.get_absolute_url(),
        field="words",
        edition=edition,
        readings=queries.readings_by_place(edition),
        is_public=edition.snapshot["audience"] == Publication.Audience.PUBLIC,
        sent=len(edition.snapshot["messages"]),
    )
