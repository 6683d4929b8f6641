"""Open, answer and close rounds in few words."""

from deliberation import actions
from deliberation.models import Choice


def open_round(people, message, asked, **more):
    return actions.open_agreement_round(
        actor=people.chair, key_message=message, asked=asked, **more
    )


def take(user, agreement_round, choice=Choice.SUPPORT, reason=""):
    return actions.take_position(
        actor=user, agreement_round=agreement_round, choice=choice, reason=reason
    )


def close(people, agreement_round):
    return actions.close_agreement_round(actor=people.chair, agreement_round=agreement_round)
