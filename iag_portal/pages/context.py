"""What every page shows besides its own content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models.memberships import KEEPERS


def page(request: HttpRequest) -> dict[str, Any]:
    """Name of the portal, help line, navigation."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "help_phone": settings.HELP_PHONE,
        "navigation": _navigation(request),
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu of a verified person; empty for everybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.is_verified():
        return []
    items = [(_("Home"), reverse("home"))] if user.roles else []
    if user.roles:
        items += [
            (_("Topics"), reverse("deliberation:topics")),
            (_("Meetings"), reverse("meetings:meetings")),
            (_("Key messages"), reverse("deliberation:key-messages")),
        ]
    items += [(_("Publications"), reverse("publications:list"))]
    if kept := user.groups_as(KEEPERS):
        one = reverse("accounts:group_people", args=kept[:1])
        items += [(_("People"), one if len(kept) == 1 else reverse("groups"))]
    if user.is_staff:
        items += [(_("Administration"), reverse("accounts:administration"))]
    items += [(_("My account"), reverse("mfa_index"))]
    path = request.path
    return [
        {
            "text": text,
            "href": href,
            "active": path == href or (href != "/" and path.startswith(href)),
        }
        for text, href in items
    ]
