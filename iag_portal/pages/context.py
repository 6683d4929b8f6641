"""What every page shows besides its own content."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.models.memberships import ORGANISERS
from core.addresses import address_of
from network.queries import networks_of

if TYPE_CHECKING:
    from accounts.models import User

# Namespace -> how a page's name begins -> the item of the menu; the longest beginning counts.
SECTIONS = {
    "": {
        "home": "home",
        **dict.fromkeys(("directory", "group"), "people"),
        "search": "search",
        **dict.fromkeys(("components", "installation-record"), "administration"),
        **dict.fromkeys(("account_", "mfa_", "reading"), "my-account"),
    },
    "accounts": {
        "": "people",
        **dict.fromkeys(("code-card", "device", "live-settings", "my-data"), "my-account"),
        **dict.fromkeys(("notices", "notice-settings"), "notices"),
        **dict.fromkeys(
            (
                *("administration", "agreement-new", "anonymise", "invite-"),
                *("organisation-", "reader-"),
                *("group-change", "group-close", "group-new", "group-reopen"),
                *("sign-out-person", "suspend"),
            ),
            "administration",
        ),
    },
    "deliberation": {
        "": "topics",
        "break-glass": "administration",
        **dict.fromkeys(
            (
                "evidence",
                "key-message",
                "position",
                "round",
                "signature",
                "statement",
                "suggestion",
                "wording",
            ),
            "key-messages",
        ),
        "key-message-new": "topics",
        **dict.fromkeys(("announcement", "handbook"), "people"),
    },
    "meetings": {"": "meetings"},
    "publications": {"": "publications"},
    "network": {"": "network", "forwarding": "between", "enquir": "between", "answer": "between"},
    "webcasts": {"": "topics"},
    "visits": {"": "people"},
}


def page(request: HttpRequest) -> dict[str, Any]:
    """Name of the portal, help line, times of live pages, navigation, the way to one's account."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "help_phone": settings.HELP_PHONE,
        "live_times": json.dumps(settings.LIVE_TIMES),
        "navigation": SimpleLazyObject(partial(_navigation, request)),  # most errors show none
        "account": SimpleLazyObject(partial(_account, request)),
    }


def _verified(request: HttpRequest) -> Any:
    """Who asks, if they showed both factors."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated and user.is_verified() else None


def _account(request: HttpRequest) -> dict[str, Any] | None:
    """Beside the name of a verified person: in the menu ten words would take two lines."""
    user = _verified(request)
    if user is None:
        return None
    active = _item(request, user) == "my-account"
    return {"text": _("My account"), "href": address_of("mfa_index"), "active": active}


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu of a verified person; empty for everybody else."""
    user = _verified(request)
    if user is None:
        return []
    items = []
    if user.roles:
        items += [
            ("home", _("Home"), address_of("home")),
            ("topics", _("Topics"), address_of("deliberation:topics")),
            ("meetings", _("Meetings"), address_of("meetings:meetings")),
            ("key-messages", _("Key messages"), address_of("deliberation:key-messages")),
        ]
    here = _item(request, user)
    reads_for_a_body = not (user.roles or user.is_staff)
    if networks_of(user) or reads_for_a_body or here == "network":
        items += [("network", _("National topics"), address_of("network:networks"))]
    if here == "between":  # the page of a group leads there
        items += [("between", _("Between groups"), address_of("network:forwardings"))]
    items += [
        ("publications", _("Publications"), address_of("publications:list")),
        ("search", _("Search"), address_of("search")),
        ("notices", _("Notices"), address_of("accounts:notices")),
    ]
    if kept := user.groups_as(ORGANISERS):
        people_href = address_of("accounts:group-people", kept[0])
        items += [("people", _("People"), people_href if len(kept) == 1 else address_of("groups"))]
    if user.is_staff:
        items += [("administration", _("Administration"), address_of("accounts:administration"))]
    numbers = {"notices": user.unseen_notices}
    return [
        {"text": text, "href": href, "active": name == here, "number": numbers.get(name)}
        for name, text, href in items
    ]


def _item(request: HttpRequest, user: User) -> str:
    """The item that is marked: who keeps no group finds the pages of groups at their account."""
    section = _section(request)
    return section if section != "people" or user.groups_as(ORGANISERS) else "my-account"


def _section(request: HttpRequest) -> str:
    """The item of the menu that the page belongs to; empty where there is none."""
    match = request.resolver_match
    if match is None:
        return ""
    sections, name = SECTIONS.get(match.namespace, {}), match.url_name or ""
    fits = [begin for begin in sections if name.startswith(begin)]
    return sections[max(fits, key=len)] if fits else ""
