"""Rounds and the positions in them, in the state in which a permission is asked."""

from core.clock import now
from deliberation.actions import Asked, open_agreement_round
from deliberation.models import AgreementRound, Choice, KeyMessage
from tests.factories import UserFactory


def decided(message, world, choice):
    """``message``, agreed in a round in which the member and the chair took this position."""
    made = round_on(message, world, closed=False)
    for person in (world.member, world.chair):
        made.positions.create(user=person, choice=choice)
    closed = {"closed_by": world.chair, "closed_at": now(), "outcome": "consensus"}
    AgreementRound.objects.filter(pk=made.pk).update(state=AgreementRound.State.CLOSED, **closed)
    message.state = KeyMessage.State.AGREED
    return message


def recorded_in(made, world, condition):
    """The member's position, which the secretary of the table recorded, or another one."""
    by = UserFactory() if condition == "another recorded it" else world.secretary
    return made.positions.create(
        user=world.member, choice=Choice.OBJECT, recorded_by=by, recorded_via="telephone"
    )


def round_on(message, world, *, closed):
    asked = [Asked(world.member), Asked(world.chair)]
    agreement_round = open_agreement_round(actor=world.chair, key_message=message, asked=asked)
    if closed:
        agreement_round.state, agreement_round.outcome = AgreementRound.State.CLOSED, "not_quorate"
        agreement_round.closed_by, agreement_round.closed_at = world.chair, now()
    return agreement_round
