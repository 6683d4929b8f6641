"""Questions about people that pages ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from accounts.models import Acceptance, Agreement

if TYPE_CHECKING:
    from accounts.models import User


def agreement_in_force() -> Agreement | None:
    """The newest version of the confidentiality agreement; None before there is one."""
    return Agreement.objects.order_by("-version").first()


def agreement_to_accept(person: User) -> Agreement | None:
    """The agreement that stands between ``person`` and the portal, or None. One query."""
    accepted = Acceptance.objects.filter(agreement=OuterRef("pk"), user=person)
    newest = Agreement.objects.annotate(accepted=Exists(accepted)).order_by("-version").first()
    return newest if newest and not newest.accepted else None
