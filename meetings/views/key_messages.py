"""Key messages in a meeting: propose, word, show, ask."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from core.forms.errors import first_error
from deliberation.forms import position_of
from deliberation.forms.rounds import RoundForm
from deliberation.models import KeyMessage, Topic, Wording
from meetings import actions, queries
from meetings.forms import WordingForm
from meetings.models import Meeting
from meetings.on_screen import MeetingOnScreen
from meetings.views.buttons import chosen, done, words_again, wrong
from meetings.views.meetings import find


def personal(request: SignedInRequest, thing: MeetingOnScreen) -> dict[str, Any]:
    """What the live page shows to this person alone: their own position form."""
    last = thing.round
    if last is None or not last.is_open:
        return {"position": None}
    asked = queries.open_rounds(thing.meeting, request.user).filter(pk=last.pk).first()
    return {"position": position_of(request.user, asked) if asked else None}


@require_POST
def message_propose(request: SignedInRequest, pk: int, topic: int) -> HttpResponse:
    """Propose a key message on a topic of the agenda."""
    meeting = find(request, pk)
    here = meeting.agenda.for_everybody().values("topic")
    form = WordingForm(request.POST)
    topic_at_hand = get_object_or_404(
        Topic.objects.visible_to(request.user).filter(pk__in=here), pk=topic
    )
    if not form.is_valid():
        return words_again(request, meeting, form)
    actions.propose_in_meeting(
        actor=request.user, meeting=meeting, topic=topic_at_hand, text=form.cleaned_data["text"]
    )
    return done(request, meeting)


def _key_message(request: SignedInRequest, meeting: Meeting, pk: int) -> KeyMessage:
    visible = KeyMessage.objects.visible_to(request.user).filter(topic__group=meeting.group_id)
    return get_object_or_404(visible.select_related("topic__group"), pk=pk)


@require_POST
def wording_change(request: SignedInRequest, pk: int, key_message: int) -> HttpResponse:
    """Give a key message a new wording while everybody looks."""
    meeting = find(request, pk)
    message = _key_message(request, meeting, key_message)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return words_again(request, meeting, form)
    actions.word_key_message(
        actor=request.user,
        meeting=meeting,
        key_message=message,
        text=form.cleaned_data["text"],
        after=form.cleaned_data["after"] or 0,
    )
    return done(request, meeting)


@require_POST
def wording_show(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the newest wording of a key message on everybody's screen, or take it off."""
    wording: Wording | None = None
    # Before the meeting, or the time would tell whether there is one.
    if request.POST.get("key_message"):
        visible = KeyMessage.objects.visible_to(request.user)
        message = get_object_or_404(visible, pk=chosen(request, "key_message"))
        wording = message.wordings.select_related("key_message__topic").order_by("-version").first()
    meeting = find(request, pk)
    if wording and wording.key_message.topic.group_id != meeting.group_id:
        raise Http404
    actions.show_wording(actor=request.user, meeting=meeting, wording=wording)
    return done(request, meeting)


@require_POST
def round_open(request: SignedInRequest, pk: int, key_message: int) -> HttpResponse:
    """Ask the members about a key message."""
    meeting = find(request, pk)
    message = _key_message(request, meeting, key_message)
    form = RoundForm(request.POST)
    if not form.is_valid():
        return wrong(request, meeting, first_error(form))
    actions.open_round(
        actor=request.user,
        meeting=meeting,
        key_message=message,
        although_short="although_short" in request.POST,
        **form.cleaned_data,
    )
    return done(request, meeting)
