"""Organisations and groups: made before anybody can be invited to one, changed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.invitations import withdraw_all
from accounts.events import (
    GroupChanged,
    GroupClosed,
    GroupCreated,
    GroupListed,
    GroupReopened,
    GroupUnlisted,
    OrganisationChanged,
    OrganisationCreated,
)
from accounts.models import AdvisoryGroup, Invitation, Organisation
from accounts.models.groups import CHECK_DAYS
from core.clock import now
from core.emit import emit
from core.letters import cleaned_name
from core.policy import Refused, require

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

CODE_STAYS = _("The code stands in what this group has sent. It stays once somebody has joined.")
RESPONSE_DAYS = 28
HIDDEN = AdvisoryGroup.Listing.HIDDEN
CORRECTED = (
    "organisation", "name", "code", "kind", "response_days", "check_days", "quorum", "listing",
)  # fmt: skip


@transaction.atomic
def create_organisation(
    *, actor: User | None, name: str, kind: Organisation.Kind | str
) -> Organisation:
    """Make an organisation.

    :param actor: an administrator; ``None`` for the command line, which sets the portal up.
    :raises Refused: when ``actor`` is not an administrator.
    :raises django.core.exceptions.ValidationError: for a name that there is, or none.
    """
    if actor is not None:
        require(actor, "accounts.create_organisation", None)
    organisation = Organisation(name=cleaned_name(name), kind=kind)
    organisation.full_clean()
    organisation.save()
    emit(OrganisationCreated(group_id=None, organisation_id=organisation.pk), actor=actor)
    return organisation


@transaction.atomic
def change_organisation(
    *, actor: User, organisation: Organisation, name: str, kind: Organisation.Kind | str
) -> Organisation:
    """Correct the name or the kind of an organisation; what is published keeps the earlier name.

    :raises Refused: unless ``actor`` is an administrator.
    :raises django.core.exceptions.ValidationError: for a name that there is, or none.
    """
    require(actor, "accounts.change_organisation", organisation)
    organisation.name, organisation.kind = cleaned_name(name), kind
    organisation.full_clean()
    organisation.save(update_fields=["name", "kind"])
    emit(OrganisationChanged(group_id=None, organisation_id=organisation.pk), actor=actor)
    return organisation


@transaction.atomic
def create_group(
    *,
    actor: User | None,
    organisation: Organisation,
    name: str,
    code: str,
    kind: AdvisoryGroup.Kind | str,
    response_days: int = RESPONSE_DAYS,
    check_days: int = CHECK_DAYS,
    quorum: int | None = None,
    listing: AdvisoryGroup.Listing | str = HIDDEN,
) -> AdvisoryGroup:
    """Make an advisory group; an administrator then invites its first chair or secretary.

    :param actor: an administrator; ``None`` for the command line, which sets the portal up.
    :raises Refused: when ``actor`` is not an administrator.
    :raises django.core.exceptions.ValidationError: for a name or a code that there is, or a
        code that is not two to six capitals.
    """
    if actor is not None:
        require(actor, "accounts.create_group", None)
    group = AdvisoryGroup(organisation=organisation, name=cleaned_name(name), code=code, kind=kind)
    group.response_days, group.check_days = response_days, check_days
    group.quorum, group.listing = quorum, listing
    group.full_clean()
    group.save()
    emit(GroupCreated(group_id=group.pk, organisation_id=organisation.pk), actor=actor)
    if listing != HIDDEN:
        emit(GroupListed(group_id=group.pk), actor=actor)
    return group


@transaction.atomic
def change_group(
    *,
    actor: User,
    group: AdvisoryGroup,
    organisation: Organisation,
    name: str,
    code: str,
    kind: AdvisoryGroup.Kind | str,
    response_days: int,
    check_days: int = CHECK_DAYS,
    quorum: int | None,
    listing: AdvisoryGroup.Listing | str,
) -> AdvisoryGroup:
    """Correct what a group is called, whom it advises, by which rules; list it or hide it.

    What was sent keeps the day on which its answer is due, a round or a meeting that was opened its
    quorum, and what is published keeps its words. The time for a check of facts counts at once.

    :raises Refused: unless ``actor`` is an administrator; for another code once somebody has
        joined, because references begin with it.
    :raises django.core.exceptions.ValidationError: as :func:`create_group`.
    """
    group = AdvisoryGroup.objects.select_for_update().get(pk=group.pk)
    require(actor, "accounts.change_group", group)
    if code != group.code and group.memberships.exists():
        raise Refused(CODE_STAYS, thing=group)
    listed_before = group.listing
    group.organisation, group.name = organisation, cleaned_name(name)
    group.code, group.kind, group.response_days = code, kind, response_days
    group.check_days, group.quorum, group.listing = check_days, quorum, listing
    group.full_clean()
    group.save(update_fields=CORRECTED)
    emit(GroupChanged(group_id=group.pk, organisation_id=organisation.pk), actor=actor)
    if listing != listed_before:
        moved = GroupUnlisted if listing == HIDDEN else GroupListed
        emit(moved(group_id=group.pk), actor=actor)
    return group


@transaction.atomic
def close_group(*, actor: User, group: AdvisoryGroup) -> AdvisoryGroup:
    """Let nobody new into the group and let nothing new begin there; its invitations end.

    Its people keep their places: they read, finish what is open, publish and answer.

    :raises Refused: unless ``actor`` is an administrator; when it is closed.
    """
    require(actor, "accounts.close_group", group)
    _switch(group, AdvisoryGroup.objects.working(), closed=True)
    withdraw_all(Invitation.objects.filter(group=group), actor)
    emit(GroupClosed(group_id=group.pk), actor=actor)
    return group


@transaction.atomic
def reopen_group(*, actor: User, group: AdvisoryGroup) -> AdvisoryGroup:
    """Let people in again, and topics and meetings begin.

    :raises Refused: unless ``actor`` is an administrator; when it is not closed.
    """
    require(actor, "accounts.reopen_group", group)
    _switch(group, AdvisoryGroup.objects.filter(closed_at__isnull=False), closed=False)
    emit(GroupReopened(group_id=group.pk), actor=actor)
    return group


def _switch(group: AdvisoryGroup, among: QuerySet[AdvisoryGroup], *, closed: bool) -> None:
    group.closed_at = now() if closed else None
    if not among.filter(pk=group.pk).update(closed_at=group.closed_at):
        raise Refused(_("Somebody else has done this already."), thing=group)
