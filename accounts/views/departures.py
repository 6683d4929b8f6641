"""People who left a group, and forgetting their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.form_pages import confirm
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, administrators_only, find_group
from accounts.models import Departure, Membership
from accounts.queries import groups_kept_by, people_who_left, places_kept_by
from core.policy import may, require
from core.rights.registry import Mention, show_mention
from core.templatetags.portal import bdi

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from accounts.models import User


class Left(NamedTuple):
    """Somebody who left: the place that ended, whether the name is to go, where it stands."""

    membership: Membership
    departure: Departure | None
    mentions: list[Mention]


@require_safe
def departures(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody whose place in the group has ended."""
    group = find_group(request, pk)
    require(request.user, "accounts.view_people", group)
    asked = {departure.person_id: departure for departure in Departure.objects.filter(group=group)}
    left = [
        _left(request.user, membership, asked.get(membership.user_id))
        for membership in people_who_left(group)
    ]
    return render(request, "accounts/departures.html", {"group": group, "left": left})


def _left(viewer: User, membership: Membership, departure: Departure | None) -> Left:
    pointers = departure.mentions if departure else []
    mentions = [show_mention(viewer, pointer) for pointer in pointers]
    return Left(membership, departure, [pointer for pointer in mentions if pointer])


@fresh_factor_required
@FORM_PAGE
def departure_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then ask the administrators to forget a name."""
    membership = get_object_or_404(places_kept_by(request.user), pk=pk)
    require(request.user, "accounts.ask_departure", membership)
    return confirm(
        request,
        lambda: actions.ask_departure(actor=request.user, membership=membership),
        done=_("An administrator will do it."),
        to=reverse("accounts:departures", args=[membership.group_id]),
        title=_("Ask to forget a name"),
        text=format_html(
            _(
                "An administrator will replace the name of {who} by “Former member” and a number,"
                " everywhere, and remove the address and every way to sign in. It cannot be"
                " undone. What they wrote, and what was agreed, stays."
            ),
            who=bdi(membership.user.name),
        ),
        button=_("Ask for it"),
        variant="warning",
    )


@require_POST
def mentions_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody has looked at every text with the former name."""
    known = Departure.objects.filter(group__in=groups_kept_by(request.user))
    departure = get_object_or_404(known, pk=pk)
    actions.decide_mentions(actor=request.user, departure=departure)
    messages.success(request, _("Thank you. It is on the record that you looked."))
    return redirect("accounts:departures", pk=departure.group_id)


@administrators_only
@fresh_factor_required
@FORM_PAGE
def anonymise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then forget a name, or say why it cannot be."""
    waiting = Departure.objects.filter(done_at__isnull=True)
    departure = get_object_or_404(waiting.select_related("person", "group", "asked_by"), pk=pk)
    if request.method == "POST":
        done = actions.anonymise_person(actor=request.user, departure=departure)
        messages.success(request, _("From now on it says “%s”.") % done.pseudonym)
        return redirect("accounts:administration")
    verdict = may(request.user, "accounts.anonymise_person", departure)
    context = {"departure": departure, "verdict": verdict}
    return render(request, "accounts/anonymise.html", context)
