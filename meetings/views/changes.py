"""Change a meeting that is arranged."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.form_pages import CONFLICT, OK, submit
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from meetings import actions
from meetings.forms.arranging import MeetingChangeForm
from meetings.models import Meeting
from meetings.views.meetings import find


@FORM_PAGE
def meeting_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a meeting; when somebody was faster, theirs is shown and mine is kept."""
    meeting = find(request, pk)
    require(request.user, "meetings.change_meeting", meeting)
    form = MeetingChangeForm(posted(request), meeting=meeting)
    status, moved = OK, False
    if request.method == "POST":
        answer, status = submit(request, form, lambda: _change(request, meeting, form))
        moved = isinstance(answer, actions.ChangedMeanwhile)
        if moved:
            status, form = CONFLICT, _mine_after_theirs(request, meeting)
        elif status == OK:
            messages.success(request, _("The meeting is changed."))
            return redirect(meeting)
    context = {"form": form, "meeting": meeting, "moved": moved}
    return render(request, "meetings/change.html", context, status=status)


def _change(request: SignedInRequest, meeting: Meeting, form: MeetingChangeForm) -> object:
    """The meeting, or the conflict: it is no refusal of rights and is not recorded as one."""
    try:
        return actions.change_meeting(
            actor=request.user,
            meeting=meeting,
            plan=form.plan(),
            version=form.cleaned_data["version"],
        )
    except actions.ChangedMeanwhile as moved:
        return moved


def _mine_after_theirs(request: SignedInRequest, meeting: Meeting) -> MeetingChangeForm:
    """What I typed, in a form that now follows what the meeting has become."""
    data = request.POST.copy()
    data["version"] = str(meeting.version)
    form = MeetingChangeForm(data, meeting=meeting)
    form.add_error(None, str(actions.ChangedMeanwhile(meeting)))
    return form
