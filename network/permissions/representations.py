"""Who names a representative, who lets them in, and who ends it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import CHAIRS
from accounts.permissions import role_in
from core.policy import rule
from network.models import AskedForce, NetworkForce, Representation
from network.permissions.national_topics import its_group_works


@rule(_("Only the chair or the vice-chair of the group does this."))
def leads_group(person: User, thing: AskedForce | Representation) -> bool:
    return role_in(person, thing.group) in CHAIRS


@rule(_("Only the chair or the vice-chair of the network does this."))
def leads_network(person: User, representation: Representation) -> bool:
    return role_in(person, representation.force) in CHAIRS


@rule(_("Only the chairs of the group and of the network, or the person, do this."))
def may_end_it(person: User, representation: Representation) -> bool:
    own = representation.user_id == person.pk
    return bool(own or leads_group(person, representation) or leads_network(person, representation))


@rule(_("This force has left the network."))
def force_is_present(person: User, asked: AskedForce) -> bool:
    return asked.force.is_present


@rule(_("Another group speaks for this force now."))
def speaks_for_its_force(person: User, asked: AskedForce) -> bool:
    return asked.force.lead_group_id == asked.group_id


@rule(_("Your group has not agreed to speak for this force."))
def agreed_to_lead(person: User, asked: AskedForce) -> bool:
    return asked.force.state == NetworkForce.State.AGREED


@rule(_("This has ended already."))
def stands(person: User, representation: Representation) -> bool:
    return not representation.is_over


@rule(_("They have been let in already."))
def is_not_admitted(person: User, representation: Representation) -> bool:
    return not representation.is_admitted


OF_REPRESENTATIONS = {
    "network.name_representative": leads_group
    & its_group_works
    & force_is_present
    & speaks_for_its_force
    & agreed_to_lead,
    "network.admit_representative": leads_network & stands & is_not_admitted,
    "network.end_representation": may_end_it & stands,
}
