"""Organisations and groups: made before anybody can be invited to one."""

from __future__ import annotations

from django.db import transaction

from accounts.events import GroupCreated, OrganisationCreated
from accounts.models import AdvisoryGroup, Organisation
from core.emit import emit
from core.letters import cleaned_name


@transaction.atomic
def create_organisation(*, actor: None, name: str, kind: Organisation.Kind) -> Organisation:
    """Make an organisation, from the command line of the server only.

    :raises django.core.exceptions.ValidationError: for a name that there is, or none.
    """
    organisation = Organisation(name=cleaned_name(name), kind=kind)
    organisation.full_clean()
    organisation.save()
    emit(OrganisationCreated(group_id=None, organisation_id=organisation.pk), actor=actor)
    return organisation


@transaction.atomic
def create_group(
    *,
    actor: None,
    organisation: Organisation,
    name: str,
    code: str,
    kind: AdvisoryGroup.Kind,
) -> AdvisoryGroup:
    """Make an advisory group, from the command line; an administrator invites its first organiser.

    :raises django.core.exceptions.ValidationError: for a name or a code that there is, or a
        code that is not two to six capitals.
    """
    group = AdvisoryGroup(organisation=organisation, name=cleaned_name(name), code=code, kind=kind)
    group.full_clean()
    group.save()
    emit(GroupCreated(group_id=group.pk, organisation_id=organisation.pk), actor=actor)
    return group
