"""What people do on the floor besides raising a hand: write, put in a point, say its rules."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.forms.errors import first_error
from core.policy import require
from meetings import actions
from meetings.forms.floor import ContributionForm, FloorRulesForm
from meetings.models import SpeakerRequest
from meetings.views.buttons import chosen, done, words_again, wrong
from meetings.views.meetings import find


@require_POST
def point_raise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask to say something short on what is being said."""
    meeting = find(request, pk)
    actions.raise_point(actor=request.user, meeting=meeting)
    return done(request, meeting)


@require_POST
def contribution_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand in words, to be read out."""
    meeting = find(request, pk)
    require(request.user, "meetings.raise_hand", meeting)
    form = ContributionForm(request.POST)
    if not form.is_valid():
        return words_again(request, meeting, form)
    actions.write_contribution(actor=request.user, meeting=meeting, text=form.cleaned_data["text"])
    return done(request, meeting)


@require_POST
def contribution_write_for(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter somebody else's words, to be read out."""
    meeting = find(request, pk)
    require(request.user, "meetings.raise_hand_for", meeting)
    person, form = chosen(request, "user"), ContributionForm(request.POST)
    if not form.is_valid():
        return words_again(request, meeting, form)
    if not person:
        return wrong(request, meeting, _("Choose a person first."))
    invited = get_object_or_404(meeting.attendances.select_related("user"), user=person)
    actions.write_contribution(
        actor=request.user,
        meeting=meeting,
        text=form.cleaned_data["text"],
        user=invited.user,
    )
    return done(request, meeting)


@FORM_PAGE
def my_contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same for my own words: the live page, which is everybody's, knows no number of them."""
    mine = find(request, pk).requests.filter(user=request.user).contributions()
    waiting = get_object_or_404(mine.filter(state=SpeakerRequest.State.WAITING))
    return contribution_change(request, waiting.pk)


@FORM_PAGE
def contribution_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read and change words that wait to be read out: a part of the live page, or its own."""
    visible = SpeakerRequest.objects.visible_to(request.user).contributions()
    written = get_object_or_404(visible.select_related("meeting__group", "user", "item"), pk=pk)
    require(request.user, "meetings.change_contribution", written)
    form = ContributionForm(posted(request), initial={"text": written.words})

    def change() -> None:
        actions.change_contribution(
            actor=request.user, request=written, text=form.cleaned_data["text"]
        )

    context: dict[str, Any] = {"written": written, "meeting": written.meeting}
    if not request.htmx:
        page = reverse("meetings:live", args=[written.meeting_id])
        template = "meetings/words_change.html"
        return form_page(
            request, form, change, template, done=_("The words are changed."), to=page, **context
        )
    if request.method != "POST":
        return render(request, "meetings/live/_words.html", {**context, "form": form})
    if not form.is_valid():
        return words_again(request, written.meeting, form)
    change()
    return done(request, written.meeting)


@require_POST
def person_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the floor to somebody who did not ask."""
    meeting = find(request, pk)
    require(request.user, "meetings.run_meeting", meeting)
    person = chosen(request, "user")
    if not person:
        return wrong(request, meeting, _("Choose a person first."))
    invited = get_object_or_404(meeting.attendances.select_related("user"), user=person)
    actions.call_person(actor=request.user, meeting=meeting, user=invited.user)
    return done(request, meeting)


@require_POST
def floor_rules_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the order of the queue, and the time of a turn."""
    meeting = find(request, pk)
    form = FloorRulesForm(request.POST)
    if not form.is_valid():
        return wrong(request, meeting, first_error(form))
    actions.set_floor_rules(actor=request.user, meeting=meeting, **form.rules())
    return done(request, meeting)
