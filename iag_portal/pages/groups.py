"""The groups that somebody belongs to, and what they may open in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import AdvisoryGroup, Role
from core.policy import may

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User


class Belonging(NamedTuple):
    """A group, what the person is in it, and the words and addresses of its pages."""

    group: AdvisoryGroup
    role: str
    pages: list[tuple[str, str]]


@require_safe
def groups(request: SignedInRequest) -> HttpResponse:
    """Each group of mine, with its people, its record and its terms where I may read them."""
    mine = AdvisoryGroup.objects.visible_to(request.user).order_by("name")
    belongings = [_belonging(request.user, group) for group in mine]
    return render(request, "pages/groups.html", {"groups": belongings})


def _belonging(person: User, group: AdvisoryGroup) -> Belonging:
    return Belonging(group, str(Role(person.roles[group.pk]).label), pages_of(person, group))


def pages_of(person: User, group: AdvisoryGroup) -> list[tuple[str, str]]:
    """Words and addresses of the pages of this group that ``person`` may open."""
    pages = (
        ("meetings.read_actions", _("Actions"), "meetings:action-log"),
        ("accounts.view_people", _("Look after its people"), "accounts:group-people"),
        ("accounts.read_record", _("Record"), "group-record"),
        ("deliberation.write_note", _("Notes to the chair or secretary"), "deliberation:notes"),
        ("deliberation.view_reports", _("Reports"), "deliberation:reports"),
        ("deliberation.view_terms", _("Terms of reference"), "deliberation:terms"),
        ("visits.view_visits", _("Observation visits"), "visits:visits"),
    )
    for_everybody = (
        (_("Announcements"), "deliberation:announcements"),
        (_("Handbook"), "deliberation:handbook"),
    )
    return [(words, reverse(name, args=[group.pk])) for words, name in for_everybody] + [
        (words, reverse(name, args=[group.pk]))
        for permission, words, name in pages
        if may(person, permission, group)
    ]
