"""Statements of those who did not agree: written, signed, changed and taken back by themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

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
    StatementConfirmed,
    StatementDraftDiscarded,
    StatementDrafted,
)
from deliberation.models import (
    KeyMessage,
    MinorityStatement,
    Position,
    StatementDraft,
    StatementSignature,
)


def _lock_message(key_message: KeyMessage) -> None:
    """What is sent or published this moment holds a statement as it stands, or it is late."""
    lock(key_message, "state", "views_published_at")


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


@transaction.atomic
def draft_statement(
    *, actor: User, key_message: KeyMessage, side: MinorityStatement.Side, text: str, after: int = 0
) -> StatementDraft:
    """Put one of two views into words, for somebody who holds it to confirm.

    A later draft of the same side takes the place of the earlier one.

    :param after: the version that the writer had in front of them; 0 for none.
    :raises ChangedMeanwhile: when somebody else drafted this side meanwhile.
    """
    _lock_message(key_message)
    require(actor, "deliberation.draft_statement", key_message)
    draft = key_message.statement_drafts.filter(side=side).first()
    if draft and draft.version != after:
        raise ChangedMeanwhile(draft, thing=key_message)
    if draft is None:
        draft = StatementDraft(key_message=key_message, side=side, version=0)
    draft.text, draft.version = text, draft.version + 1
    draft.written_by, draft.written_at = actor, now()
    draft.save()
    emit(StatementDrafted(side=side, **pointers(key_message)), actor=actor)
    return draft


@transaction.atomic
def discard_statement_draft(*, actor: User, draft: StatementDraft) -> None:
    """Throw a draft away that nobody confirmed."""
    _lock_message(draft.key_message)
    require(actor, "deliberation.discard_statement", draft)
    emit(StatementDraftDiscarded(side=draft.side, **pointers(draft.key_message)), actor=actor)
    draft.delete()


@transaction.atomic
def confirm_statement(*, actor: User, draft: StatementDraft, version: int) -> MinorityStatement:
    """Say that a draft is one's own view: from now on it is a statement, and one's own.

    :param version: of the words that ``actor`` had in front of them.
    :raises ChangedMeanwhile: when they were changed, or somebody else confirmed them, meanwhile.
    """
    key_message = draft.key_message
    _lock_message(key_message)
    require(actor, "deliberation.confirm_statement", draft)
    newest = StatementDraft.objects.filter(pk=draft.pk).first()
    if newest is None or newest.version != version:
        raise ChangedMeanwhile(newest, thing=draft, version=newest.version if newest else version)
    statement = MinorityStatement.objects.create(
        key_message=key_message,
        side=newest.side,
        text=newest.text,
        written_by=actor,
        written_at=now(),
    )
    newest.delete()
    emit(StatementConfirmed(side=statement.side, **pointers(key_message)), actor=actor)
    return statement


def fix_views(*, references: Collection[str], at: datetime) -> None:
    """Both views of these messages are published: nobody changes them from now on.

    Part of an action of a summary, in its transaction: the action emits its own event.
    """
    unsettled = KeyMessage.objects.filter(reference__in=references, views_published_at=None)
    unsettled.update(views_published_at=at)
