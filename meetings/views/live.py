"""The live page, and what its buttons post to."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, or_404
from accounts.models import User
from core.policy import require
from deliberation.models.asker import PreparedRow
from meetings import actions, queries
from meetings.audiences import MeetingAudience
from meetings.live import MeetingPage
from meetings.models import Meeting, Slide, SpeakerRequest
from meetings.on_screen import on_screen_of
from meetings.video.words import words_json
from meetings.views.buttons import chosen, done, wrong
from meetings.views.captions import TIMES as CAPTION_TIMES
from meetings.views.key_messages import personal
from meetings.views.meetings import find
from meetings.views.video import with_frame

PAGE = MeetingPage()
SIMPLE_PARTS = {
    "papers": gettext_lazy("Papers"),
    "speak": gettext_lazy("Speak"),
    "write": gettext_lazy("Write"),
    "view": gettext_lazy("My view"),
}


@require_safe
def live(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting while it is open: the now bar, video, slide, queue, wording, position."""
    thing = or_404(on_screen_of(request.user, pk))
    meeting = thing.meeting
    audience = PAGE.audiences(thing, [request.user.pk]).get(request.user.pk)
    if meeting.state != Meeting.State.OPEN or audience is None:
        return redirect(meeting)  # whose page says who can invite them
    my_part = next((queued.part for queued in thing.queue if queued.user_id == request.user.pk), "")
    context = (
        PAGE.context(thing, audience)
        | personal(request, thing)
        | {
            "seq": meeting.seq,  # read with the meeting: what comes later is sent again
            "me": request.user.pk,
            "my_part": my_part,
            "my_turn": my_part in ("speaking", "read"),
            "simple": _simple_part(request, audience, my_part),
            "simple_parts": SIMPLE_PARTS.items(),
            "live_path": request.path,
            "video": settings.JITSI.enabled,
            "captions": settings.JITSI.captions,
            "caption_times": CAPTION_TIMES,
            "video_words": words_json(),
            "heard_choices": User.Heard.choices,
            "large_choices": User.Large.choices,
            "marking": meeting.get_marking_display(),
        }
    )
    return with_frame(render(request, "meetings/live.html", context))


def _simple_part(request: SignedInRequest, audience: MeetingAudience, my_part: str) -> str:
    """What the simple view shows now; empty for the whole page, with which people lead."""
    if audience.organises or not request.user.simple_view:
        return ""
    asked = request.GET.get("show", "")
    if asked in SIMPLE_PARTS:
        return asked
    return "view" if audience.owes_answer else "speak" if my_part else "papers"


@require_POST
def hand_raise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Raise my hand."""
    meeting = find(request, pk)
    actions.raise_hand(actor=request.user, meeting=meeting)
    return done(request, meeting)


@require_POST
def hand_raise_for(request: SignedInRequest, pk: int) -> HttpResponse:
    """Raise somebody else's hand."""
    meeting = find(request, pk)
    require(request.user, "meetings.raise_hand_for", meeting)
    person = chosen(request, "user")
    if not person:
        return wrong(request, meeting, _("Choose a person first."))
    invited = get_object_or_404(meeting.attendances.select_related("user"), user=person)
    actions.raise_hand_for(actor=request.user, meeting=meeting, user=invited.user)
    return done(request, meeting)


def _request_of(request: SignedInRequest, pk: int) -> SpeakerRequest:
    return or_404(_REQUEST(request.user, pk))


_REQUEST = PreparedRow(
    lambda asker: SpeakerRequest.objects.filter(
        meeting__in=Meeting.objects.visible_to(asker)
    ).select_related("meeting__group", "user"),
    by_standing=False,
)


@require_POST
def hand_lower(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lower a hand."""
    asked = _request_of(request, pk)
    actions.lower_hand(actor=request.user, request=asked)
    return done(request, asked.meeting)


@require_POST
def my_hand_lower(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lower my own hand, whichever of my windows raised it."""
    meeting = find(request, pk)
    if mine := queries.hand_of(request.user, meeting):
        actions.lower_hand(actor=request.user, request=mine)
    return done(request, meeting)


@require_POST
def speaker_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody the floor."""
    asked = _request_of(request, pk)
    actions.call_speaker(actor=request.user, request=asked)
    return done(request, asked.meeting)


@require_POST
def speaker_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the floor back."""
    asked = _request_of(request, pk)
    actions.finish_speaker(actor=request.user, request=asked)
    return done(request, asked.meeting)


@require_POST
def item_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the meeting to an item."""
    item = or_404(queries.item_of(request.user, pk))
    actions.start_item(actor=request.user, meeting=item.meeting, item=item)
    return done(request, item.meeting)


@require_POST
def slide_show(request: SignedInRequest, pk: int, slide: int) -> HttpResponse:
    """Show a slide to everybody who follows."""
    meeting = find(request, pk)
    visible = Slide.objects.visible_to(request.user).select_related("version__paper")
    actions.show_slide(
        actor=request.user, meeting=meeting, slide=get_object_or_404(visible, pk=slide)
    )
    return done(request, meeting)
