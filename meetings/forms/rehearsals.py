"""Whether sound and picture worked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Radios
from meetings.models import Rehearsal


class RehearsalForm(forms.Form):
    """What worked, by the word of whoever tried it."""

    outcome = forms.ChoiceField(
        label=_("Did it work?"),
        help_text=_("The chair and the secretary read it, and help you if it did not."),
        choices=Rehearsal.Outcome.choices,
        widget=Radios(),
        error_messages={"required": _("Select what worked")},
    )
