"""Dates that clash, for administrators: the list, add, change and remove."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, administrators_only, posted
from core.clock import today
from meetings import actions
from meetings.forms.busy_dates import BusyDateForm
from meetings.models import BusyDate

TEMPLATE = "meetings/busy_date.html"


def _list() -> str:
    return reverse("meetings:busy-dates")


@administrators_only
@require_safe
def busy_dates(request: SignedInRequest) -> HttpResponse:
    """Those to come, then those that are over."""
    rows = list(BusyDate.objects.all())
    context = {
        "coming": [row for row in rows if row.last_day >= today()],
        "over": [row for row in reversed(rows) if row.last_day < today()],
    }
    return render(request, "meetings/busy_dates.html", context)


@administrators_only
@FORM_PAGE
def busy_date_add(request: SignedInRequest) -> HttpResponse:
    """Add a date that clashes."""
    form = BusyDateForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.add_busy_date(actor=request.user, days=form.days()),
        TEMPLATE,
        done=_("The date is added."),
        to=_list(),
        title=_("Add a date that clashes"),
    )


@administrators_only
@FORM_PAGE
def busy_date_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a date that clashes."""
    busy_date = get_object_or_404(BusyDate, pk=pk)
    form = BusyDateForm(posted(request), busy_date=busy_date)
    return form_page(
        request,
        form,
        lambda: actions.change_busy_date(actor=request.user, busy_date=busy_date, days=form.days()),
        TEMPLATE,
        done=_("The date is changed."),
        to=_list(),
        title=_("Change a date that clashes"),
    )


@administrators_only
@FORM_PAGE
def busy_date_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a date that clashes; asks first."""
    busy_date = get_object_or_404(BusyDate, pk=pk)
    return confirm(
        request,
        lambda: actions.remove_busy_date(actor=request.user, busy_date=busy_date),
        done=_("The date is removed."),
        to=_list(),
        title=_("Remove “%s” from the dates that clash?") % busy_date,
        text=_("Nobody is warned of it any more. You can add it again."),
        button=_("Remove the date"),
        cancel_words=_("Keep the date"),
        variant="warning",
    )
