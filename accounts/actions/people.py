"""Shutting somebody out of the portal, and letting them back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.events import PersonRestored, PersonSuspended
from accounts.models import User
from iag_portal.emit import emit
from iag_portal.policy import Refused, require

if TYPE_CHECKING:
    from iag_portal.events import Event


@transaction.atomic
def suspend_person(*, actor: User, person: User) -> User:
    """Shut ``person`` out: their sessions end, their places stay for their return.

    :raises Refused: unless ``actor`` is an administrator, and somebody else.
    """
    require(actor, "accounts.suspend_person", person)
    event = PersonSuspended(group_id=None, person_id=person.pk)
    return _switch(actor, person, event, is_active=False)


@transaction.atomic
def restore_person(*, actor: User, person: User) -> User:
    """Let a suspended person sign in again.

    :raises Refused: unless ``actor`` is an administrator.
    """
    require(actor, "accounts.restore_person", person)
    event = PersonRestored(group_id=None, person_id=person.pk)
    return _switch(actor, person, event, is_active=True)


def _switch(actor: User, person: User, event: Event, *, is_active: bool) -> User:
    others = User.objects.filter(pk=person.pk, is_active=not is_active)
    if not others.update(is_active=is_active):
        raise Refused(_("Somebody else has done this already."), thing=person)
    emit(event, actor=actor)
    return User.objects.get(pk=person.pk)
