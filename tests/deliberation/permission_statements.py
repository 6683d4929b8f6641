"""Statements beside a message that was decided, in the state in which a permission is asked."""

from core.clock import now
from deliberation.models import AgreementRound, Choice, KeyMessage, MinorityStatement
from tests.factories import KeyMessageFactory, TopicFactory, TopicGuestFactory, UserFactory

OF_A_DRAFT = {"discard_statement", "confirm_statement"}
OF_A_STATEMENT = {"change_statement", "withdraw_statement", "sign_statement", "withdraw_signature"}
ACTIONS = {"draft_statement", *OF_A_DRAFT, *OF_A_STATEMENT}


def thing(action, condition, world):
    """The statement of the member; what is signed, of somebody else who objected."""
    message = message_of(world, condition, agreed=action in OF_A_STATEMENT or condition == "agreed")
    if action not in OF_A_STATEMENT:
        return draft_of(message, world) if action in OF_A_DRAFT else message
    theirs = action in ("sign_statement", "withdraw_signature") and condition != "wrote it"
    author = UserFactory() if theirs else world.member
    statement = MinorityStatement.objects.create(
        key_message=message, text="Half shut", written_by=author
    )
    if action == "withdraw_signature" or condition == "signed it":
        statement.signatures.create(user=world.member)
    return statement


def draft_of(message, world):
    """The view against, as the secretary put it."""
    return message.statement_drafts.create(
        side="against", text="Half shut", written_by=world.secretary
    )


def message_of(world, condition, *, agreed):
    """The member and the chair objected; it was agreed although they did, or sent since."""
    topic = TopicFactory(group=world.group)
    for guest in (world.observer, world.police_lead):
        TopicGuestFactory(topic=topic, user=guest)
    state = KeyMessage.State.AGREED if agreed else KeyMessage.State.NOT_AGREED
    state = KeyMessage.State.SENT if condition == "sent" else state
    message = KeyMessageFactory(topic=topic, state=state)
    message.views_published_at = now() if condition == "published" else None
    message.save()
    closed = {"state": AgreementRound.State.CLOSED, "closed_at": now(), "outcome": "consensus"}
    decided = message.rounds.create(
        wording=message.wordings.get(), quorum=1, opened_by=world.chair, **closed
    )
    choice = Choice.SUPPORT if condition == "supported it" else Choice.OBJECT
    for person in (world.member, world.chair):
        decided.positions.create(user=person, choice=choice)
    return message
