"""Signing in and out, for the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.events import SignedIn, SignedOut, SignInFailed
from iag_portal.emit import emit

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def record_sign_in(*, actor: User, factor: str) -> None:
    """Record a new session.

    :param factor: what verified it; empty for a password alone.
    """
    emit(SignedIn(group_id=None, person_id=actor.pk, factor=factor), actor=actor)


@transaction.atomic
def record_sign_out(*, actor: User) -> None:
    """Record that a session ended, and close what it has open."""
    emit(SignedOut(group_id=None, person_id=actor.pk), actor=actor)


@transaction.atomic
def record_failed_sign_in(*, actor: None, person: User | None, step: str) -> None:
    """Record a wrong password or code.

    :param actor: nobody: whoever tried has not shown who they are.
    :param person: whose account it was tried for; ``None`` when there is none.
    :param step: ``password``, or the kind of factor.
    """
    person_id = person.pk if person else None
    emit(SignInFailed(group_id=None, person_id=person_id, step=step), actor=actor)
