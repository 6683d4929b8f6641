"""Photographs of a report: adding one, looking at one, removing one."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.files import file_response, stored
from core.policy import require
from visits import actions
from visits.forms import PhotographForm
from visits.models import VisitPhotograph
from visits.views.reports import find_report


def find_photograph(request: SignedInRequest, pk: int) -> VisitPhotograph:
    """The photograph, or 404 alike for what is not there and what is not theirs to see."""
    visible = VisitPhotograph.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("report__visit__group"), pk=pk)


@FORM_PAGE
def photograph_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one to one's own report."""
    report = find_report(request, pk)
    require(request.user, "visits.add_photograph", report)
    form = PhotographForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        lambda: actions.add_photograph(actor=request.user, report=report, upload=form.upload()),
        "visits/photograph_add.html",
        done=_("The photograph has arrived and is being prepared."),
        to=report.get_absolute_url(),
        visit=report.visit,
        report=report,
    )


@require_safe
def photograph(request: SignedInRequest, pk: int) -> HttpResponse:
    """The picture that was drawn."""
    looked_at = find_photograph(request, pk)
    if not looked_at.is_ready:
        raise Http404
    return file_response(stored(str(looked_at.picture)), "image/webp")


@FORM_PAGE
def photograph_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take it off."""
    taken_off = find_photograph(request, pk)
    require(request.user, "visits.remove_photograph", taken_off.report)
    return confirm(
        request,
        lambda: actions.remove_photograph(actor=request.user, photograph=taken_off),
        done=_("The photograph is gone."),
        to=taken_off.report.get_absolute_url(),
        title=_("Remove this photograph?"),
        text=taken_off.shows,
        button=_("Remove it"),
        cancel_words=_("Keep it"),
        variant="warning",
    )
