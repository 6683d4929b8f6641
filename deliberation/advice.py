"""A decided key message as plain words, drawn once and then free of its rows.

What an edition says of it and what is sent to the police lead are drawn here, alike. There are no
names in it, no posts, and nobody's own position; reservations only where their author wants that.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliberation.models import AgreementRound, KeyMessage, Outcome
from deliberation.models.scale import Unit
from deliberation.sentences import counts_in_words, signed_by

OUTCOME_WORDS = {
    Outcome.UNANIMOUS: gettext_lazy("Agreed unanimously"),
    Outcome.CONSENSUS: gettext_lazy("Agreed by consensus"),
    Outcome.MAJORITY_WITH_DISSENT: gettext_lazy("Agreed by a majority, with dissent"),
    Outcome.NOT_AGREED: gettext_lazy("No agreed view"),
}


RESERVATION = "reservation"


class Statement(TypedDict):
    """Words that members put on record. ``side``: ``for``, ``against`` or ``reservation``.

    :ivar signers: how many stand for them; absent where that is their author alone.
    :ivar unit: ``groups`` where it is groups that stand for them; absent where it is members.
    """

    side: str
    text: list[str]
    signers: NotRequired[int]
    unit: NotRequired[str]


def numbers_in_words(agreement_round: AgreementRound) -> str:
    """``7 support, 2 with reservations``; also whether groups were asked, or a secret ballot."""
    if agreement_round.is_unopened:
        return _("Secret ballot, not opened")
    words = counts_in_words(agreement_round.counts)
    if agreement_round.is_of_groups:
        words = _("%s, one position for each group") % words
    return _("%s, in a secret ballot") % words if agreement_round.is_ballot else words


class Message(TypedDict):
    """One key message with its outcome.

    :ivar addressed_to, why: who is asked to reply, and the group's reasons; absent where nobody
        said so.
    :ivar counts: position (``Choice``) and how many took it, in the order of the scale; of a secret
        ballot the three that it offers.
    :ivar unit: ``groups`` where one group was one position; absent where members took them.
    :ivar sent_on, answer_due: ISO days; empty before it is sent, and without agreed view.
    """

    reference: str
    text: str
    addressed_to: NotRequired[list[str]]
    why: NotRequired[list[str]]
    unit: NotRequired[str]
    outcome: str
    counts: list[list[str | int]]
    counts_in_words: str
    statements: list[Statement]
    sent_on: str
    answer_due: str


def paragraphs(text: str) -> list[str]:
    """The lines of ``text`` that say something, each with single spaces."""
    return [line for line in (" ".join(row.split()) for row in text.splitlines()) if line]


def drawn(key_message: KeyMessage) -> Message:
    """The words that were agreed on, not a later wording, with their outcome.

    Reads ``rounds`` as prefetched, their wordings with them.
    """
    last = key_message.last_round
    if last is None:
        raise ValueError(f"{key_message.reference} has no closed round")
    counts = [(str(choice), number) for choice, number in last.counts]
    message: Message = {
        "reference": key_message.reference,
        "text": " ".join(last.wording.text.split()),
        "outcome": str(OUTCOME_WORDS[Outcome(last.outcome)]),
        "counts": [list(pair) for pair in counts],
        "counts_in_words": numbers_in_words(last),
        "statements": [
            *(
                _on_record(written.side, written.text, written.signers)
                for written in key_message.statements.all()
            ),
            *(_on_record(RESERVATION, words) for words in last.reservations_to_publish),
        ],
        "sent_on": "",
        "answer_due": "",
    }
    if key_message.addressees:
        message["addressed_to"] = key_message.addressees
    if key_message.why:
        message["why"] = paragraphs(key_message.why)
    if last.is_of_groups:
        message["unit"] = str(last.unit)
        for statement in message["statements"]:
            statement["unit"] = str(last.unit)
    return message


def _on_record(side: str, text: str, signers: int = 1) -> Statement:
    statement: Statement = {"side": str(side), "text": paragraphs(text)}
    return {**statement, "signers": signers} if signers > 1 else statement


def dated(message: Message, sent_on: date, answer_due: date) -> Message:
    """``message`` as it was sent on a day, with the day on which its answer is due."""
    days = {"sent_on": sent_on.isoformat(), "answer_due": answer_due.isoformat()}
    return {**message, **days}  # type: ignore[typeddict-item]


def fingerprint(message: Message) -> str:
    """What differs whenever ``message`` does: a page says by it which words it showed."""
    words = json.dumps(message, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def outcome(message: Message) -> str:
    """What came of it: ``Agreed by consensus: 7 support, 2 with reservations``."""
    return f"{message['outcome']}: {message['counts_in_words']}."


def reasons(message: Message) -> list[str]:
    """Who is asked to reply, and why the group says it: as lines; none where nobody said so."""
    lines = list(message.get("why", []))
    if lines:
        lines[0] = _("Why: %s") % lines[0]
    if bodies := message.get("addressed_to"):
        lines.insert(0, _("Addressed to: %s.") % "; ".join(bodies).rstrip("."))
    return lines


def view_name(statement: Statement) -> str:
    """What a statement beside agreed advice is called."""
    if statement["side"] == RESERVATION:
        return _("A reservation")
    name = _("Minority view") if statement["side"] == "against" else _("A view in favour")
    return with_signers(name, statement)


def with_signers(name: str, statement: Statement) -> str:
    """``name``, and how many signed the statement, where it is more than its author."""
    if (signers := statement.get("signers", 1)) == 1:
        return name
    return f"{name}, {signed_by(signers, statement.get('unit', Unit.MEMBERS))}"
