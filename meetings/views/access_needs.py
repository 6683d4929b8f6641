"""What people need to take part: said by themselves or for them, read by the secretary."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from meetings import actions, queries
from meetings.forms.access_needs import NeedsForm
from meetings.views.meetings import find


@FORM_PAGE
def needs_say(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm or change what I need."""
    meeting = find(request, pk)
    require(request.user, "meetings.say_needs", meeting)
    before = queries.needs_of(meeting, request.user, request.user)
    form = NeedsForm(posted(request), before=before, own=True)
    return form_page(
        request,
        form,
        lambda: actions.say_needs(actor=request.user, meeting=meeting, needs=form.needs()),
        "meetings/needs_say.html",
        done=_("Thank you. The secretary reads it."),
        to=meeting.get_absolute_url(),
        meeting=meeting,
    )


@require_safe
def needs(request: SignedInRequest, pk: int) -> HttpResponse:
    """What everybody needs, for the secretary to act on."""
    meeting = find(request, pk)
    require(request.user, "meetings.view_needs", meeting)
    context = {
        "meeting": meeting,
        "needed": queries.needed(meeting, request.user),
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/needs.html", context)


@FORM_PAGE
def needs_record(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Write down what somebody else needs, as they said it."""
    meeting = find(request, pk)
    require(request.user, "meetings.record_needs", meeting)
    standing = meeting.attendances.standing().select_related("user")
    invited = get_object_or_404(standing, user__pk=person)
    before = queries.needs_of(meeting, invited.user, request.user)
    form = NeedsForm(posted(request), before=before, own=False)
    return form_page(
        request,
        form,
        lambda: actions.say_needs(
            actor=request.user, meeting=meeting, needs=form.needs(), user=invited.user
        ),
        "meetings/needs_record.html",
        done=_("Written down."),
        to=reverse("meetings:needs", args=[meeting.pk]),
        meeting=meeting,
        person=invited.user,
    )
