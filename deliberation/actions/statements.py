"""Statements of those who did not agree: written, signed, changed and taken back by themselves."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from deliberation.actions.key_messages import pointers
from deliberation.events import (
    MinorityStatementChanged,
    MinorityStatementSigned,
    MinorityStatementUnsigned,
    MinorityStatementWithdrawn,
    MinorityStatementWritten,
)
from deliberation.models import KeyMessage, MinorityStatement, Position, StatementSignature


def _lock_message(key_message: KeyMessage) -> None:
    """What is sent or published this moment holds a statement as it stands, or it is late."""
    lock(key_message, "state")


@transaction.atomic
def write_minority_statement(
    *, actor: User, key_message: KeyMessage, text: str
) -> MinorityStatement:
    """Put on record why some did not agree, or one of the two views where none is agreed.

    Its side is that of the position that ``actor`` took when the message was decided.

    :raises Refused: beside agreed advice, unless ``actor`` objected or stood aside; without a
        position of their own.
    """
    _lock_message(key_message)
    require(actor, "deliberation.write_statement", key_message)
    position = Position.objects.that_decided(key_message).get(user=actor)
    statement = MinorityStatement.objects.create(
        key_message=key_message,
        side=position.side,
        text=text,
        written_by=actor,
        written_at=now(),
    )
    emit(
        MinorityStatementWritten(side=statement.side, **pointers(statement.key_message)),
        actor=actor,
    )
    return statement


@transaction.atomic
def change_minority_statement(
    *, actor: User, statement: MinorityStatement, text: str, after: int
) -> MinorityStatement:
    """Say it in other words. Who signed the earlier ones stands for them no more.

    :param after: the version that the author had in front of them.
    :raises ChangedMeanwhile: when they changed it in another window meanwhile.
    """
    _lock_message(statement.key_message)
    require(actor, "deliberation.change_statement", statement)
    statement.refresh_from_db(fields=("version", "text"))
    if statement.version != after:
        raise ChangedMeanwhile(statement, thing=statement)
    if statement.text == text:
        raise Refused(_("The words are the same as before."), thing=statement)
    statement.signatures.all().delete()
    statement.text, statement.version, statement.signers = text, after + 1, 1
    statement.save(update_fields=("text", "version", "signers"))
    emit(
        MinorityStatementChanged(side=statement.side, **pointers(statement.key_message)),
        actor=actor,
    )
    return statement


@transaction.atomic
def withdraw_minority_statement(*, actor: User, statement: MinorityStatement) -> None:
    """Take one's own words back, with the signatures under them."""
    _lock_message(statement.key_message)
    require(actor, "deliberation.withdraw_statement", statement)
    statement.signatures.all().delete()
    statement.delete()
    emit(
        MinorityStatementWithdrawn(side=statement.side, **pointers(statement.key_message)),
        actor=actor,
    )


@transaction.atomic
def sign_minority_statement(
    *, actor: User, statement: MinorityStatement, version: int
) -> StatementSignature:
    """Stand for the words of somebody else on one's own side.

    :param version: of the words that ``actor`` had in front of them.
    :raises ChangedMeanwhile: when its author changed them meanwhile.
    """
    _lock_message(statement.key_message)
    require(actor, "deliberation.sign_statement", statement)
    statement.refresh_from_db(fields=("version",))
    if statement.version != version:
        raise ChangedMeanwhile(statement, thing=statement)
    signature = StatementSignature.objects.create(statement=statement, user=actor, signed_at=now())
    _count(statement)
    emit(
        MinorityStatementSigned(side=statement.side, **pointers(statement.key_message)), actor=actor
    )
    return signature


@transaction.atomic
def withdraw_signature(*, actor: User, statement: MinorityStatement) -> None:
    """Stand for the words of somebody else no more."""
    _lock_message(statement.key_message)
    require(actor, "deliberation.withdraw_signature", statement)
    statement.signatures.filter(user=actor).delete()
    _count(statement)
    emit(
        MinorityStatementUnsigned(side=statement.side, **pointers(statement.key_message)),
        actor=actor,
    )


def _count(statement: MinorityStatement) -> None:
    statement.signers = 1 + statement.signatures.count()
    statement.save(update_fields=("signers",))
