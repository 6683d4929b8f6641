"""Who is invited to a meeting: more people, and one fewer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from meetings import actions
from meetings.forms.attendance import InviteForm
from meetings.views.meetings import find


@FORM_PAGE
def people_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Invite people of the group who are not invited yet."""
    meeting = find(request, pk)
    require(request.user, "meetings.invite_person", meeting)
    form = InviteForm(posted(request), meeting=meeting)
    return form_page(
        request,
        form,
        lambda: actions.invite_people(actor=request.user, meeting=meeting, users=form.chosen()),
        "meetings/invite.html",
        done=_("They are invited."),
        to=meeting.get_absolute_url(),
        meeting=meeting,
    )


@FORM_PAGE
def invitation_withdraw(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Take the invitation of one person back; asks first."""
    meeting = find(request, pk)
    require(request.user, "meetings.invite_person", meeting)  # who is invited is for them alone
    invited = get_object_or_404(meeting.attendances.select_related("user"), user__pk=person)
    invited.meeting = meeting
    require(request.user, "meetings.withdraw_invitation", invited)
    return confirm(
        request,
        lambda: actions.withdraw_invitation(actor=request.user, attendance=invited),
        "meetings/confirm.html",
        done=_("They are no longer invited."),
        to=meeting.get_absolute_url(),
        title=_("Take back the invitation of %s?") % invited.user.name,
        text=_(
            "They no longer come in, and a guest no longer sees the meeting. You can invite"
            " them again."
        ),
        button=_("Take the invitation back"),
        cancel_words=_("Keep the invitation"),
        variant="warning",
        meeting=meeting,
    )
