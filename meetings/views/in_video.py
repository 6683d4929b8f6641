"""Who is in the video, for the chair and the secretary, who can take somebody out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm
from accounts.http import FORM_PAGE, SignedInRequest
from accounts.models import User
from accounts.models.memberships import CHAIRS
from accounts.permissions import role_in
from core.policy import require
from meetings import actions, queries
from meetings.models.agenda import stays
from meetings.views.meetings import find


@require_safe
def in_video(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is connected, and in which way."""
    meeting = find(request, pk)
    require(request.user, "meetings.view_video", meeting)
    role = role_in(request.user, meeting)
    chairs = role in CHAIRS
    others = User.objects.none() if chairs else User.objects.in_roles(meeting.group_id, CHAIRS)
    context = {
        "meeting": meeting,
        "in_video": queries.in_video(meeting, stays=stays(role, meeting.group)),
        "chairs": chairs,
        "dials_in": settings.JITSI.dials_in,
        "stay": {request.user.pk, *others.values_list("pk", flat=True)},
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/in_video.html", context)


@FORM_PAGE
def video_put_out(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """Take somebody out of the video; asks first."""
    meeting = find(request, pk)
    standing = meeting.attendances.standing().select_related("user")
    attendance = get_object_or_404(standing, user__pk=person)
    attendance.meeting = meeting
    require(request.user, "meetings.put_out_of_video", attendance)
    words = {"name": attendance.user.name}
    return confirm(
        request,
        lambda: actions.put_out_of_video(actor=request.user, attendance=attendance),
        "meetings/confirm.html",
        done=_("%(name)s is taken out of the video.") % words,
        to=reverse("meetings:in-video", args=[pk]),
        title=_("Take %(name)s out of the video?") % words,
        text=_(
            "They stay on this page, with their hand and their vote, and can join the video again. "
            "To keep somebody out, take back their invitation."
        ),
        button=_("Take out"),
        variant="warning",
        meeting=meeting,
    )
