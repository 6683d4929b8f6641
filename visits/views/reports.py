"""The report of a visit: writing it, sending it, looking at it, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.policy import require
from visits import actions, queries
from visits.forms import ApproveForm, ReportForm, SendForm, ShareForm, WordsForm
from visits.models import VisitReport
from visits.recognisable import perhaps_names, told_in
from visits.views.visits import find


def find_report(request: SignedInRequest, pk: int) -> VisitReport:
    """The report of a visit, by the visit; 404 for who does not read it as where there is none."""
    report = queries.report_of(find(request, pk), request.user)
    if report is None:
        raise Http404
    return report


@FORM_PAGE
def report_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write it, and save what there is. Where it was saved in another window, both are shown."""
    visit = find(request, pk)
    require(request.user, "visits.write_report", visit)
    initial = ReportForm.initial_of(queries.report_of(visit, request.user))
    form = ReportForm(posted(request), initial=initial)
    return save_page(
        request,
        form,
        lambda: actions.write_report(
            actor=request.user,
            visit=visit,
            text=form.text(),
            after=form.cleaned_data["after"],
        ),
        ReportForm,
        "visits/report_write.html",
        done=_("The report is saved. Nobody else reads it before you send it."),
        visit=visit,
    )


@FORM_PAGE
def report_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go through the checklist, then give it to a second person."""
    report = find_report(request, pk)
    require(request.user, "visits.send_report", report)
    form = SendForm(posted(request))
    names = queries.names_in_group(report)
    return form_page(
        request,
        form,
        lambda: actions.send_report(actor=request.user, report=report, confirmed=form.confirmed()),
        "visits/report_send.html",
        done=_("The report is sent. A second person looks at it before members read it."),
        to=report.get_absolute_url(),
        visit=report.visit,
        report=report,
        told=told_in(report.text, names),
        perhaps=perhaps_names(report.text, names),
    )


@FORM_PAGE
def report_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read it as the second person, then let the members read it."""
    report = find_report(request, pk)
    require(request.user, "visits.approve_report", report)
    form = ApproveForm(posted(request), initial={"seen": report.fingerprint})
    return form_page(
        request,
        form,
        lambda: actions.approve_report(
            actor=request.user, report=report, seen=form.cleaned_data["seen"]
        ),
        "visits/report_approve.html",
        done=_("The report is approved. The members are told."),
        to=report.get_absolute_url(),
        visit=report.visit,
        report=report,
        concerned=True,
    )


@FORM_PAGE
def report_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send it back with words."""
    return _with_words(
        request,
        pk,
        "visits.return_report",
        actions.return_report,
        title=_("Send the report back"),
        button=_("Send it back"),
        readers=_("Its writer, the chair and the secretary read it."),
        done=_("The report is sent back. Its writer is told."),
        leaves=True,
    )


@FORM_PAGE
def report_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it back to be corrected, and say why."""
    return _with_words(
        request,
        pk,
        "visits.correct_report",
        actions.correct_report,
        title=_("Take the report back to be corrected"),
        button=_("Take it back"),
        readers=_(
            "All members read it in place of the report, until a second person approves it again."
        ),
        done=_("The report is with its writer, to be corrected."),
        leaves=True,
    )


@FORM_PAGE
def report_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it back for good, and say why."""
    return _with_words(
        request,
        pk,
        "visits.withdraw_report",
        actions.withdraw_report,
        title=_("Withdraw the report"),
        button=_("Withdraw it"),
        readers=_("All members read it in place of the report. This cannot be undone."),
        done=_("The report is withdrawn."),
        variant="warning",
    )


@FORM_PAGE
def report_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who reads the report and who the topic; then write a post that leads to the report."""
    report = find_report(request, pk)
    require(request.user, "visits.share_report", report)
    places = queries.places_to_share_in(report, request.user)
    form = ShareForm(posted(request), places=places)
    return form_page(
        request,
        form,
        lambda: actions.share_report(
            actor=request.user,
            report=report,
            summary=form.cleaned_data["summary"],
            **form.place(),
        ),
        "visits/report_share.html",
        done=_("The report is shared in the topic."),
        visit=report.visit,
        any_place=any(places.values()),
        is_writer=report.observer_id == request.user.pk,
        report=report,
    )


def _with_words(
    request: SignedInRequest,
    pk: int,
    permission: str,
    action: Callable[..., object],
    *,
    readers: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """A page that asks why, and does it."""
    report = find_report(request, pk)
    require(request.user, permission, report)
    form = WordsForm(posted(request), readers=readers)
    return form_page(
        request,
        form,
        lambda: action(actor=request.user, report=report, words=form.cleaned_data["words"]),
        "visits/report_words.html",
        done=done,
        to=report.get_absolute_url(),
        visit=report.visit,
        report=report,
        **context,
    )
