"""Who may do what with the list of the forces of a network."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import CHAIRS
from accounts.permissions import group_works, is_organiser, role_in
from core.policy import rule


@rule(_("Only a national network has forces, and puts topics to them."))
def is_network(person: User, group: AdvisoryGroup) -> bool:
    return group.kind == AdvisoryGroup.Kind.NATIONAL


@rule(_("Only the chair or the vice-chair of the lead group can do this."))
def is_chair(person: User, thing: object) -> bool:
    return role_in(person, thing) in CHAIRS


OF_FORCES = {
    "network.keep_forces": is_network & is_organiser & group_works,
    "network.answer_lead": is_chair & group_works,
}
