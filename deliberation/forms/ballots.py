"""What somebody fills in to vote in a secret ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Radios
from core.policy import may
from deliberation.models.scale import BALLOT_CHOICES
from deliberation.voices import mandate_in

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import AgreementRound


# Sent by numbers of one length: who sees how long a form was, and no more, learns nothing.
BY_NUMBER = {str(number): choice for number, choice in enumerate(BALLOT_CHOICES, start=1)}


class BallotForm(forms.Form):
    """What somebody chooses, and that they know that it is final."""

    ballot = forms.TypedChoiceField(  # of this name: no fingerprint of a form holds it
        label=_("Can the group send this, word for word?"),
        choices=[(number, choice.label) for number, choice in BY_NUMBER.items()],
        coerce=BY_NUMBER.__getitem__,
        widget=Radios,
        error_messages={"required": _("Choose one of the three")},
    )
    is_final = forms.BooleanField(
        label=_("I know that nobody can change my ballot afterwards, not even me"),
        error_messages={"required": _("Tick that you know that your ballot is final")},
    )


def ballot_of(person: User, agreement_round: AgreementRound) -> dict[str, Any]:
    """What ``deliberation/_ballot_form.html`` needs: personal, never for a live region."""
    return {
        "round": agreement_round,
        "voted": agreement_round.entitlements.voted().filter(user=person).exists(),
        "form": BallotForm(),
        "verdict": may(person, "deliberation.cast_ballot", agreement_round),
        "mandate": mandate_in(agreement_round, person),
    }
