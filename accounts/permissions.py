"""Who may do what with people and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    Acceptance,
    AdvisoryGroup,
    Agreement,
    Departure,
    Invitation,
    LegalHold,
    Membership,
    Organisation,
    OrganisationMembership,
)
from accounts.models.groups import READERS
from accounts.models.memberships import (
    ADVISERS,
    CHAIRS,
    ELECTABLE,
    ORGANISERS,
    OWN_PEOPLE,
    Role,
)
from core.clock import now
from core.policy import group_of, rule
from core.rights import registry

if TYPE_CHECKING:
    from allauth.usersessions.models import UserSession

    from accounts.models import User

Thing = AdvisoryGroup | Departure | Invitation | Membership


def group_id_of(thing: object) -> int | None:
    """Id of the group that ``thing`` is or belongs to."""
    return thing.pk if isinstance(thing, AdvisoryGroup) else group_of(thing)


def role_in(person: User, thing: object) -> str | None:
    """The role of ``person`` in the group that ``thing`` is or belongs to."""
    group_id = group_id_of(thing)
    return None if group_id is None else person.roles.get(group_id)


@rule(_("Only the chair, the vice-chair or the secretary of the group can do this."))
def is_organiser(person: User, thing: Thing) -> bool:
    return role_in(person, thing) in ORGANISERS


@rule(_("Only an administrator can do this."))
def is_administrator(person: User, thing: object) -> bool:
    return person.is_staff


@rule(_("This group is closed. Nobody new joins it, and nothing new begins in it."))
def group_works(person: User, group: AdvisoryGroup) -> bool:
    return group.closed_at is None


@rule(_("This group is not closed."))
def group_is_closed(person: User, group: AdvisoryGroup) -> bool:
    return group.closed_at is not None


@rule(_("This group has a chair or a secretary already: they invite its people."))
def has_no_organiser(person: User, group: AdvisoryGroup) -> bool:
    return not group.memberships.current().filter(role__in=ORGANISERS).exists()


@rule(_("Only the chair or the vice-chair makes somebody a member. Ask them to do it."))
def lets_in_advisers(person: User, thing: Thing) -> bool:
    """The members' space is kept from everybody else, so nobody else opens it to a newcomer.

    A group that has no member yet has confided nothing, and whoever founds it invites them.
    """
    group = group_id_of(thing)
    advisers = Membership.objects.current().filter(group=group, role__in=ADVISERS)
    return role_in(person, thing) in CHAIRS or not advisers.exists()


@rule(_("Only those who invite people here can do this."))
def sent_it(person: User, invitation: Invitation) -> bool:
    return invitation.invited_by_id == person.pk


@rule(_("Those who look after the group withdraw its invitations."))
def is_of_no_group(person: User, invitation: Invitation) -> bool:
    return invitation.group_id is None


@rule(_("The command line of the server invites administrators."))
def is_for_no_administrator(person: User, invitation: Invitation) -> bool:
    return not invitation.as_administrator


@rule(_("This invitation has been used or withdrawn already."))
def is_open(person: User, invitation: Invitation) -> bool:
    return invitation.state == Invitation.State.SENT


@rule(_("This membership has ended already."))
def still_holds(person: User, membership: Membership | OrganisationMembership) -> bool:
    return membership.ends_at is None or membership.ends_at > now()


@rule(_("You cannot do this to yourself. Ask another chair or secretary."))
def is_someone_else(person: User, membership: Membership) -> bool:
    return membership.user_id != person.pk


@rule(_("Only a member or the vice-chair becomes chair. Make this person a member first."))
def is_electable(person: User, membership: Membership) -> bool:
    return membership.role in ELECTABLE


@rule(_("You cannot suspend yourself."))
def is_another_person(person: User, other: User) -> bool:
    return person.pk != other.pk


@rule(_("This person does not sign in: they have no email address here."))
def signs_in(person: User, membership: Membership | OrganisationMembership) -> bool:
    return bool(membership.user.email) and membership.user.is_active


@rule(_("This person has an email address here, and is told by email."))
def has_no_email(person: User, membership: Membership) -> bool:
    return not membership.user.email and membership.user.is_active


@rule(_("This person has an email address here, and is told by email."))
def is_reached_by_no_email(person: User, membership: Membership) -> bool:
    return not membership.user.is_reached_by_email and membership.user.is_active


@rule(
    _(
        "Only the chair or the vice-chair lets a member sign in, and only where they lead each"
        " group that this person belongs to."
    )
)
def lets_in_everywhere(person: User, membership: Membership) -> bool:
    """Whoever has the account reads what its person may read, in all of their groups."""
    places = Membership.objects.current().filter(user=membership.user_id)
    return all(
        person.roles.get(place.group_id) in (CHAIRS if place.role in ADVISERS else ORGANISERS)
        for place in places
    )


@rule(_("They have accepted the agreement that is in force, or there is none."))
def is_to_accept(person: User, membership: Membership) -> bool:
    newest = Agreement.objects.order_by("-version").first()
    accepted = Acceptance.objects.filter(user=membership.user_id, agreement=newest)
    return newest is not None and not accepted.exists()


@rule(_("Somebody who has a place in a group is helped by its chair or secretary."))
def reads_only(person: User, place: OrganisationMembership) -> bool:
    """An administrator who could take over the account of a member would be in the group."""
    in_a_group = Membership.objects.current().filter(user=place.user_id).exists()
    return not in_a_group and not place.user.is_staff


@rule(_("This device is somebody else's."))
def is_own_session(person: User, session: UserSession) -> bool:
    return bool(session.user_id == person.pk)


@rule(_("Only people who read for an organisation are invited to one."))
def takes_readers(person: User, organisation: Organisation) -> bool:
    return organisation.kind in READERS


# --- The record, leaving, holds ------------------------------------------------------------


@rule(_("Only the members of the group and its secretary can look at its record."))
def sees_the_record(person: User, group: AdvisoryGroup) -> bool:
    return role_in(person, group) in OWN_PEOPLE


@rule(_("This membership has not ended yet."))
def has_ended(person: User, membership: Membership) -> bool:
    return not (membership.ends_at is None or membership.ends_at > now())


@rule(_("This person still has a place somewhere. End it first."))
def has_no_place(person: User, departure: Departure) -> bool:
    return not departure.person.has_a_place


@rule(_("A legal hold covers something that this person wrote or did. It has to be lifted first."))
def nothing_is_held(person: User, departure: Departure) -> bool:
    return not registry.is_held(departure.person)


@rule(_("This has been done already."))
def is_not_done(person: User, departure: Departure) -> bool:
    return departure.done_at is None


@rule(_("The name has not been taken away yet."))
def is_done(person: User, departure: Departure) -> bool:
    return departure.done_at is not None


@rule(_("A legal hold covers this: nothing in it is removed or changed."))
def is_not_held(person: User, thing: Model) -> bool:
    return LegalHold.on(thing) is None


@rule(_("No legal hold covers this."))
def is_held(person: User, thing: Model) -> bool:
    return LegalHold.on(thing) is not None


@rule(_("Somebody has asked for this already. Another person has to agree."))
def no_lift_is_asked(person: User, thing: Model) -> bool:
    hold = LegalHold.on(thing)
    return hold is not None and hold.lift_asked_by_id is None


@rule(_("Two people lift a legal hold: one asks, and another agrees."))
def another_asked(person: User, thing: Model) -> bool:
    hold = LegalHold.on(thing)
    return hold is not None and hold.lift_asked_by_id not in (None, person.pk)


@rule(_("What somebody needs is for themselves and the secretary alone."))
def looks_after_needs(person: User, membership: Membership) -> bool:
    return membership.user_id == person.pk or role_in(person, membership) == Role.SECRETARY


POLICY = {
    "accounts.record_delivery": is_organiser,
    "accounts.create_organisation": is_administrator,
    "accounts.change_organisation": is_administrator,
    "accounts.create_group": is_administrator,
    "accounts.change_group": is_administrator,
    "accounts.close_group": is_administrator & group_works,
    "accounts.reopen_group": is_administrator & group_is_closed,
    "accounts.view_people": is_organiser,
    "accounts.invite_person": is_organiser & group_works,
    "accounts.invite_first_organiser": is_administrator & group_works & has_no_organiser,
    "accounts.invite_reader": is_administrator & takes_readers,
    "accounts.let_in_adviser": lets_in_advisers,
    "accounts.withdraw_invitation": (is_organiser | sent_it | is_administrator & is_of_no_group)
    & is_open,
    "accounts.renew_invitation": (is_organiser | sent_it | is_administrator & is_of_no_group)
    & is_open
    & is_for_no_administrator,
    "accounts.renew_invitations": is_organiser & group_works & lets_in_advisers,
    "accounts.begin_membership": is_organiser & group_works,
    "accounts.invite_to_sign_in": is_organiser & has_no_email & still_holds & lets_in_everywhere,
    "accounts.record_acceptance": is_organiser & has_no_email & still_holds & is_to_accept,
    "accounts.view_recorded": is_organiser & has_no_email & still_holds,
    "accounts.change_reach": is_organiser & is_reached_by_no_email & still_holds,
    "accounts.change_access_needs": looks_after_needs & still_holds,
    "accounts.change_role": is_organiser & is_someone_else & still_holds,
    "accounts.hand_over_chair": is_organiser & is_someone_else & still_holds & is_electable,
    "accounts.end_membership": is_organiser & is_someone_else & still_holds,
    "accounts.end_organisation_membership": is_administrator & still_holds,
    "accounts.suspend_person": is_administrator & is_another_person,
    "accounts.restore_person": is_administrator,
    "accounts.hand_over_code_card": is_organiser & is_someone_else & still_holds & signs_in,
    "accounts.begin_reset": is_organiser & is_someone_else & still_holds & signs_in,
    "accounts.begin_reset_of_reader": is_administrator & reads_only & still_holds & signs_in,
    "accounts.end_sessions_of_member": is_organiser & is_someone_else & still_holds,
    "accounts.end_sessions_of_person": is_administrator,
    "accounts.end_session": is_own_session,
    "accounts.adopt_agreement": is_administrator,
    "accounts.read_record": sees_the_record,
    "accounts.download_record": is_organiser,
    "accounts.read_installation_record": is_administrator,
    "accounts.ask_departure": is_organiser & has_ended,
    "accounts.anonymise_person": is_administrator & is_not_done & has_no_place & nothing_is_held,
    "accounts.decide_mentions": is_organiser & is_done,
}
