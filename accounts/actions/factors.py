"""Second factors and passwords: what the libraries changed, and the card that is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.actions.bounces import forget_bounces
from accounts.actions.revocations import revoke_access
from accounts.events import (
    AddressChanged,
    FactorAdded,
    FactorRemoved,
    FieldKeysRotated,
    PasswordChanged,
)
from accounts.field_keys import fernet, seal_everything_anew
from accounts.jobs import mail_help_given, mail_sign_in_change
from accounts.models import CodeCard
from accounts.queries import told_of_help
from core.emit import emit
from core.policy import require

if TYPE_CHECKING:
    from accounts.models import Membership, User

CARD = "code_card"
SEALED = ("secret", "seed", "migrated_codes")  # what allauth keeps encrypted in a factor


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
def hand_over_code_card(*, actor: User, membership: Membership) -> list[str]:
    """Make a code card for somebody of the group, to be given to them by hand.

    A card that they had no longer works, nor does a session that it verified. They are
    told by email, so that a card which they never got does not stay a secret, and so is every
    other organiser of theirs, because a card and a mailbox together open an account.

    :returns: its codes in order, this once.
    :raises Refused: unless ``actor`` keeps the list; for oneself; after the end; for
        somebody who does not sign in.
    """
    require(actor, "accounts.hand_over_code_card", membership)
    person = membership.user
    had_one = CodeCard.objects.filter(user=person).exists()
    codes = CodeCard.issue(person)
    if had_one:
        removed = FactorRemoved(group_id=None, person_id=person.pk, kind=CARD)
        revoke_access(person.pk, removed, actor=actor)
    emit(FactorAdded(group_id=None, person_id=person.pk, kind=CARD), actor=actor)
    mail_sign_in_change.enqueue(person.email, "code_card_handed_over")
    for organiser in told_of_help(membership, actor=actor):
        mail_help_given.enqueue(person.pk, organiser.pk)
    return codes


@transaction.atomic
def record_factor_added(*, actor: User, kind: str) -> None:
    """Record that ``actor`` enrolled an app (``totp``) or a passkey (``webauthn``)."""
    emit(FactorAdded(group_id=None, person_id=actor.pk, kind=kind), actor=actor)


@transaction.atomic
def record_factor_removed(*, actor: User, person: User, kind: str) -> None:
    """Record that a factor of ``person`` is gone, and end what it had opened."""
    event = FactorRemoved(group_id=None, person_id=person.pk, kind=kind)
    revoke_access(person.pk, event, actor=actor)


@transaction.atomic
def record_password_change(*, actor: User) -> None:
    """Record that ``actor`` chose a new password, signed in or by a link."""
    revoke_access(actor.pk, PasswordChanged(group_id=None, person_id=actor.pk), actor=actor)


@transaction.atomic
def record_address_change(*, actor: User) -> None:
    """Record that ``actor`` confirmed a new email address; neither the old nor the new one.

    Nothing has come back from the new one yet.
    """
    forget_bounces(actor)
    emit(AddressChanged(group_id=None, person_id=actor.pk), actor=actor)


@transaction.atomic
def rotate_field_keys(*, actor: None) -> int:
    """Encrypt every factor secret, and what else is sealed, with the newest of ``FIELD_KEYS``.

    Afterwards the older keys open nothing, and can be taken out of the settings.

    :param actor: nobody: who has the keys has the machine.
    :returns: how many factors.
    :raises cryptography.fernet.InvalidToken: when none of the keys opens a secret; nothing
        is changed then.
    """
    number = 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        sealed = {key: factor.data[key] for key in SEALED if factor.data.get(key)}
        if not sealed:
            continue
        anew = {key: _seal_anew(value) for key, value in sealed.items()}
        Authenticator.objects.filter(pk=factor.pk).update(data={**factor.data, **anew})
        number += 1
    seal_everything_anew()
    emit(FieldKeysRotated(group_id=None, number=number), actor=actor)
    return number


def _seal_anew(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [fernet().rotate(code.encode()).decode() for code in value]
    return fernet().rotate(value.encode()).decode()
