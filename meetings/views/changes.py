"""Change, postpone or cancel a meeting that is arranged."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.policy import require
from meetings import actions
from meetings.forms.changes import CancelForm, PostponeForm
from meetings.forms.meetings import MeetingChangeForm
from meetings.models import Meeting
from meetings.views.meetings import find


@FORM_PAGE
def meeting_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a meeting; when somebody was faster, theirs is shown and mine is kept."""
    meeting = find(request, pk)
    require(request.user, "meetings.change_meeting", meeting)
    again = partial(MeetingChangeForm, meeting=meeting)
    form = again(posted(request))
    return save_page(
        request,
        form,
        lambda: actions.change_meeting(
            actor=request.user,
            meeting=meeting,
            plan=form.plan(),
            version=form.cleaned_data["version"],
        ),
        again,
        "meetings/change.html",
        done=_("The meeting is changed."),
        to=meeting.get_absolute_url(),
        meeting=meeting,
    )


@FORM_PAGE
def meeting_postpone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a meeting off, or give one that is postponed its new date."""
    meeting = find(request, pk)
    require(request.user, "meetings.postpone_meeting", meeting)
    again = partial(PostponeForm, meeting=meeting)
    form = again(posted(request))
    return save_page(
        request,
        form,
        lambda: actions.postpone_meeting(
            actor=request.user,
            meeting=meeting,
            version=form.cleaned_data["version"],
            starts_at=form.starts_at(),
            reason=form.cleaned_data["reason"],
        ),
        again,
        "meetings/postpone.html",
        done=_postponed,
        to=meeting.get_absolute_url(),
        meeting=meeting,
    )


def _postponed(meeting: Meeting) -> str:
    return _("The meeting has its new date.") if meeting.has_date else _("It is postponed.")


@FORM_PAGE
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a meeting will not take place, and why."""
    meeting = find(request, pk)
    require(request.user, "meetings.cancel_meeting", meeting)
    form = CancelForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.cancel_meeting(
            actor=request.user, meeting=meeting, reason=form.cleaned_data["reason"]
        ),
        "meetings/cancel.html",
        done=_("The meeting is cancelled."),
        meeting=meeting,
    )
