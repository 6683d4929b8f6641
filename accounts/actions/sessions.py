"""Signing in and out, for the record, and ending sessions that are open elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.actions.revocations import revoke_access
from accounts.events import SignedIn, SignedOut, SignInFailed
from core.emit import emit
from core.policy import require

if TYPE_CHECKING:
    from accounts.models import Membership, User


@transaction.atomic
def record_sign_in(*, actor: User, factor: str) -> None:
    """Record a new session.

    :param factor: what verified it; empty for a password alone.
    """
    emit(SignedIn(group_id=None, person_id=actor.pk, factor=factor), actor=actor)


@transaction.atomic
def record_sign_out(*, actor: User) -> None:
    """Record that a session ended, and close what it has open."""
    revoke_access(actor.pk, SignedOut(group_id=None, person_id=actor.pk), actor=actor)


@transaction.atomic
def record_failed_sign_in(*, actor: None, person: User | None, step: str) -> None:
    """Record a wrong password or code.

    :param actor: nobody: whoever tried has not shown who they are.
    :param person: whose account it was tried for; ``None`` when there is none.
    :param step: ``password``, or the kind of factor.
    """
    person_id = person.pk if person else None
    emit(SignInFailed(group_id=None, person_id=person_id, step=step), actor=actor)


@transaction.atomic
def end_session(*, actor: User, session: UserSession) -> None:
    """Sign one device of ``actor`` out.

    :raises Refused: when it is somebody else's.
    """
    require(actor, "accounts.end_session", session)
    end_sessions_of(actor, actor=actor, only=session.session_key)


@transaction.atomic
def end_other_sessions(*, actor: User, mine: str) -> int:
    """Sign ``actor`` out everywhere but here; answers on how many devices.

    :param mine: key of the session that stays.
    :raises Refused: when that one is somebody else's.
    """
    here = UserSession(user=actor, session_key=mine)
    require(actor, "accounts.end_session", here)
    return end_sessions_of(actor, actor=actor, but=mine)


@transaction.atomic
def end_sessions_of_member(*, actor: User, membership: Membership) -> int:
    """Sign a person of the group out everywhere; answers on how many devices.

    :raises Refused: unless ``actor`` keeps the list; for oneself; after the end.
    """
    require(actor, "accounts.end_sessions_of_member", membership)
    return end_sessions_of(membership.user, actor=actor)


@transaction.atomic
def end_sessions_of_person(*, actor: User, person: User) -> int:
    """Sign anybody out everywhere; answers on how many devices.

    :raises Refused: unless ``actor`` is an administrator.
    """
    require(actor, "accounts.end_sessions_of_person", person)
    return end_sessions_of(person, actor=actor)


def end_sessions_of(person: User, *, actor: User, only: str = "", but: str = "") -> int:
    """End sessions in the database; a caller has asked the policy.

    :param only: key of the one that ends; empty for all.
    :param but: key of one that stays.
    """
    rows = UserSession.objects.filter(user=person).exclude(session_key=but)
    if only:
        rows = rows.filter(session_key=only)
    ended = list(rows)
    for row in ended:
        row.end()
    if ended:
        revoke_access(person.pk, SignedOut(group_id=None, person_id=person.pk), actor=actor)
    return len(ended)
