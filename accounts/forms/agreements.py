"""Forms about the confidentiality agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Acceptance
from core.dates import day
from core.forms.fields import HiddenVersionField, PastDateField, TextField
from core.forms.widgets import Radios
from core.text import BODY_MAX_LENGTH


class AgreementTextForm(forms.Form):
    """What everybody is asked to promise, as the new version says it."""

    text = TextField(
        label=_("Text of the agreement"),
        max_length=BODY_MAX_LENGTH,
        rows=20,
        help_text=_(
            "**Two stars** make words bold. A line that begins with 1. or with a hyphen is an item"
            " of a list."
        ),
        error_messages={"required": _("Enter the text of the agreement")},
    )


class AgreementForm(forms.Form):
    """The tick under the confidentiality agreement."""

    accept = forms.BooleanField(
        label=_("I have read the agreement and will keep to it"),
        error_messages={"required": _("Tick the box if you agree. You can go on only if you do.")},
    )


class AcceptanceForm(forms.Form):
    """How and when somebody without email accepted the agreement in force.

    :param since: the day on which it came into force.
    """

    how = forms.ChoiceField(
        label=_("How did they accept the confidentiality agreement?"),
        help_text=_("Your name is recorded. Keep the paper that they signed."),
        choices=Acceptance.How.choices,
        widget=Radios(),
        error_messages={"required": _("Select how they accepted the agreement")},
    )
    accepted_on = PastDateField(
        label=_("When did they accept it?"),
        help_text=_("For example, 3 March 2027."),
        error_messages={"required": _("Enter the date on which they accepted it")},
    )
    version = HiddenVersionField(min_value=1)

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._since = since

    def clean_accepted_on(self) -> date:
        """Refuse a day on which this version was not in force."""
        accepted_on: date = self.cleaned_data["accepted_on"]
        if accepted_on < self._since:
            raise forms.ValidationError(
                _("The date must be %(day)s, when this version came into force, or later"),
                params={"day": day(self._since)},
            )
        return accepted_on
