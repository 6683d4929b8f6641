"""The list of meetings, one meeting before and after it, calling one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, or_404, posted
from accounts.models import AdvisoryGroup, LegalHold, User
from accounts.permissions import role_in
from core.pagination import ShortPaginator
from core.policy import Text, may, require
from deliberation.models import Topic
from deliberation.permissions import is_chair_or_secretary
from meetings import actions, queries
from meetings.forms import AttendanceForForm, AttendanceForm
from meetings.forms.meetings import MeetingForm
from meetings.history import history
from meetings.models import Attendance, DatePoll, Meeting, Minutes
from meetings.permissions import is_covered
from meetings.permissions.attendance import may_withdraw
from meetings.views.buttons import done

PAGE = 20  # past meetings


class StateDeed(NamedTuple):
    """An action that changes the state of a meeting, and how its page asks."""

    permission: str
    action: Callable[..., Meeting]
    title: Text
    text: Text
    button: Text
    cancel: Text
    done: Text


STATE_DEEDS = {
    "open": StateDeed(
        "meetings.open_meeting",
        actions.open_meeting,
        gettext_lazy("Open the meeting?"),
        gettext_lazy("Everybody invited can then come in."),
        gettext_lazy("Open the meeting"),
        gettext_lazy("Go back"),
        gettext_lazy("The meeting is open."),
    ),
    "end": StateDeed(
        "meetings.end_meeting",
        actions.end_meeting,
        gettext_lazy("End the meeting?"),
        gettext_lazy(
            "The live page closes for everybody and hands go down. You can undo this for a minute."
        ),
        gettext_lazy("End the meeting"),
        gettext_lazy("Go back to the meeting"),
        gettext_lazy("The meeting has ended."),
    ),
}


@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Meetings that are open, to come, and past."""
    meetings = Meeting.objects.visible_to(request.user).select_related("group")
    state = Meeting.State
    ahead = meetings.filter(state__in=Meeting.AHEAD)
    past = meetings.filter(state__in=[state.ENDED, state.CANCELLED])
    groups = AdvisoryGroup.objects.visible_to(request.user)
    context = {
        "open": [m for m in ahead if m.state == state.OPEN],
        "coming": sorted(
            (m for m in ahead if m.state in Meeting.COMING),
            key=lambda m: (not m.has_date, m.starts_at),
        ),
        "past": ShortPaginator(past, PAGE).get_page(request.GET.get("page")),
        "heard": queries.heard_meetings(request.user).exclude(pk__in=meetings.values("pk")),
        "polls": DatePoll.objects.visible_to(request.user).undecided().select_related("group"),
        "may_call": [g for g in groups if may(request.user, "meetings.call_meeting", g)],
    }
    return render(request, "meetings/list.html", context)


@FORM_PAGE
def meeting_new(request: SignedInRequest, group: int) -> HttpResponse:
    """Arrange a meeting of a group."""
    advisory_group = find_group(request, group)
    require(request.user, "meetings.call_meeting", advisory_group)
    form = MeetingForm(posted(request), group=advisory_group)
    return form_page(
        request,
        form,
        lambda: actions.call_meeting(actor=request.user, group=advisory_group, **planned(form)),
        "meetings/new.html",
        done=_("The meeting is called. Now add the papers."),
        group=advisory_group,
    )


def planned(form: MeetingForm) -> dict[str, Any]:
    """What was filled in, as ``call_meeting`` takes it."""
    return {
        **{name: form.cleaned_data[name] for name in ("title", "venue", "telephone", "marking")},
        "starts_at": form.starts_at(),
        "length": form.length(),
        "agenda": form.planned(),
        "guests": form.invited(),
    }


def find(request: SignedInRequest, pk: int) -> Meeting:
    """The meeting, as far as this person may know of it."""
    return or_404(queries.meeting_of(request.user, pk))


