"""The box of a secret ballot: what was chosen, never by whom (decision 0054)."""

from __future__ import annotations

from django.db import models


class BallotBox(models.Model):
    """The sealed count of one open ballot: one row, written anew as a whole with each ballot.

    There is no row of a ballot, so none that could be joined to the list of who voted. It is
    opened once, when the round closes, and is gone then.

    :ivar sealed: by ``deliberation.sealing``; of one length, whatever was chosen, and without a
        time.
    """

    round = models.OneToOneField(
        "deliberation.AgreementRound",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="ballot_box",
    )
    sealed = models.TextField()

    def __str__(self) -> str:
        return f"ballot box of round {self.pk}"
