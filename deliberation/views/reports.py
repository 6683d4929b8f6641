"""Reports of posts: made by who reads one, ended by an organiser who reads it too."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, or_404, posted
from core.policy import may, require
from deliberation import actions, queries
from deliberation.forms.reports import EndReportForm, ReportForm
from deliberation.mentions import names_in
from deliberation.models import PostReport
from deliberation.models.asker import PreparedRow
from deliberation.models.reports import handlers_of
from deliberation.views.marking import marked
from deliberation.views.posts import find as find_post


@FORM_PAGE
def post_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what is wrong with a post; the page names who reads that, before it is sent."""
    post = find_post(request, pk)
    if mine := PostReport.objects.open().filter(post=post, reported_by=request.user).first():
        return redirect(mine)
    require(request.user, "deliberation.report_post", post)
    form = ReportForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.report_post(actor=request.user, post=post, **form.cleaned_data),
        "deliberation/post_report.html",
        done=_("You reported the post."),
        post=post,
        names=names_in([post.pk]),
        handlers=handlers_of(post, request.user),
        **marked([post.topic]),
    )


@require_safe
def reports(request: SignedInRequest, group: int) -> HttpResponse:
    """The reports of a group that this organiser handles: open ones, then those that ended."""
    here = find_group(request, group)
    require(request.user, "deliberation.view_reports", here)
    lists = queries.reports_in(here, request.user)
    topics = [report.topic for report in [*lists.open, *lists.ended]]
    context = {"group": here, "lists": lists, **marked(topics)}
    return render(request, "deliberation/reports.html", context)


_REPORT = PreparedRow(
    lambda asker: PostReport.objects.visible_to(asker).select_related(
        "post__topic__group", "post__author", "reported_by", "ended_by"
    )
)


@FORM_PAGE
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report, for who made it and for who handles it, who can end it here."""
    report = or_404(_REPORT(request.user, pk))
    handles = report.reported_by_id != request.user.pk
    if request.method == "POST" and not handles:
        require(request.user, "deliberation.end_report", report)
    ends = may(request.user, "deliberation.end_report", report)
    form = EndReportForm(
        posted(request),
        has_words=report.post.removed_at is None,
        asks=not report.post.unattributed,
    )
    return form_page(
        request,
        form,
        lambda: actions.end_report(actor=request.user, report=report, **form.cleaned_data),
        "deliberation/report.html",
        done=_("You ended the report."),
        to=reverse("deliberation:reports", args=[report.group_id]),
        report=report,
        post=report.post,
        names=names_in([report.post_id]),
        handles=handles,
        ends=ends,
        quoting=queries.quoting(report.post, request.user) if ends else [],
        repeating=queries.repeating(report.post, request.user) if ends else [],
        **marked([report.topic]),
    )