@require_safe
def meeting_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is to come: agenda, papers, how I take part."""
    meeting = find(request, pk)
    mine = meeting.attendances.filter(user=request.user).with_way().first()
    mode = mine.mode if mine and mine.mode != Attendance.Mode.UNKNOWN else None
    topics = Topic.objects.visible_to(request.user).filter(group=meeting.group)
    my_interests = queries.interests_of(meeting, request.user)
    context = queries.page(meeting, request.user) | {
        "mine": mine,
        "video": settings.JITSI.enabled,
        "dials_in": settings.JITSI.dials_in,
        "my_topics": set(topics.values_list("pk", flat=True)),
        "attendance_form": AttendanceForm(initial={"mode": mode}),
        "my_actions": queries.actions_on_agenda(meeting, request.user),
        "my_interests": my_interests,
        "my_recusals": {recusal.item_id for recusal in my_interests},
        "history": history(meeting, request.user),
        "action_log": queries.actions_beside(meeting, request.user),
        "marking": meeting.get_marking_display(),
        "is_held": LegalHold.on(meeting) is not None,
        "may_hold": is_chair_or_secretary(request.user, meeting),
        **_outcome(request.user, meeting),
    }
    if mine and meeting.is_ahead:
        context["my_needs"] = queries.needs_of(meeting, request.user, request.user)
    if mine is None and meeting.is_ahead:
        context["organisers"] = queries.organisers(meeting)
    if context["may_hold"]:  # afterwards too
        context |= _for_organisers(request.user, meeting)
    return render(request, "meetings/meeting.html", context)


def _outcome(user: User, meeting: Meeting) -> dict[str, Any]:
    """What came of a meeting that is over, and its minutes, as far as ``user`` knows of them."""
    if meeting.state != Meeting.State.ENDED:
        return {}
    minutes = Minutes.objects.visible_to(user).filter(meeting=meeting).first()
    return {
        "decided": queries.decided(meeting, user),
        "minutes": minutes,
        "may_draft": minutes is None and may(user, "meetings.draft_minutes", meeting),
    }


def _for_organisers(user: User, meeting: Meeting) -> dict[str, Any]:
    """Who is invited, by name, and what can be done about it."""
    invited = queries.invited(meeting)
    interests = queries.interests(meeting, user)
    for row in interests:
        row.item.meeting = meeting
    context: dict[str, Any] = {
        "organises": True,
        "invited": invited,
        "interests": interests,
        "without_leader": queries.without_leader(meeting, interests),
        "changes_interests": {
            row.pk for row in interests if may(user, "meetings.change_interest", row)
        },
    }
    if meeting.state in Meeting.COMING:
        context["too_long"] = queries.too_long(meeting, user)
        context["clashes"] = queries.clashes_of(meeting)
    if may(user, "meetings.invite_person", meeting):
        role = role_in(user, meeting)
        others = [row for row in invited if row["attendance"].user_id != user.pk]
        theirs = {row["attendance"].pk for row in others if may_withdraw(role, row["role"])}
        context |= {"invites": True, "withdraws": set() if is_covered(meeting) else theirs}
    if may(user, "meetings.record_attendance", meeting):
        context["attendance_for_form"] = AttendanceForForm(meeting=meeting, prefix="for")
    return context


@require_POST
def attendance_say(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how I take part."""
    meeting = find(request, pk)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        actions.say_attendance(actor=request.user, meeting=meeting, mode=form.cleaned_data["mode"])
        messages.success(request, _("Thank you. You can change this until the meeting ends."))
    else:
        messages.error(request, _("Choose how you will take part."))
    return redirect(meeting)


@require_POST
def attendance_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down how somebody else takes part."""
    meeting = find(request, pk)
    require(request.user, "meetings.record_attendance", meeting)
    form = AttendanceForForm(request.POST, meeting=meeting, prefix="for")
    if form.is_valid():
        rows = meeting.attendances.select_related("user")
        invited = get_object_or_404(rows, user=form.cleaned_data["user"])
        actions.say_attendance(
            actor=request.user,
            meeting=meeting,
            mode=form.cleaned_data["mode"],
            user=invited.user,
        )
        messages.success(request, _("Written down."))
    else:
        messages.error(request, _("Choose a person and how they take part."))
    return redirect(meeting)


@FORM_PAGE
def meeting_state(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    """Open or end a meeting; ending asks first."""
    meeting = find(request, pk)
    asked = STATE_DEEDS[action]
    require(request.user, asked.permission, meeting)
    page, live_page = meeting.get_absolute_url(), reverse("meetings:live", args=[pk])
    return confirm(
        request,
        lambda: asked.action(actor=request.user, meeting=meeting),
        "meetings/confirm.html",
        done=asked.done,
        to=live_page if action == "open" else page,
        cancel=live_page if action == "end" else page,
        title=asked.title,
        text=asked.text,
        button=asked.button,
        cancel_words=asked.cancel,
        variant="" if action == "open" else "warning",
        meeting=meeting,
        rounds=queries.open_rounds(meeting, request.user) if action == "end" else [],
    )


@require_POST
def meeting_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the end of a meeting back, within a minute."""
    meeting = find(request, pk)
    actions.reopen_meeting(actor=request.user, meeting=meeting)
    return done(request, meeting)
