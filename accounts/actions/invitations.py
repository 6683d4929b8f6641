"""Invitations: sent, sent again, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.events import InvitationWithdrawn, PersonInvited
from accounts.jobs import mail_invitation
from accounts.models import (
    AdvisoryGroup,
    Invitation,
    Membership,
    Organisation,
    OrganisationMembership,
    Role,
    User,
)
from accounts.models.invitations import VALID_FOR
from accounts.models.memberships import ADVISERS, ORGANISERS
from accounts.queries import invitations_that_ended
from core.alike import one_address
from core.clock import now
from core.emit import emit
from core.letters import cleaned_name
from core.policy import Refused, require
from core.states import transition, transition_all

BELONGS = _("Somebody with this email address belongs here already.")
WAITING = _("Somebody with this email address has an invitation that is still waiting.")
LEFT = _("This person is no longer in the group.")
USED = _("This invitation has been used, withdrawn, or is too old.")
TAKEN = _("This address cannot be theirs here: another person signs in with it, or has it.")


@transaction.atomic
def invite_person(
    *, actor: User, group: AdvisoryGroup, email: str, name: str, role: Role
) -> Invitation:
    """Invite somebody into ``group``.

    :param actor: who keeps the group's list, a chair for one who will advise; or an
        administrator, for the first chair or secretary of a group that has none.
    :raises Refused: for anybody else; when the person is in the group, or is invited.
    """
    first = actor.is_staff and group.pk not in actor.roles and role in ORGANISERS
    require(actor, "accounts.invite_first_organiser" if first else "accounts.invite_person", group)
    if role in ADVISERS:
        require(actor, "accounts.let_in_adviser", group)
    members = Membership.objects.current().filter(group=group)
    if members.filter(user__email=email).exists():
        raise Refused(BELONGS, thing=group)
    return _invite(actor, email=email, name=name, group=group, role=role)


class Invited(NamedTuple):
    """One person of a list, as :func:`invite_people` takes them."""

    name: str
    email: str
    role: Role


@transaction.atomic
def invite_people(
    *, actor: User, group: AdvisoryGroup, people: Sequence[Invited]
) -> list[Invitation]:
    """Invite all of ``people`` into ``group``, or none of them.

    :raises Refused: as :func:`invite_person`, for the first who cannot be invited.
    """
    require(actor, "accounts.invite_person", group)
    return [
        invite_person(
            actor=actor, group=group, email=person.email, name=person.name, role=person.role
        )
        for person in people
    ]


@transaction.atomic
def invite_reader(*, actor: User, organisation: Organisation, email: str, name: str) -> Invitation:
    """Invite somebody to read publications for ``organisation``.

    :raises Refused: unless ``actor`` is an administrator; when the person reads already.
    """
    require(actor, "accounts.invite_reader", organisation)
    readers = OrganisationMembership.objects.current().filter(organisation=organisation)
    if readers.filter(user__email=email).exists():
        raise Refused(BELONGS, thing=organisation)
    return _invite(actor, email=email, name=name, organisation=organisation)


@transaction.atomic
def invite_to_sign_in(*, actor: User, membership: Membership, email: str) -> Invitation:
    """Invite somebody who had no email to take over their own account, which is there already.

    Until they use the link they are reached as before. An earlier one works no more.

    :raises Refused: unless ``actor`` could let them in, wherever they have a place; for somebody
        who signs in; in a closed group; when somebody else has the address.
    """
    require(actor, "accounts.invite_person", membership.group)
    require(actor, "accounts.invite_to_sign_in", membership)
    if User.objects.filter(email=one_address(email)).exists():
        raise Refused(TAKEN, thing=membership)
    person = membership.user
    withdraw_all(Invitation.objects.filter(person=person), actor)
    role = Role(membership.role)
    return _invite(
        actor, email=email, name=person.name, group=membership.group, role=role, person=person
    )


@transaction.atomic
def invite_administrator(*, actor: None, email: str, name: str) -> Invitation:
    """Invite an administrator, from the command line of the server only."""
    return _invite(actor, email=email, name=name, as_administrator=True)


def _invite(actor: User | None, *, email: str, name: str, **place: Any) -> Invitation:
    invitee = {"email": one_address(email), "name": cleaned_name(name)}
    same_place = {key: value for key, value in place.items() if key not in ("role", "person")}
    if Invitation.objects.waiting().filter(email=invitee["email"], **same_place).exists():
        raise Refused(WAITING, thing=place.get("group"))
    if actor is not None:  # what is too old, or does not stand any more, is replaced
        withdraw_all(Invitation.objects.filter(email=invitee["email"], **same_place), actor)
    moment = now()
    invitation = Invitation.objects.create(
        **invitee, **place, invited_by=actor, sent_at=moment, expires_at=moment + VALID_FOR
    )
    event = PersonInvited(
        group_id=invitation.group_id,
        invitation_id=invitation.pk,
        role=invitation.role if invitation.group_id else "",
        organisation_id=invitation.organisation_id,
    )
    emit(event, actor=actor)
    mail_invitation.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def renew_invitation(*, actor: User, invitation: Invitation, email: str, name: str) -> Invitation:
    """Send an invitation anew, in the name of ``actor``: another link, for another fourteen days.

    The link that was sent before works no more, so an address that was wrong is harmless. It
    may be one that a founder sent and that ended when the first member joined.

    :raises Refused: unless ``actor`` could send it themselves; when it was used or withdrawn; for
        an administrator's, which the command line sends.
    """
    require(actor, "accounts.renew_invitation", invitation)
    transition(invitation, Invitation.State.WITHDRAWN, if_changed=USED)
    emit(
        InvitationWithdrawn(group_id=invitation.group_id, invitation_id=invitation.pk), actor=actor
    )
    if invitation.organisation is not None:
        return invite_reader(
            actor=actor, organisation=invitation.organisation, email=email, name=name
        )
    group = AdvisoryGroup.objects.get(invitations=invitation)
    if invitation.person is not None:
        place = Membership.objects.current().filter(user=invitation.person, group=group).first()
        if place is None:
            raise Refused(LEFT, thing=group)
        return invite_to_sign_in(actor=actor, membership=place, email=email)
    role = Role(invitation.role)
    return invite_person(actor=actor, group=group, email=email, name=name, role=role)


@transaction.atomic
def renew_invitations(*, actor: User, group: AdvisoryGroup) -> list[Invitation]:
    """Send anew every invitation into ``group`` that let nobody in any more.

    :raises Refused: unless ``actor`` may invite everybody there; when there is none.
    """
    require(actor, "accounts.renew_invitations", group)
    ended = list(invitations_that_ended(group).select_related("group", "organisation"))
    if not ended:
        raise Refused(_("No invitation has ended."), thing=group)
    return [
        renew_invitation(actor=actor, invitation=old, email=old.email, name=old.name)
        for old in ended
    ]


@transaction.atomic
def withdraw_invitation(*, actor: User | None, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link then says so.

    :param actor: ``None`` from the command line of the server, which may withdraw any.
    :raises Refused: unless ``actor`` may invite there; when it was used or withdrawn.
    """
    if actor is not None:
        require(actor, "accounts.withdraw_invitation", invitation)
    transition(invitation, Invitation.State.WITHDRAWN, if_changed=USED)
    event = InvitationWithdrawn(group_id=invitation.group_id, invitation_id=invitation.pk)
    emit(event, actor=actor)
    return invitation


def withdraw_from(person: User, group_id: int, *, actor: User) -> None:
    """Take back what would bring ``person`` into the group again; part of another action."""
    theirs = Q(person=person) | Q(email=person.email or "")
    withdraw_all(Invitation.objects.filter(theirs, group=group_id), actor)


def withdraw_all(rows: QuerySet[Invitation], actor: User) -> None:
    """Take back those of ``rows`` that are still open; part of another action."""
    for invitation in rows.order_by("pk"):
        if transition_all(rows.filter(pk=invitation.pk), Invitation.State.WITHDRAWN):
            emit(
                InvitationWithdrawn(group_id=invitation.group_id, invitation_id=invitation.pk),
                actor=actor,
            )
