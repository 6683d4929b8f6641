"""The risk assessment of a group: reading it, writing another version, accepting it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.policy import require
from visits import actions
from visits.forms import AcceptForm, RiskAssessmentForm
from visits.models import RiskAssessment
from visits.views.visits import find, find_group


@require_safe
def risk_assessment(request: SignedInRequest, pk: int) -> HttpResponse:
    """The version that is in force."""
    group = find_group(request, pk)
    context = {"group": group, "risks": RiskAssessment.objects.newest(group.pk)}
    return render(request, "visits/risk_assessment.html", context)


@FORM_PAGE
def risk_assessment_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write another version. Where somebody was faster, both are shown."""
    group = find_group(request, pk)
    require(request.user, "visits.adopt_risk_assessment", group)
    newest = RiskAssessment.objects.newest(group.pk)
    initial = {"text": newest.text, "after": newest.version} if newest else {"after": 0}
    form = RiskAssessmentForm(posted(request), initial=initial)
    return save_page(
        request,
        form,
        lambda: actions.adopt_risk_assessment(
            actor=request.user,
            group=group,
            text=form.cleaned_data["text"],
            after=form.cleaned_data["after"],
        ),
        RiskAssessmentForm,
        "visits/risk_assessment_form.html",
        done=_("The risk assessment is in force. Whoever goes accepts this version first."),
        to=reverse("visits:risk-assessment", args=[group.pk]),
        group=group,
    )


@FORM_PAGE
def risk_assessment_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read it before one's own visit, and accept it."""
    visit = find(request, pk)
    require(request.user, "visits.accept_risk_assessment", visit)
    newest = RiskAssessment.objects.newest(visit.group_id)
    initial = {"version": newest.version if newest else 0}
    form = AcceptForm(posted(request), initial=initial)
    return form_page(
        request,
        form,
        lambda: actions.accept_risk_assessment(
            actor=request.user, visit=visit, version=form.cleaned_data["version"]
        ),
        "visits/risk_assessment_accept.html",
        done=_("You have accepted the risk assessment."),
        visit=visit,
        risks=newest,
    )
