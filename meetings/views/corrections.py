"""Corrections of minutes: propose one, answer one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.saving import save_page
from core.policy import require
from deliberation.models.asker import PreparedRow
from meetings import actions
from meetings.forms.corrections import AcceptCorrectionForm, CorrectionForm, RefuseCorrectionForm
from meetings.models import Correction
from meetings.queries import reads_drafts
from meetings.views.minutes import find_item


def _find(request: SignedInRequest, pk: int) -> Correction:
    return or_404(_CORRECTION(request.user, pk))


_CORRECTION = PreparedRow(
    lambda asker: Correction.objects.visible_to(asker).select_related(
        "minutes_item__minutes__meeting__group", "proposed_by", "minutes_item__item__topic"
    )
)


def _find_to_answer(request: SignedInRequest, pk: int) -> Correction:
    """A correction that this person may answer; what they typed is refused by the action alone."""
    correction = _find(request, pk)
    if request.method != "POST" or not reads_drafts(correction.minutes_item.minutes, request.user):
        require(request.user, "meetings.answer_correction", correction)
    return correction


@FORM_PAGE
def correction_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose that minutes say something else in one item. A refusal gives back what was typed."""
    item = find_item(request, pk)
    if request.method != "POST":
        require(request.user, "meetings.propose_correction", item)
    form = CorrectionForm(posted(request), minutes_item=item, user=request.user)
    return form_page(
        request,
        form,
        lambda: actions.propose_correction(
            actor=request.user, minutes_item=item, proposed=form.proposed(), user=form.user
        ),
        "meetings/correction_propose.html",
        done=_("Thank you. The chair or the secretary answers it, and you get a notice."),
        minutes_item=item,
        meeting=item.minutes.meeting,
        marking=item.get_marking_display(),
    )


@FORM_PAGE
def correction_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the words of an item as a correction asks."""
    correction = _find_to_answer(request, pk)
    again = partial(AcceptCorrectionForm, correction=correction)
    form = again(posted(request))
    return save_page(
        request,
        form,
        lambda: actions.accept_correction(
            actor=request.user, correction=correction, **form.cleaned_data
        ),
        again,
        "meetings/correction_accept.html",
        done=_("The correction is accepted, and the minutes say it."),
        **_context(correction),
    )


@FORM_PAGE
def correction_refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave the minutes as they are, and say why."""
    correction = _find_to_answer(request, pk)
    form = RefuseCorrectionForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.refuse_correction(
            actor=request.user, correction=correction, **form.cleaned_data
        ),
        "meetings/correction_refuse.html",
        done=_("The correction is answered."),
        **_context(correction),
    )


def _context(correction: Correction) -> dict[str, Any]:
    item = correction.minutes_item
    return {
        "correction": correction,
        "minutes_item": item,
        "meeting": item.minutes.meeting,
        "marking": item.get_marking_display(),
    }
