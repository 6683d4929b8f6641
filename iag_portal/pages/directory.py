"""The directory: the groups that are listed, for people of other groups and organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import AdvisoryGroup, Membership
from accounts.models.memberships import KNOWN_OUTSIDE
from core.pagination import ShortPaginator

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User
    from accounts.models.groups import AdvisoryGroupQuerySet

PAGE = 50  # groups
FEW = 10  # groups that nobody needs to narrow


@require_safe
def directory(request: SignedInRequest) -> HttpResponse:
    """The listed groups by organisation; those of ``?organisation=`` alone where it has some."""
    organisations = _organisations(request.user)
    chosen = request.GET.get("organisation", "")
    if chosen not in {value for value, _name, _groups in organisations}:
        chosen = ""
    groups = _groups(request.user, chosen)
    context = {
        "page": ShortPaginator(groups, PAGE).get_page(request.GET.get("page")),
        "organisations": organisations,
        "narrows": sum(groups for _value, _name, groups in organisations) > FEW,
        "chosen": chosen,
    }
    return render(request, "pages/directory.html", context)


def _organisations(person: User) -> list[tuple[str, str, int]]:
    """Each organisation with listed groups: its key, its name, and how many these are."""
    listed = AdvisoryGroup.objects.listed_to(person).order_by("organisation__name")
    rows = listed.values_list("organisation", "organisation__name").annotate(Count("pk"))
    return [(str(pk), name, groups) for pk, name, groups in rows]


def _groups(person: User, organisation: str) -> AdvisoryGroupQuerySet:
    """The listed groups, each with ``named``: its places that others know by name."""
    places = Membership.objects.current().filter(role__in=KNOWN_OUTSIDE, user__is_active=True)
    named = Prefetch("memberships", places.select_related("user").order_by("role", "pk"), "named")
    listed = AdvisoryGroup.objects.listed_to(person).select_related("organisation")
    if organisation:
        listed = listed.filter(organisation=int(organisation))
    return listed.order_by("organisation__name", "name").prefetch_related(named)
