"""What people are told of rounds: never on what, nor how anybody answered."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from core.notices.kinds import Kind
from deliberation.events import RoundClosed, RoundExtended, RoundOpened, RoundReopened
from deliberation.models import AgreementRound
from deliberation.notices import people

of_round = partial(
    Kind,
    about=AgreementRound,
    is_alike=True,
    fact="round_id",
    place=attrgetter("key_message.topic.place"),
    shows=attrgetter("key_message"),  # its topic may be nothing that the reader knows of
    marked=attrgetter("key_message.topic"),
    joins=("key_message__topic",),
)


def _has_answered(agreement_round: AgreementRound, person: int) -> bool:
    answered = {position.user_id for position in agreement_round.positions.all()}
    answered |= {asked.user_id for asked in agreement_round.entitlements.all() if asked.voted_at}
    return person in answered


def _is_over(agreement_round: AgreementRound) -> bool:
    return not agreement_round.is_open


waiting = partial(
    of_round,
    still=attrgetter("takes_answers"),
    settled=_has_answered,
    prefetches=("positions", "entitlements"),
)

OF_ROUNDS = (
    waiting(
        event=RoundOpened,
        says=_("We need your answer to a key message"),
        people=people.asked_in_round,
    ),
    waiting(
        event=RoundExtended,
        says=_("You have more time to answer a key message"),
        people=people.silent_in_round,
    ),
    waiting(
        own_name="agreement_round.closes_soon",
        says=_("A round on a key message is about to close and needs your answer"),
        people=people.silent_in_round,
    ),
    of_round(
        event=RoundClosed,
        undone_by=RoundReopened,
        still=_is_over,
        says=_("A round on a key message has closed"),
        people=people.readers_of_round,
    ),
)
