"""Statements beside a message that was decided, in the state in which a permission is asked."""

from core.clock import now
from deliberation.models import AgreementRound, Choice, KeyMessage, MinorityStatement
from tests.factories import KeyMessageFactory, TopicFactory, TopicGuestFactory, UserFactory

ACTIONS = {"change_statement", "withdraw_statement", "sign_statement", "withdraw_signature"}


def thing(action, condition, world):
    """The statement of the member; what is signed, of somebody else who objected."""
    message = message_of(world, condition)
    theirs = action in ("sign_statement", "withdraw_signature") and condition != "wrote it"
    author = UserFactory() if theirs else world.member
    statement = MinorityStatement.objects.create(
        key_message=message, text="Half shut", written_by=author
    )
    if action == "withdraw_signature" or condition == "signed it":
        statement.signatures.create(user=world.member)
    return statement


def message_of(world, condition):
    """Agreed, although the member and the chair objected; or sent since."""
    topic = TopicFactory(group=world.group)
    for guest in (world.observer, world.police_lead):
        TopicGuestFactory(topic=topic, user=guest)
    state = KeyMessage.State.SENT if condition == "sent" else KeyMessage.State.AGREED
    message = KeyMessageFactory(topic=topic, state=state)
    closed = {"state": AgreementRound.State.CLOSED, "closed_at": now(), "outcome": "consensus"}
    decided = message.rounds.create(
        wording=message.wordings.get(), quorum=1, opened_by=world.chair, **closed
    )
    choice = Choice.SUPPORT if condition == "supported it" else Choice.OBJECT
    for person in (world.member, world.chair):
        decided.positions.create(user=person, choice=choice)
    return message
