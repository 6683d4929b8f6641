"""A secret ballot: cast once, counted once, and in no way joined to who cast it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.clock import now
from core.emit import emit
from core.locks import lock_all
from core.policy import Refused, require
from core.states import transition_all
from deliberation.actions.rounds import round_pointers
from deliberation.events import BallotBoxSealed, BallotCast
from deliberation.models import AgreementRound, BallotBox, Choice, Entitlement
from deliberation.models.scale import BALLOT_CHOICES
from deliberation.outcomes import count
from deliberation.sealing import seal, seal_anew, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import User


@transaction.atomic
def cast_ballot(*, actor: User, agreement_round: AgreementRound, choice: Choice) -> None:
    """Vote in a secret ballot, once and for all.

    That ``actor`` voted is written down; what they chose is added to a sealed count. Nobody can
    find it there again to change it, and so ``actor`` cannot.

    :raises Refused: when ``actor`` is not asked, is recused or has voted, for a choice that a
        ballot does not offer, or when the round is not open, or its box does not open.
    """
    require(actor, "deliberation.cast_ballot", agreement_round)
    if choice not in BALLOT_CHOICES:
        raise Refused(_("Choose one of the three."), thing=agreement_round)
    still_open = AgreementRound.objects.taking_answers().filter(pk=agreement_round.pk)
    if not lock_all(still_open):  # closing waits for this ballot, and so does the next one
        raise Refused(_("This round has closed meanwhile."), thing=agreement_round)
    mine = Entitlement.objects.filter(round=agreement_round, user=actor, recused=False)
    if not mine.filter(voted_at=None).update(voted_at=now()):
        raise Refused(_("You have voted already, or declared an interest."), thing=agreement_round)
    box = BallotBox.objects.get(round=agreement_round)
    counts = _inside(box, agreement_round)
    box.sealed = seal(agreement_round.pk, {**counts, choice: counts[choice] + 1})
    box.save(update_fields=("sealed",))
    emit(BallotCast(**round_pointers(agreement_round)), actor=actor)


def counted(agreement_round: AgreementRound) -> Mapping[Choice, int]:
    """Open the box of a ballot that closes, where enough have voted; else all is nought.

    Part of the actions that close a round. The box is gone afterwards, opened or not.

    :raises Refused: when it does not open, or holds another number of ballots than people voted.
    """
    box = BallotBox.objects.get(round=agreement_round)
    voted = agreement_round.entitlements.voted().count()
    counts = count(())
    if voted >= agreement_round.quorum:
        counts |= _inside(box, agreement_round)
        if sum(counts.values()) != voted:
            raise Refused(
                _(
                    "There are not as many ballots as people who voted, so they are not counted. To"
                    " end this ballot and ask again, change the wording."
                ),
                thing=agreement_round,
            )
    box.delete()
    return counts


def _inside(box: BallotBox, agreement_round: AgreementRound) -> dict[Choice, int]:
    try:
        return unseal(agreement_round.pk, box.sealed)
    except (InvalidToken, ValueError):
        sentence = _(
            "The box of this ballot does not open: a key of the portal is missing, or somebody"
            " changed the box. To end this ballot and ask again, the chair changes the wording."
        )
        raise Refused(sentence, thing=agreement_round) from None


def stop_ballot(round_id: int) -> None:
    """End an open ballot without a result: its box goes unopened.

    Part of what takes somebody out who had voted. The round is locked.
    """
    BallotBox.objects.filter(round=round_id).delete()
    transition_all(AgreementRound.objects.filter(pk=round_id), AgreementRound.State.LAPSED)


@transaction.atomic
def seal_boxes_anew(*, actor: None) -> None:
    """Seal the boxes of open ballots with the newest key.

    :param actor: nobody: who has the keys has the machine.
    """
    for box in BallotBox.objects.select_for_update().order_by("pk"):
        box.sealed = seal_anew(box.sealed)
        box.save(update_fields=("sealed",))
        pointers = round_pointers(box.round)
        emit(BallotBoxSealed(**pointers), actor=actor)
