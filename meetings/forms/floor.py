"""What people fill in on the floor of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from meetings.models.floor import CONTRIBUTION_MAX_LENGTH
from meetings.turns import limits


class ContributionForm(forms.Form):
    """Words to be read out, as a turn in the queue."""

    text = TextField(
        label=_("What do you want to say?"),
        help_text=_("It is read out when it is its turn, and kept with the item."),
        max_length=CONTRIBUTION_MAX_LENGTH,
        rows=4,
        error_messages={"required": _("Enter what you want to say")},
    )


class FloorRulesForm(forms.Form):
    """The order of the queue, and after which time a turn is said to be long."""

    fresh_first = forms.BooleanField(required=False)
    remote_first = forms.BooleanField(required=False)
    soft_limit = forms.TypedChoiceField(
        choices=limits,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Select a time from the list")},
    )

    def rules(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        return self.cleaned_data
