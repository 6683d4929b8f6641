"""Observation visits: those of a group, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.http import find_group as find_any_group
from accounts.models import AdvisoryGroup
from accounts.models.memberships import ORGANISERS
from accounts.saving import save_page
from core.files import file_response
from core.pagination import ShortPaginator
from core.policy import may, require
from visits import actions, queries
from visits.calendars import calendar_of
from visits.forms import BookingForm, CancelForm, CheckForm, RequestForm
from visits.models import RiskAssessment, Visit

A_PAGE = 20


def find_group(request: SignedInRequest, pk: int) -> AdvisoryGroup:
    """The group; 404 for its guests as for everybody else: visits are its own people's."""
    group = find_any_group(request, pk)
    if not may(request.user, "visits.view_visits", group):
        raise Http404
    return group


def find(request: SignedInRequest, pk: int) -> Visit:
    """The visit, or 404 alike for what is not there and what is not theirs to know of."""
    visible = Visit.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("group", "observer", "risks"), pk=pk)


def is_concerned(request: SignedInRequest, visit: Visit) -> bool:
    """Whether they are the one who goes, or look after it: others learn that it took place."""
    organises = request.user.roles.get(visit.group_id) in ORGANISERS
    return organises or visit.observer_id == request.user.pk


@require_safe
def visits(request: SignedInRequest, pk: int) -> HttpResponse:
    """The visits of a group, as far as this person may know of them."""
    group = find_group(request, pk)
    paginator = ShortPaginator(queries.visits_of(group, request.user), A_PAGE)
    context: dict[str, Any] = {"group": group, "page": paginator.get_page(request.GET.get("page"))}
    context["organises"] = request.user.roles[group.pk] in ORGANISERS
    context["digests"] = queries.digests_of(group, request.user)
    return render(request, "visits/visits.html", context)


@FORM_PAGE
def visit_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask to be taken out."""
    group = find_group(request, pk)
    require(request.user, "visits.apply_for_visit", group)
    form = RequestForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.request_visit(actor=request.user, group=group, **form.cleaned_data),
        "visits/visit_request.html",
        done=_("You have asked for a visit. The chair and the secretary are told."),
        group=group,
    )


@require_safe
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it has come, and what comes next."""
    found_visit = find(request, pk)
    context: dict[str, Any] = {"visit": found_visit}
    context["concerned"] = is_concerned(request, found_visit)
    context["is_mine"] = found_visit.observer_id == request.user.pk
    context["report"] = queries.report_of(found_visit, request.user)
    context["steps"] = queries.steps_of(found_visit, concerned=context["concerned"])
    if context["concerned"]:
        context["newest_risks"] = RiskAssessment.objects.newest(found_visit.group_id)
        context["needs"] = queries.needs_of(found_visit, request.user)
    return render(request, "visits/visit.html", context)


@FORM_PAGE
def visit_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm the checks."""
    asked = find(request, pk)
    require(request.user, "visits.check_visit", asked)
    before = queries.visited_before(asked)
    if before:
        require(request.user, "visits.check_again", asked)
    form = CheckForm(posted(request), again=before is not None)
    return form_page(
        request,
        form,
        lambda: actions.check_visit(
            actor=request.user,
            visit=asked,
            checked_on=form.cleaned_data["checked_on"],
            why_again=form.cleaned_data.get("why_again", ""),
        ),
        "visits/visit_check.html",
        done=_("The checks are confirmed. Book the visit next."),
        to=asked.get_absolute_url(),
        visit=asked,
        before=before,
    )


@FORM_PAGE
def visit_book(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give it a time, or another one. Where somebody was faster, both are shown."""
    checked = find(request, pk)
    require(request.user, "visits.book_visit", checked)
    form = BookingForm(posted(request), initial=BookingForm.initial_of(checked))
    return save_page(
        request,
        form,
        lambda: actions.book_visit(
            actor=request.user,
            visit=checked,
            booking=form.booking(),
            after=form.cleaned_data["after"],
        ),
        BookingForm,
        "visits/visit_book.html",
        done=_("The visit is booked. The member is told."),
        visit=checked,
    )


@FORM_PAGE
def visit_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why, then call it off."""
    standing = find(request, pk)
    require(request.user, "visits.cancel_visit", standing)
    form = CancelForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.cancel_visit(
            actor=request.user, visit=standing, reason=form.cleaned_data["reason"]
        ),
        "visits/visit_cancel.html",
        done=_("The visit is cancelled."),
        visit=standing,
    )


@require_safe
def visit_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its time as a file for a calendar."""
    booked = find(request, pk)
    require(request.user, "visits.download_calendar", booked)
    return file_response(calendar_of(booked), "text/calendar; charset=utf-8", "visit.ics")
