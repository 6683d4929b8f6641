"""Captions: arranged, written line by line, and read along."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import INVALID, OK, REFUSED, form_page, run_action
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.forms.errors import first_error
from core.middleware.refusals import to_a_button
from core.policy import require
from meetings import actions, queries
from meetings.forms.captions import CaptionForm, CaptionsForm, CorrectionForm
from meetings.live import keeps_signed_in
from meetings.models import Caption, Meeting
from meetings.views.meetings import find

TIMES = json.dumps({**settings.LIVE_TIMES, "poll": 1_500})  # as the screen of a room asks
LINES = "meetings/live/_caption_lines.html"


@FORM_PAGE
def captions_arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who writes captions of a meeting, and where."""
    meeting = find(request, pk)
    require(request.user, "meetings.arrange_captions", meeting)
    form = CaptionsForm(posted(request), meeting=meeting)
    return form_page(
        request,
        form,
        lambda: actions.arrange_captions(
            actor=request.user,
            meeting=meeting,
            address=form.cleaned_data["address"],
            captioner=form.chosen(),
        ),
        "meetings/captions.html",
        done=_(
            "It is saved. Those who said that they need captions are told, and who writes them."
        ),
        to=meeting.get_absolute_url(),
        meeting=meeting,
    )


@require_safe
def captions_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The captions on a page of their own: for a second screen, or without script."""
    meeting = find(request, pk)
    return render(request, "meetings/captions_read.html", _context(request, meeting))


@require_safe
def captions_news(request: SignedInRequest, pk: int) -> HttpResponse:
    """The lines as this person reads them now, if they are other than ``?after=``; 204 if not.

    What has to stop is looked at with each question: an item, an interest, the door of a topic.
    The first question also tells whether they said that they need captions.
    """
    meeting = find(request, pk)
    if keeps_signed_in(meeting):  # as the stream of the live page does
        request.session.stay(in_meeting=True)  # type: ignore[attr-defined]  # accounts.sessions
    captions = queries.captions_for(request.user, meeting)
    after = request.GET.get("after", "")
    if after == captions.state:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    frame = {"state": captions.state, "item": meeting.item_id}
    if not after:
        frame["needed"] = queries.needs_captions(request.user, meeting)
    drawn = render_to_string(LINES, {"meeting": meeting, "captions": captions})
    return JsonResponse({**frame, "lines": drawn.strip()})


@FORM_PAGE
def captions_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the captioner writes: a line goes out as it is finished. What is refused comes back."""
    meeting = find(request, pk)
    require(request.user, "meetings.open_captioning", meeting)
    if request.method != "POST":
        return _write_page(request, meeting, CaptionForm(initial={"item": meeting.item_id}))
    form = CorrectionForm(request.POST)  # what comes back is a line of its own, and corrects none
    if not form.is_valid():
        why = str(first_error(form))
        return _not_written(request, meeting, CaptionForm(request.POST), why, INVALID)
    _lines, reason = run_action(request, partial(_write, request, meeting, form.cleaned_data))
    if reason:
        typed = {"text": form.cleaned_data["text"], "item": meeting.item_id}
        return _not_written(request, meeting, CaptionForm(initial=typed), reason, REFUSED)
    if request.htmx:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect("meetings:captions-write", pk=pk)


def _write(request: SignedInRequest, meeting: Meeting, cleaned: dict[str, Any]) -> list[Caption]:
    return actions.write_captions(
        actor=request.user,
        meeting=meeting,
        item_id=cleaned["item"],
        text=cleaned["text"],
        corrects=cleaned["corrects"],
    )


def _not_written(
    request: SignedInRequest, meeting: Meeting, form: CaptionForm, why: str, status: int
) -> HttpResponse:
    if request.htmx:
        return to_a_button(why, status)
    return _write_page(request, meeting, form, "" if form.errors else why, status)


def _write_page(
    request: SignedInRequest,
    meeting: Meeting,
    form: CaptionForm,
    reason: str = "",
    status: int = OK,
) -> HttpResponse:
    context = _context(request, meeting)
    lines: list[Caption] = context["captions"].lines
    last = lines[-1] if lines else None
    corrects = {"text": last.text, "corrects": last.pk, "item": meeting.item_id} if last else {}
    correcting = CorrectionForm(initial=corrects)
    more = {"form": form, "reason": reason, "last": last, "correcting": correcting}
    return render(request, "meetings/captions_write.html", {**context, **more}, status=status)


def _context(request: SignedInRequest, meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "captions": queries.captions_for(request.user, meeting),
        "caption_times": TIMES,
        "me": request.user.pk,
        "marking": meeting.get_marking_display(),
        "back": reverse("meetings:live", args=[meeting.pk]),
    }
