"""Who is there: say it oneself, check people in and out, put it right."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.models import User
from accounts.permissions import role_in
from core.clock import now
from core.policy import may, require
from deliberation.models.asker import PreparedRow
from meetings import actions, queries
from meetings.forms.presence import PresenceForm, WayForm
from meetings.history import history
from meetings.models import Meeting, MeetingChange, Presence
from meetings.models.agenda import stays
from meetings.quorum import presences as presences_of
from meetings.quorum import quorum
from meetings.room_code import LASTS, picture, room_code
from meetings.views.buttons import done, wrong
from meetings.views.meetings import find


def _address(meeting: Meeting) -> str:
    return reverse("meetings:presences", args=[meeting.pk])


@require_POST
def presence_say(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that I am there, and in which way."""
    meeting = find(request, pk)
    form = WayForm(request.POST)
    if not form.is_valid():
        return wrong(request, meeting, _("Select how you take part."))
    actions.come_in(actor=request.user, meeting=meeting, mode=form.cleaned_data["mode"])
    return done(request, meeting)


@require_POST
def presence_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that I am leaving."""
    meeting = find(request, pk)
    actions.leave(actor=request.user, meeting=meeting)
    return done(request, meeting)


@require_safe
def presences(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody invited, with when they were there and buttons to check them in and out."""
    meeting = find(request, pk)
    require(request.user, "meetings.view_presence", meeting)
    times = presences_of(meeting)
    there = stays(role_in(request.user, meeting), meeting.group)
    context = {
        "meeting": meeting,
        "here": queries.here(times),
        "quorum": quorum(meeting, times),
        "register": queries.register(meeting),
        "ways": queries.ways_to_be_there(),
        "records": may(request.user, "meetings.record_presence", meeting),
        "corrects": may(request.user, "meetings.correct_presence", meeting),
        "history": history(meeting, request.user, of=MeetingChange.What.PRESENCE),
        "out_of_video": queries.out_of_video(meeting, stays=there) if settings.JITSI.tells else (),
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/presences.html", context)


@require_safe
def presence_code(request: SignedInRequest, pk: int) -> HttpResponse:
    """A code for the screen of the room, with which people say that they are there."""
    meeting = find(request, pk)
    require(request.user, "meetings.record_presence", meeting)
    at = now()
    context = {
        "meeting": meeting,
        "picture": picture(meeting.pk, room_code(meeting.pk, at)),
        "until": at + LASTS,
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/presence_code.html", context)


@FORM_PAGE
def presence_scan(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Where the code leads: asks whether I am in the room."""
    meeting = find(request, pk)
    require(request.user, "meetings.say_presence", meeting)
    return confirm(
        request,
        lambda: actions.come_in_by_code(actor=request.user, meeting=meeting, code=code),
        "meetings/confirm.html",
        done=_("You are on the list of who is here."),
        to=reverse("meetings:live", args=[pk]),
        cancel=meeting.get_absolute_url(),
        title=_("Are you in the room?"),
        text=_("Everybody in the meeting then reads that you are here."),
        button=_("I am in the room"),
        cancel_words=_("Go to the meeting’s page"),
        meeting=meeting,
    )


def _invited(meeting: Meeting, person: int) -> User:
    rows = meeting.attendances.select_related("user")
    return get_object_or_404(rows, user=person).user


@require_POST
def presence_record(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Check somebody in; afterwards, write down that they were there from start to end.

    The page comes back at their line.
    """
    meeting = find(request, pk)
    over = meeting.state == Meeting.State.ENDED
    require(request.user, f"meetings.{'correct' if over else 'record'}_presence", meeting)
    form = WayForm(request.POST)
    user = _invited(meeting, person)
    if not form.is_valid():
        messages.error(request, _("Select how they take part."))
    elif over and meeting.opened_at:
        actions.add_presence(
            actor=request.user,
            meeting=meeting,
            user=user,
            mode=form.cleaned_data["mode"],
            began_at=meeting.opened_at,
            ended_at=meeting.ended_at,
        )
    else:
        way = form.cleaned_data["mode"]
        actions.come_in(actor=request.user, meeting=meeting, mode=way, user=user)
    return redirect(f"{_address(meeting)}#person-{person}")


@require_POST
def presence_end(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Check somebody out; the page comes back at their line."""
    meeting = find(request, pk)
    require(request.user, "meetings.record_presence", meeting)
    actions.leave(actor=request.user, meeting=meeting, user=_invited(meeting, person))
    return redirect(f"{_address(meeting)}#person-{person}")


@FORM_PAGE
def presence_add(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Write down afterwards when somebody was there."""
    meeting = find(request, pk)
    require(request.user, "meetings.correct_presence", meeting)
    user = _invited(meeting, person)
    form = PresenceForm(posted(request), meeting=meeting)
    return form_page(
        request,
        form,
        lambda: actions.add_presence(
            actor=request.user, meeting=meeting, user=user, **form.times()
        ),
        "meetings/presence.html",
        done=_("It is written down."),
        to=_address(meeting),
        meeting=meeting,
        person=user,
    )


_PRESENCE = PreparedRow(
    lambda asker: Presence.objects.filter(
        meeting__in=Meeting.objects.visible_to(asker)
    ).select_related("meeting__group", "user"),
    by_standing=False,
)


def _find(request: SignedInRequest, pk: int) -> Presence:
    """When somebody was there, in a meeting of which this person may correct that."""
    presence = or_404(_PRESENCE(request.user, pk))
    require(request.user, "meetings.correct_presence", presence.meeting)
    return presence


@FORM_PAGE
def presence_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put right when somebody was there, or in which way."""
    presence = _find(request, pk)
    meeting = presence.meeting
    form = PresenceForm(posted(request), meeting=meeting, presence=presence)
    return form_page(
        request,
        form,
        lambda: actions.correct_presence(actor=request.user, presence=presence, **form.times()),
        "meetings/presence.html",
        done=_("It is corrected."),
        to=lambda _nothing: _address(meeting),
        meeting=meeting,
        person=presence.user,
        presence=presence,
    )


@FORM_PAGE
def presence_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away that somebody was there; asks first."""
    presence = _find(request, pk)
    meeting = presence.meeting
    return confirm(
        request,
        lambda: actions.remove_presence(actor=request.user, presence=presence),
        "meetings/confirm.html",
        done=_("It is removed."),
        to=_address(meeting),
        title=_("Remove this time of %s?") % presence.user.name,
        text=_("They were then not there. The history says that you removed it."),
        button=_("Remove it"),
        cancel_words=_("Keep it"),
        variant="warning",
        meeting=meeting,
    )
