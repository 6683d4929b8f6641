"""What people are told of their own place."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.events import RoleChanged
from accounts.models import Membership, User
from core.notices.kinds import Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _holder(membership: Membership, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=membership.user_id)


NOTICES = (
    Kind(
        event=RoleChanged,
        says=_("Your role in a group has changed"),
        about=Membership,
        fact="membership_id",
        people=_holder,
        shows=attrgetter("group"),
        joins=("group",),
    ),
)
