"""Template tags of the portal itself; loaded as built-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from iag_portal import policy

if TYPE_CHECKING:
    from accounts.models import User
    from iag_portal.policy import Verdict

register = template.Library()


@register.simple_tag
def may(person: User, permission: str, thing: Any) -> Verdict:
    """``{% may user "meetings.open_meeting" meeting as verdict %}``."""
    return policy.may(person, permission, thing)
