"""What every page shows besides its own content."""

from __future__ import annotations

import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models.memberships import KEEPERS

# Which pages belong to an item of the menu.
HOME = re.compile("/$")
TOPICS = re.compile(r"/(topics|posts|audience-changes|groups/\d+/terms)/")
MEETINGS = re.compile(r"/(meetings|papers|agenda-items|groups/\d+/meetings)/")
KEY_MESSAGES = re.compile("/(key-messages|rounds)/")
PUBLICATIONS = re.compile("/publications/")
PEOPLE = re.compile(r"/(people/|groups/$|groups/\d+/(people|record)/)")
ADMINISTRATION = re.compile("/(administration|break-glass)/")
MY_ACCOUNT = re.compile("/(accounts|agreement|groups)/")


def page(request: HttpRequest) -> dict[str, Any]:
    """Name of the portal, help line, times of live pages, navigation."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "help_phone": settings.HELP_PHONE,
        "live_times": json.dumps(settings.LIVE_TIMES),
        "navigation": _navigation(request),
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu of a verified person; empty for everybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.is_verified():
        return []
    items = []
    if user.roles:
        items += [
            (_("Home"), reverse("home"), HOME),
            (_("Topics"), reverse("deliberation:topics"), TOPICS),
            (_("Meetings"), reverse("meetings:meetings"), MEETINGS),
            (_("Key messages"), reverse("deliberation:key-messages"), KEY_MESSAGES),
        ]
    items += [(_("Publications"), reverse("publications:list"), PUBLICATIONS)]
    if kept := user.groups_as(KEEPERS):
        one = reverse("accounts:group_people", args=kept[:1])
        people = one if len(kept) == 1 else reverse("groups")
        items += [(_("People"), people, PEOPLE)]
    if user.is_staff:
        begin = reverse("accounts:administration")
        items += [(_("Administration"), begin, ADMINISTRATION)]
    items += [(_("My account"), reverse("mfa_index"), MY_ACCOUNT)]
    here = next((text for text, _href, pages in items if pages.match(request.path)), "")
    return [{"text": text, "href": href, "active": text == here} for text, href, _pages in items]
