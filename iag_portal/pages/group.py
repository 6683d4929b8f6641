"""A group's own page: who is in it, what it talks about, when it meets."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import AdvisoryGroup, Membership, Role
from accounts.models.memberships import GUESTS, ORGANISERS
from deliberation.models import KeyMessage, Topic
from iag_portal.pages.groups import pages_of
from meetings.models import Meeting
from meetings.queries import documents
from network.queries import with_asks
from publications.models import Publication

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User

ORDER = list(Role)  # chair first, guests last
COMING = 3  # meetings


@require_safe
def group(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the person may know of a group of theirs. Each part starts from ``visible_to``."""
    user = request.user
    mine = AdvisoryGroup.objects.visible_to(user).select_related("organisation")
    group = get_object_or_404(with_asks(mine, user), pk=pk)
    context = {
        "group": group,
        "people": people_by_role(user, group),
        "is_guest": user.roles[group.pk] in GUESTS,
        "pages": pages_of(user, group),
        "coming": _coming(user, group),
        "documents": documents(group, user),
        **_numbers(user, group),
    }
    return render(request, "pages/group.html", context)


def people_by_role(viewer: User, group: AdvisoryGroup) -> list[tuple[str, list[User]]]:
    """The people of today by role, as ``viewer`` may know them.

    The group's own people know each other. A guest knows whom to turn to: who organises it.
    """
    places = Membership.objects.current().filter(group=group, user__is_active=True)
    if viewer.roles[group.pk] in GUESTS:
        places = places.filter(Q(role__in=ORGANISERS) | Q(user=viewer))
    rows = sorted(
        places.select_related("user"),
        key=lambda place: (ORDER.index(Role(place.role)), place.user.name),
    )
    return [
        (str(Role(role).label), [place.user for place in same])
        for role, same in groupby(rows, key=lambda place: place.role)
    ]


def _coming(user: User, group: AdvisoryGroup) -> list[Meeting]:
    states = (Meeting.State.OPEN, Meeting.State.CALLED)
    meetings = Meeting.objects.visible_to(user).filter(group=group, state__in=states)
    return list(meetings.order_by("starts_at")[:COMING])


def _numbers(user: User, group: AdvisoryGroup) -> dict[str, Any]:
    """How many of each the person can open: nothing that is hidden from them is counted."""
    topics = Topic.objects.visible_to(user).filter(group=group)
    open_state = Q(state=Topic.State.OPEN)
    return {
        "topics": topics.aggregate(open=Count("pk", filter=open_state), all=Count("pk")),
        "key_messages": KeyMessage.objects.visible_to(user).filter(topic__group=group).count(),
        "publications": Publication.objects.visible_to(user).filter(group=group).count(),
    }
