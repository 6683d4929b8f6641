"""Invitations: sent, withdrawn, accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device

from accounts.events import InvitationAccepted, InvitationWithdrawn, PersonInvited
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
from core import joining
from core.alike import one_address
from core.clock import now
from core.emit import emit
from core.letters import cleaned_name
from core.policy import Refused, require
from core.states import transition, transition_all

BELONGS = _("Somebody with this email address belongs here already.")
WAITING = _("Somebody with this email address has an invitation that is still waiting.")
NOT_FOR_YOU = _("This invitation is for another email address.")
USED = _("This invitation has been used, withdrawn, or is too old.")
HAS_ACCOUNT = _("There is an account for this email address. Sign in first.")


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
def invite_administrator(*, actor: None, email: str, name: str) -> Invitation:
    """Invite an administrator, from the command line of the server only."""
    return _invite(actor, email=email, name=name, as_administrator=True)


def _invite(actor: User | None, *, email: str, name: str, **place: Any) -> Invitation:
    told = {"email": one_address(email), "name": cleaned_name(name)}
    same_place = {key: value for key, value in place.items() if key != "role"}
    if Invitation.objects.waiting().filter(email=told["email"], **same_place).exists():
        raise Refused(WAITING, thing=place.get("group"))
    if actor is not None:  # what is too old, or does not stand any more, is replaced
        withdraw_all(Invitation.objects.filter(email=told["email"], **same_place), actor)
    moment = now()
    invitation = Invitation.objects.create(
        **told, **place, invited_by=actor, sent_at=moment, expires_at=moment + VALID_FOR
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
    rows = Invitation.objects.filter(group=group_id, email=person.email or "")
    withdraw_all(rows, actor)


def withdraw_all(rows: QuerySet[Invitation], actor: User) -> None:
    """Take back those of ``rows`` that are still open; part of another action."""
    for one in rows.order_by("pk"):
        if transition_all(rows.filter(pk=one.pk), Invitation.State.WITHDRAWN):
            emit(InvitationWithdrawn(group_id=one.group_id, invitation_id=one.pk), actor=actor)


@transaction.atomic
def accept_invitation(
    *, actor: User | None, invitation: Invitation, name: str = "", password: str = ""
) -> User:
    """Use an invitation, once: whoever comes second is refused.

    :param actor: the invited person, where they have an account; ``None`` makes one, with
        ``name`` and ``password``.
    :raises Refused: when it was used, withdrawn or is too old; for another address; when
        ``actor`` is ``None`` and there is an account.
    """
    transition(
        invitation, Invitation.State.ACCEPTED, if_changed=USED, among=Invitation.objects.waiting()
    )
    if actor is not None and one_address(actor.email or "") != invitation.email:
        raise Refused(NOT_FOR_YOU, thing=invitation)
    person = actor or _make_account(invitation, name=name, password=password)
    membership = _take_place(invitation, person)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    event = InvitationAccepted(
        group_id=invitation.group_id,
        invitation_id=invitation.pk,
        person_id=person.pk,
        membership_id=membership.pk if membership else None,
    )
    emit(event, actor=person)
    if isinstance(membership, Membership):
        joining.joined(person_id=person.pk, group_id=membership.group_id, role=membership.role)
    return person


def _make_account(invitation: Invitation, *, name: str, password: str) -> User:
    """An account with a verified address: the link went there and came back."""
    person = User.objects.filter(email=invitation.email).first()
    if person is None:
        person = User(email=invitation.email)
    elif person.has_usable_password() or user_has_device(person) or not person.is_active:
        raise Refused(HAS_ACCOUNT, thing=invitation)
    person.name = cleaned_name(name)
    person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(
        user=person, email=invitation.email, defaults={"verified": True, "primary": True}
    )
    return person


def _take_place(invitation: Invitation, person: User) -> Membership | OrganisationMembership | None:
    if invitation.as_administrator:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
        return None
    if invitation.group_id:
        if Membership.objects.current().filter(user=person, group=invitation.group).exists():
            raise Refused(BELONGS, thing=invitation)
        place = Membership(user=person, group=invitation.group, role=invitation.role)
        place.starts_at = now()
        place.save()
        return place
    readers = OrganisationMembership.objects.current()
    reader: OrganisationMembership
    reader, _is_new = readers.get_or_create(
        user=person, organisation=invitation.organisation, defaults={"starts_at": now()}
    )
    return reader
