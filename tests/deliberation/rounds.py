"""Open, answer and close rounds in few words."""

from datetime import timedelta

from deliberation import actions
from deliberation.models import Choice, KeyMessage, Position


def open_round(people, message, asked, **more):
    return actions.open_agreement_round(
        actor=people.chair, key_message=message, asked=asked, **more
    )


def take(user, agreement_round, choice=Choice.SUPPORT, reason=""):
    return actions.take_position(
        actor=user, agreement_round=agreement_round, choice=choice, reason=reason
    )


def record(people, user, agreement_round, choice=Choice.SUPPORT, via=Position.Via.TELEPHONE):
    """What the secretary writes down for ``user``."""
    return actions.record_position(
        actor=people.secretary, agreement_round=agreement_round, user=user, choice=choice, via=via
    )


def decided(people, message, state, **choices):
    """``message`` as a round decided it, in which each role took this position."""
    asked = [actions.Asked(getattr(people, role)) for role in choices]
    agreement_round = open_round(people, message, asked)
    for role, choice in choices.items():
        take(getattr(people, role), agreement_round, Choice(choice), reason="Why")
    close(people, agreement_round)
    KeyMessage.objects.filter(pk=message.pk).update(state=state)
    message.refresh_from_db()
    return message


def settled(agreement_round):
    """The round, closed so long ago that nobody takes it back."""
    rows = type(agreement_round).objects.filter(pk=agreement_round.pk)
    rows.update(closed_at=agreement_round.closed_at - timedelta(minutes=2))
    return agreement_round


def close(people, agreement_round):
    return actions.close_agreement_round(actor=people.chair, agreement_round=agreement_round)
