"""People without email: entered by those who organise their group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.agreements import write_down_acceptance
from accounts.actions.memberships import begin_membership
from accounts.events import ReachChanged
from accounts.models import Acceptance, AdvisoryGroup, Membership, Reach, User
from accounts.models.reach import NEEDED
from accounts.queries import agreement_in_force
from core.clock import now
from core.emit import emit
from core.letters import cleaned_name
from core.policy import Refused, require

if TYPE_CHECKING:
    from accounts.models import Role

NOT_ACCEPTED = _("They must accept the confidentiality agreement first.")


@transaction.atomic
def add_person(
    *,
    actor: User,
    group: AdvisoryGroup,
    name: str,
    role: Role,
    way: Reach.Way,
    telephone: str = "",
    address: str = "",
    accepted: Acceptance.How | None = None,
) -> Membership:
    """Enter somebody who has no email, with a place in ``group``. They never sign in.

    :param accepted: how they accepted the agreement; may be left out before there is one.
    :raises Refused: unless ``actor`` may give the place; before the agreement is accepted; when
        nothing says where to call or write to.
    """
    require(actor, "accounts.begin_membership", group)
    if accepted is None and agreement_in_force():
        raise Refused(NOT_ACCEPTED, thing=group)
    _require_a_way(way, telephone, address)
    person = User.objects.create_user(name=cleaned_name(name))
    place = begin_membership(actor=actor, group=group, person=person, role=role)
    Reach.objects.create(user=person, way=way, telephone=telephone, address=address)
    if accepted is not None:
        write_down_acceptance(actor, place, accepted)
    return place


@transaction.atomic
def change_reach(
    *, actor: User, membership: Membership, way: Reach.Way, telephone: str, address: str
) -> Reach:
    """Write down how somebody whom no email reaches is reached from now on.

    :raises Refused: unless ``actor`` organises the group; for somebody whose emails arrive; when
        nothing says where to call or write to.
    """
    require(actor, "accounts.change_reach", membership)
    _require_a_way(way, telephone, address)
    reached = {"way": way, "telephone": telephone, "address": address, "changed_at": now()}
    reach, _made = Reach.objects.update_or_create(user=membership.user, defaults=reached)
    event = ReachChanged(
        group_id=membership.group_id, membership_id=membership.pk, person_id=membership.user_id
    )
    emit(event, actor=actor)
    return reach


def _require_a_way(way: Reach.Way, telephone: str, address: str) -> None:
    needed = Reach.NEEDS[way]
    if not {"telephone": telephone, "address": address}[needed]:
        raise Refused(NEEDED[needed])
