"""Places in groups and organisations: begun, changed, ended. No row is ever deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.invitations import withdraw_from
from accounts.actions.revocations import revoke_access
from accounts.events import (
    ChairElected,
    MembershipBegan,
    MembershipEnded,
    OrganisationMembershipEnded,
    RoleChanged,
)
from accounts.models import AdvisoryGroup, Membership, OrganisationMembership, Role, User
from accounts.models.memberships import ADVISERS, CHAIRS, ELECTABLE, GUESTS, reads_more
from accounts.queries import chairs_of
from core import joining
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require

TO_COME = _("The day of the election must be today or in the past.")
NO_SUCH_ROLE = _("The present chair becomes a vice-chair or a member.")
CHANGED_SINCE = _("The chair has changed since you opened this page. Look again who it is now.")
TWICE = _("This person has a place in this group already.")


@transaction.atomic
def begin_membership(*, actor: User, group: AdvisoryGroup, person: User, role: Role) -> Membership:
    """Give a person whom the portal knows a place in ``group``.

    This is also how somebody without sign-in, who takes part by telephone, belongs.

    :raises Refused: unless ``actor`` keeps the group's list, and is a chair for one who will
        advise; when the person is in it.
    """
    require(actor, "accounts.begin_membership", group)
    if role in ADVISERS:
        require(actor, "accounts.let_in_adviser", group)
    if Membership.objects.current().filter(user=person, group=group).exists():
        raise Refused(TWICE, thing=group)
    membership = Membership.objects.create(user=person, group=group, role=role, starts_at=now())
    event = MembershipBegan(
        group_id=group.pk, membership_id=membership.pk, person_id=person.pk, role=role
    )
    emit(event, actor=actor)
    joining.joined(person_id=person.pk, group_id=group.pk, role=role)
    return membership


@transaction.atomic
def change_role(*, actor: User, membership: Membership, role: Role) -> Membership:
    """Give the person another role in the same group, from now on.

    A topic that shows newcomers what is written after they joined (the chair chose so) takes
    somebody who becomes more than they were for a newcomer: an officer who is made a member
    has not joined the members before today, however long they have been in the group. One
    who stays what they were, such as a member who is elected chair, or becomes less, keeps
    their beginning. Topics that show everything from the start show it to them too.

    What was handed out to the role before is taken back: a topic for named readers, where
    those who wrote agreed to an officer and not to a member; the powers of the chair in the
    video, where they join again as who they are now. An officer who is made a member is given
    what a newcomer is.

    :raises Refused: unless ``actor`` keeps the list, and is a chair for one who will advise
        and did not; for one's own role; after the end.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    require(actor, "accounts.change_role", membership)
    before = membership.role
    if role == before:
        return membership
    if role in ADVISERS and before not in ADVISERS:
        require(actor, "accounts.let_in_adviser", membership)
    give_role(membership, role, actor=actor)
    return membership


def give_role(membership: Membership, role: Role, *, actor: User) -> None:
    """Write another role down and take back what the one before was given; part of an action."""
    before = membership.role
    membership.role = role
    if reads_more(role, before):
        membership.reads_since = now()
    membership.save(update_fields=["role", "reads_since"])
    event = RoleChanged(
        group_id=membership.group_id,
        membership_id=membership.pk,
        person_id=membership.user_id,
        role_before=before,
        role=role,
    )
    _follow(event, actor)


def _follow(event: RoleChanged, actor: User) -> None:
    """Say it; take back what the role before was given, and give what a newcomer is given."""
    before, role = event.role_before, event.role
    less = any(before in roles and role not in roles for roles in (CHAIRS, ADVISERS))
    if less or reads_more(role, before):
        revoke_access(event.person_id, event, actor=actor)
    else:
        emit(event, actor=actor)
    if before in GUESTS and role not in GUESTS and event.group_id is not None:
        joining.joined(person_id=event.person_id, group_id=event.group_id, role=role)


@transaction.atomic
def hand_over_chair(
    *,
    actor: User,
    membership: Membership,
    elected_on: date,
    becomes: Role,
    instead_of: Collection[int],
) -> Membership:
    """Record that a member was elected chair: they are from now on, and the chair before is not.

    The chair may hand over themself, because somebody else becomes what they were.

    :param elected_on: the day of the election.
    :param becomes: what the chair before is from now on.
    :param instead_of: ids of the places of the chairs whom ``actor`` had in front of them.
    :raises Refused: unless ``actor`` keeps the list; for oneself; for somebody who does not
        advise; for a day that is still to come; when somebody else is chair by now.
    """
    lock(membership.group)  # of two elections at once, the second is refused
    membership = Membership.objects.get(pk=membership.pk)
    require(actor, "accounts.hand_over_chair", membership)
    if elected_on > today():
        raise Refused(TO_COME, thing=membership)
    if becomes not in ELECTABLE:
        raise Refused(NO_SUCH_ROLE, thing=membership)
    chairs = list(chairs_of(membership.group))
    if {chair.pk for chair in chairs} != set(instead_of):
        raise Refused(CHANGED_SINCE, thing=membership)
    for chair in chairs:
        give_role(chair, becomes, actor=actor)
    give_role(membership, Role.CHAIR, actor=actor)
    membership.elected_on = elected_on
    membership.save(update_fields=["elected_on"])
    event = ChairElected(
        group_id=membership.group_id, membership_id=membership.pk, person_id=membership.user_id
    )
    emit(event, actor=actor)
    return membership


@transaction.atomic
def end_membership(*, actor: User, membership: Membership) -> Membership:
    """End a person's place in the group now; their open pages of it close at once.

    An invitation that still waits for them, such as a second one that was never used, goes too.

    :raises Refused: unless ``actor`` keeps the list; for oneself; when it has ended.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    require(actor, "accounts.end_membership", membership)
    _end(membership, actor)
    withdraw_from(membership.user, membership.group_id, actor=actor)
    return membership


def end_place(membership: Membership) -> None:
    """End a place that stood for another one; part of the action that ended that.

    Nobody acts here: whoever ended the other is on the record there, and may be no one of this
    group.
    """
    _end(membership, None)


def _end(membership: Membership, actor: User | None) -> None:
    membership.ends_at = now()
    membership.save(update_fields=["ends_at"])
    event = MembershipEnded(
        group_id=membership.group_id,
        membership_id=membership.pk,
        person_id=membership.user_id,
    )
    revoke_access(membership.user_id, event, actor=actor)


@transaction.atomic
def end_organisation_membership(
    *, actor: User, membership: OrganisationMembership
) -> OrganisationMembership:
    """End a person's reading for an organisation.

    :raises Refused: unless ``actor`` is an administrator; when it has ended.
    """
    membership = OrganisationMembership.objects.select_for_update().get(pk=membership.pk)
    require(actor, "accounts.end_organisation_membership", membership)
    membership.ends_at = now()
    membership.save(update_fields=["ends_at"])
    event = OrganisationMembershipEnded(
        group_id=None,
        organisation_membership_id=membership.pk,
        person_id=membership.user_id,
    )
    revoke_access(membership.user_id, event, actor=actor)
    return membership
