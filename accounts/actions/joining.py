"""Invitations are used: an account is made or taken over, and a place begins."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device

from accounts.actions.invitations import BELONGS, USED
from accounts.events import InvitationAccepted
from accounts.models import Invitation, Membership, OrganisationMembership, Reach, User
from core import joining
from core.alike import one_address
from core.clock import now
from core.emit import emit
from core.letters import cleaned_name
from core.policy import Refused, may
from core.states import transition

NOT_FOR_YOU = _("This invitation is for another email address.")
HAS_ACCOUNT = _("There is an account for this email address. Sign in first.")


@transaction.atomic
def accept_invitation(
    *, actor: User | None, invitation: Invitation, name: str = "", password: str = ""
) -> User:
    """Use an invitation, once: whoever comes second is refused.

    :param actor: the invited person, where they have an account; ``None`` makes one, with
        ``name`` and ``password``, or takes over that of somebody who had no email.
    :raises Refused: when it was used, withdrawn or is too old; for another address; when
        ``actor`` is ``None`` and there is an account.
    """
    transition(
        invitation, Invitation.State.ACCEPTED, if_changed=USED, among=Invitation.objects.waiting()
    )
    if actor is not None and one_address(actor.email or "") != invitation.email:
        raise Refused(NOT_FOR_YOU, thing=invitation)
    person = actor or _account(invitation, name=name, password=password)
    membership = _take_place(invitation, person)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    event = InvitationAccepted(
        group_id=invitation.group_id,
        invitation_id=invitation.pk,
        person_id=person.pk,
        membership_id=membership.pk if membership else None,
    )
    emit(event, actor=person)
    if isinstance(membership, Membership) and invitation.person_id is None:
        joining.joined(person_id=person.pk, group_id=membership.group_id, role=membership.role)
    return person


def _account(invitation: Invitation, *, name: str, password: str) -> User:
    """An account with a verified address: the link went there and came back."""
    person = _to_take_over(invitation) or _new_or_unclaimed(invitation)
    person.name, person.email = cleaned_name(name), invitation.email
    person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(
        user=person, email=invitation.email, defaults={"verified": True, "primary": True}
    )
    return person


def _new_or_unclaimed(invitation: Invitation) -> User:
    person = User.objects.filter(email=invitation.email).first()
    if person is None:
        return User(email=invitation.email)
    if person.has_usable_password() or user_has_device(person) or not person.is_active:
        raise Refused(HAS_ACCOUNT, thing=invitation)
    return person


def _to_take_over(invitation: Invitation) -> User | None:
    """The person who had no email, and is not called or written to from now on."""
    if invitation.person is None:
        return None
    person = User.objects.select_for_update().get(pk=invitation.person.pk)
    sender = invitation.invited_by
    place = Membership.objects.current().filter(user=person, group=invitation.group).first()
    if not (sender and place and may(sender, "accounts.invite_to_sign_in", place)):
        raise Refused(USED, thing=invitation)
    Reach.objects.filter(user=person).delete()
    return person


def _take_place(invitation: Invitation, person: User) -> Membership | OrganisationMembership | None:
    if invitation.as_administrator:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
        return None
    if invitation.group_id:
        here = Membership.objects.current().filter(user=person, group=invitation.group)
        there: Membership | None = here.first()
        if (invitation.person is None) == (there is not None):
            raise Refused(BELONGS if there else USED, thing=invitation)
        if there:
            return there
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
