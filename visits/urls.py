"""Addresses of observation visits."""

from django.urls import include, path

from visits.views import digests, holds, photographs, reports, risk_assessments, visits

app_name = "visits"
of_group = [
    path("", visits.visits, name="visits"),
    path("ask/", visits.visit_request, name="visit-request"),
    path("digest/", digests.digest_prepare, name="digest-prepare"),
    path("risks/", risk_assessments.risk_assessment, name="risk-assessment"),
    path("risks/change/", risk_assessments.risk_assessment_adopt, name="risk-assessment-adopt"),
]
of_visit = [
    path("", visits.visit, name="visit"),
    path("risks/", risk_assessments.risk_assessment_accept, name="risk-assessment-accept"),
    path("check/", visits.visit_check, name="visit-check"),
    path("book/", visits.visit_book, name="visit-book"),
    path("cancel/", visits.visit_cancel, name="visit-cancel"),
    path("calendar/", visits.visit_calendar, name="visit-calendar"),
    path("report/", reports.report_write, name="report-write"),
    path("report/photograph/", photographs.photograph_add, name="photograph-add"),
    path("report/send/", reports.report_send, name="report-send"),
    path("report/approve/", reports.report_approve, name="report-approve"),
    path("report/return/", reports.report_return, name="report-return"),
    path("report/correct/", reports.report_correct, name="report-correct"),
    path("report/withdraw/", reports.report_withdraw, name="report-withdraw"),
    path("report/share/", reports.report_share, name="report-share"),
    path("hold/", holds.visit_hold, name="visit-hold"),
]
urlpatterns = [
    path("groups/<int:pk>/visits/", include(of_group)),
    path("visits/<int:pk>/", include(of_visit)),
    path("visits/photographs/<int:pk>/", photographs.photograph, name="photograph"),
    path(
        "visits/photographs/<int:pk>/remove/",
        photographs.photograph_remove,
        name="photograph-remove",
    ),
]
