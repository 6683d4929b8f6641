"""Rules about statements of those who did not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.policy import Rule, rule
from deliberation.models import KeyMessage, MinorityStatement, Position
from deliberation.permissions.topics import (
    has_no_interest,
    is_adviser,
    is_chair_or_secretary,
    reads_topic,
    topic_is_not_held,
)

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import StatementDraft


@rule(
    _(
        "Statements are written once a round has closed, and before the message is sent or"
        " published."
    )
)
def takes_statements(person: User, key_message: KeyMessage) -> bool:
    decided = (KeyMessage.State.AGREED, KeyMessage.State.NOT_AGREED)
    return key_message.state in decided and key_message.views_published_at is None


@rule(_("Two views are put into words where the group did not reach a common one."))
def has_two_views(person: User, key_message: KeyMessage) -> bool:
    return key_message.state == KeyMessage.State.NOT_AGREED


@rule(
    _(
        "This was decided by secret ballot. Whoever wrote or signed a statement would say how they"
        " voted, so there are none."
    )
)
def took_sides_in_the_open(person: User, key_message: KeyMessage) -> bool:
    last = key_message.rounds.closed().order_by("-pk").first()
    return last is None or not last.is_ballot


@rule(_("Statements are for people who took a position on this."))
def took_a_position(person: User, key_message: KeyMessage) -> bool:
    return Position.objects.that_decided(key_message).filter(user=person).exists()


@rule(_("A statement beside agreed advice is for people who objected or stood aside."))
def dissented_where_agreed(person: User, key_message: KeyMessage) -> bool:
    if key_message.state != KeyMessage.State.AGREED:
        return True
    mine = Position.objects.that_decided(key_message).get(user=person)
    return mine.side == MinorityStatement.Side.AGAINST


@rule(_("Only the person who wrote this statement can do this."))
def wrote_the_statement(person: User, statement: MinorityStatement) -> bool:
    return statement.written_by_id == person.pk


@rule(_("You wrote this statement: you stand for it already."))
def did_not_write_the_statement(person: User, statement: MinorityStatement) -> bool:
    return statement.written_by_id != person.pk


@rule(_("You took the other side. Write a statement of your own."))
def is_on_its_side(person: User, statement: MinorityStatement | StatementDraft) -> bool:
    mine = Position.objects.that_decided(statement.key_message).get(user=person)
    return mine.side == statement.side


@rule(_("You have signed this statement."))
def has_not_signed(person: User, statement: MinorityStatement) -> bool:
    return not statement.signatures.filter(user=person).exists()


@rule(_("You have not signed this statement."))
def has_signed(person: User, statement: MinorityStatement) -> bool:
    return statement.signatures.filter(user=person).exists()


def of_its_message(question: Rule) -> Rule:
    """``question`` about a key message, asked about that of a statement or its draft."""
    return Rule(lambda person, statement: question(person, statement.key_message))


drafts_views = (
    reads_topic & is_chair_or_secretary & has_two_views & takes_statements & took_sides_in_the_open
)

OF_STATEMENTS: dict[str, Rule] = {
    "deliberation.draft_statement": drafts_views & has_no_interest & topic_is_not_held,
    "deliberation.discard_statement": of_its_message(drafts_views & topic_is_not_held),
    "deliberation.confirm_statement": of_its_message(
        reads_topic
        & is_adviser
        & has_two_views
        & takes_statements
        & has_no_interest
        & took_a_position
    )
    & is_on_its_side,
    "deliberation.write_statement": reads_topic
    & is_adviser
    & takes_statements
    & took_sides_in_the_open
    & has_no_interest
    & took_a_position
    & dissented_where_agreed,
    "deliberation.change_statement": wrote_the_statement
    & of_its_message(
        reads_topic & is_adviser & takes_statements & has_no_interest & topic_is_not_held
    ),
    "deliberation.withdraw_statement": wrote_the_statement
    & of_its_message(reads_topic & is_adviser & takes_statements & topic_is_not_held),
    "deliberation.sign_statement": of_its_message(
        reads_topic & is_adviser & takes_statements & has_no_interest & took_a_position
    )
    & is_on_its_side
    & did_not_write_the_statement
    & has_not_signed,
    "deliberation.withdraw_signature": has_signed
    & of_its_message(reads_topic & is_adviser & takes_statements & topic_is_not_held),
}
