"""Try sound and picture before a meeting, alone or with the chair or the secretary."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from core.policy import require
from deliberation.models.asker import PreparedRow
from meetings import actions, queries
from meetings.forms import ModeForm
from meetings.forms.rehearsals import RehearsalForm
from meetings.models import Meeting, Rehearsal
from meetings.video.words import words_json
from meetings.views.meetings import find
from meetings.views.video import wants_json, with_frame


@FORM_PAGE
def rehearsal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try my sound and picture, and say whether they worked."""
    meeting = find(request, pk)
    require(request.user, "meetings.rehearse", meeting)
    mine = queries.rehearsal_of(meeting, request.user)
    form = RehearsalForm(posted(request), initial={"outcome": mine.outcome if mine else ""})
    response = form_page(
        request,
        form,
        lambda: actions.say_rehearsal(
            actor=request.user, meeting=meeting, outcome=form.cleaned_data["outcome"]
        ),
        "meetings/rehearsal.html",
        done=_("Thank you. The secretary reads it."),
        to=meeting.get_absolute_url(),
        **_context(request, meeting, reverse("meetings:rehearsal-join", args=[pk])),
    )
    return with_frame(response)


@require_safe
def rehearsals(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who tried their sound and picture, for those who organise."""
    meeting = find(request, pk)
    require(request.user, "meetings.join_rehearsal", meeting)
    context = {
        "meeting": meeting,
        "rehearsals": queries.rehearsals_of(meeting),
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/rehearsals.html", context)


@require_safe
def rehearsal_with(request: SignedInRequest, pk: int) -> HttpResponse:
    """The room of somebody else, whom the chair or the secretary helps."""
    helped = _find(request, pk)
    require(request.user, "meetings.join_rehearsal", helped.meeting)
    address = reverse("meetings:rehearsal-join-with", args=[pk])
    context = {"rehearsal": helped, **_context(request, helped.meeting, address)}
    return with_frame(render(request, "meetings/rehearsal_with.html", context))


@require_POST
def rehearsal_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mint a token for my room: JSON for the script of the page."""
    meeting = find(request, pk)
    if not wants_json(request):
        return _without_script(request, "meetings:rehearsal", pk)
    mode = ModeForm(request.POST).mode_or_first()
    return JsonResponse(dict(actions.rehearse(actor=request.user, meeting=meeting, mode=mode)))


@require_POST
def rehearsal_join_with(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mint a token for the room of somebody else: JSON for the script of the page."""
    helped = _find(request, pk)
    if not wants_json(request):
        return _without_script(request, "meetings:rehearsal-with", pk)
    mode = ModeForm(request.POST).mode_or_first()
    video_pass = actions.join_rehearsal(actor=request.user, rehearsal=helped, mode=mode)
    return JsonResponse(dict(video_pass))


def _without_script(request: SignedInRequest, page: str, pk: int) -> HttpResponse:
    """Nothing was tried, and nobody reads that it was."""
    messages.error(
        request, _("The video needs script in your browser, which is off or did not load.")
    )
    return redirect(page, pk=pk)


def _find(request: SignedInRequest, pk: int) -> Rehearsal:
    return or_404(_REHEARSAL(request.user, pk))


_REHEARSAL = PreparedRow(
    lambda asker: Rehearsal.objects.filter(
        meeting__in=Meeting.objects.visible_to(asker)
    ).select_related("meeting__group", "user"),
    by_standing=False,
)


def _context(request: SignedInRequest, meeting: Meeting, join_url: str) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "join_url": join_url,
        "me": request.user.pk,
        "video": settings.JITSI.enabled,
        "captions": False,
        "video_words": words_json(rehearsal=True),
        "marking": meeting.get_marking_display(),
    }
