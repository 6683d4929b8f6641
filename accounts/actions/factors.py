"""Second factors and passwords: what the libraries changed, and the card that is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.events import FactorAdded, FactorRemoved, PasswordChanged
from accounts.jobs import mail_sign_in_change
from accounts.models import CodeCard
from iag_portal.emit import emit

if TYPE_CHECKING:
    from accounts.models import User

CARD = "code_card"


@transaction.atomic
def issue_code_card(*, actor: User) -> list[str]:
    """Make a new code card for ``actor``; the one before no longer works.

    :returns: its codes in order, this once: they are kept only as salted hashes.
    """
    codes = CodeCard.issue(actor)
    emit(FactorAdded(group_id=None, person_id=actor.pk, kind=CARD), actor=actor)
    if actor.email:
        mail_sign_in_change.enqueue(actor.email, "code_card_printed")
    return codes


@transaction.atomic
def record_factor_added(*, actor: User, kind: str) -> None:
    """Record that ``actor`` enrolled an app (``totp``) or a passkey (``webauthn``)."""
    emit(FactorAdded(group_id=None, person_id=actor.pk, kind=kind), actor=actor)


@transaction.atomic
def record_factor_removed(*, actor: User, person: User, kind: str) -> None:
    """Record that a factor of ``person`` is gone."""
    emit(FactorRemoved(group_id=None, person_id=person.pk, kind=kind), actor=actor)


@transaction.atomic
def record_password_change(*, actor: User) -> None:
    """Record that ``actor`` chose a new password, signed in or by a link."""
    emit(PasswordChanged(group_id=None, person_id=actor.pk), actor=actor)
