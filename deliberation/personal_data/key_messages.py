"""What this app holds of people in key messages: positions, statements, signatures, words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from accounts.models import User
from core.rights.registry import Row
from deliberation.models import (
    Entitlement,
    Evidence,
    KeyMessage,
    MinorityStatement,
    Position,
    Response,
    Sending,
    StatementDraft,
    StatementSignature,
    Wording,
)


def positions(person: User) -> Iterator[Row]:
    """Positions with their reasons."""
    rows = Position.objects.filter(user=person).select_related("round__key_message")
    for position in rows.order_by("pk"):
        yield {
            "key message": position.round.key_message.reference,
            "position": str(position.get_choice_display()),
            "reason": position.reason,
            "may be published": position.may_be_published,
            "first taken": position.first_taken_at,
            "taken": position.taken_at,
            "confirmed": position.confirmed_at,
        }


def rounds(person: User) -> Iterator[Row]:
    """Rounds in which this person was asked, voted, or declared an interest.

    What they chose in a secret ballot is not there: nothing says it.
    """
    rows = Entitlement.objects.filter(user=person).select_related("round__key_message")
    for entitlement in rows.order_by("pk"):
        reference = entitlement.round.key_message.reference
        yield {
            "key message": reference,
            "recused": entitlement.recused,
            "way of answering": str(entitlement.get_way_display()),
            "voted": entitlement.voted_at,
            "reason": entitlement.reason,
        }


def wordings(person: User) -> Iterator[Row]:
    """Wordings, statements, drafts of views and answers that this person wrote."""
    for wording in Wording.objects.filter(written_by=person).select_related("key_message"):
        yield _words("wording", wording.key_message, wording.text, wording.written_at)
    statements = MinorityStatement.objects.filter(written_by=person)
    for statement in statements.select_related("key_message"):
        yield _words("statement", statement.key_message, statement.text, statement.written_at)
    for row in KeyMessage.objects.filter(why_by=person).order_by("pk"):
        yield {"key message": row.reference, "why": row.why, "addressed to": row.addressed_to}
    for draft in StatementDraft.objects.filter(written_by=person).select_related("key_message"):
        yield _words("draft of a view", draft.key_message, draft.text, draft.written_at)
    for answer in Response.objects.filter(answered_by=person).select_related("key_message"):
        yield _words("answer", answer.key_message, answer.reason, answer.answered_at)
    for answer in Response.objects.filter(unaddressed_by=person).select_related("key_message"):
        yield {
            "kind": "said that an answer does not address the advice",
            "key message": answer.key_message.reference,
            "on": answer.unaddressed_on.isoformat() if answer.unaddressed_on else "",
        }


def signatures(person: User) -> Iterator[Row]:
    """Beside which key messages this person signed a statement; its words are somebody else's."""
    rows = StatementSignature.objects.filter(user=person)
    for signature in rows.select_related("statement__key_message").order_by("pk"):
        of = signature.statement
        side = str(of.get_side_display())
        yield {"key message": of.key_message.reference, "side": side, "signed": signature.signed_at}


def evidence(person: User) -> Iterator[Row]:
    """Of which key messages this person said what they rest on; not whose post or paper it is."""
    rows = Evidence.objects.filter(added_by=person).select_related("key_message")
    for row in rows.order_by("pk"):
        kind = "post" if row.post_id else "slide"
        yield {"key message": row.key_message.reference, "kind": kind, "added": row.added_at}


def sendings(person: User) -> Iterator[Row]:
    """Key messages that this person sent to the police lead, or took back, and why."""
    rows = Sending.objects.select_related("key_message").order_by("pk")
    for sending in rows.filter(sent_by=person):
        yield {
            "key message": sending.key_message.reference,
            "action": "sent",
            "at": sending.sent_at,
        }
    for sending in rows.filter(withdrawn_by=person):
        withdrawal = {"action": "withdrawn", "reason": sending.reason, "at": sending.withdrawn_at}
        yield {"key message": sending.key_message.reference, **withdrawal}


def _words(kind: str, key_message: KeyMessage, words: str, at: datetime) -> Row:
    return {"kind": kind, "key message": key_message.reference, "words": words, "written": at}
