"""Shutting somebody out of the portal and letting them back in; how one sees meetings."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.revocations import revoke_access
from accounts.events import LiveSettingsChanged, PersonRestored, PersonSuspended
from accounts.models import User
from core.emit import emit
from core.policy import Refused, require


@transaction.atomic
def suspend_person(*, actor: User, person: User) -> User:
    """Shut ``person`` out: their sessions end, their places stay for their return.

    :raises Refused: unless ``actor`` is an administrator, and somebody else.
    """
    require(actor, "accounts.suspend_person", person)
    _switch(person, is_active=False)
    revoke_access(person.pk, PersonSuspended(group_id=None, person_id=person.pk), actor=actor)
    return User.objects.get(pk=person.pk)


@transaction.atomic
def restore_person(*, actor: User, person: User) -> User:
    """Let a suspended person sign in again.

    :raises Refused: unless ``actor`` is an administrator.
    """
    require(actor, "accounts.restore_person", person)
    _switch(person, is_active=True)
    emit(PersonRestored(group_id=None, person_id=person.pk), actor=actor)
    return User.objects.get(pk=person.pk)


@transaction.atomic
def change_live_settings(
    *, actor: User, heard: User.Heard, simple_view: bool, large: User.Large
) -> None:
    """Set how ``actor`` sees and hears the page of an open meeting from now on."""
    User.objects.filter(pk=actor.pk).update(heard=heard, simple_view=simple_view, large=large)
    emit(LiveSettingsChanged(group_id=None, person_id=actor.pk), actor=actor)


def _switch(person: User, *, is_active: bool) -> None:
    others = User.objects.filter(pk=person.pk, is_active=not is_active)
    if not others.update(is_active=is_active):
        raise Refused(_("Somebody else has done this already."), thing=person)
