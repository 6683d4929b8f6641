"""Why an edition is withdrawn."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from core.forms.widgets import Radios
from publications.models import Withdrawal

REASONS = {
    Withdrawal.Reason.MISTAKE: _("It has a mistake in it"),
    Withdrawal.Reason.PERSONAL_DATA: _("It says something about a person"),
    Withdrawal.Reason.INVESTIGATION: _("An investigation or a court case is open"),
    Withdrawal.Reason.SAFETY: _("It could put police work or somebody’s safety at risk"),
    Withdrawal.Reason.NOT_AGREED: _("It does not say what the group agreed"),
}


class WithdrawForm(forms.Form):
    """The chair's reason. That the words name nobody is for the action to say."""

    reason = forms.ChoiceField(
        label=_("Why do you withdraw it?"),
        choices=REASONS,
        widget=Radios(),
        error_messages={"required": _("Select why you withdraw it")},
    )
    words = TextField(
        label=_("In your own words"),
        max_length=400,
        rows=4,
        help_text=_(
            "Everyone who opens its address reads this. Say what was wrong and what happens next,"
            " without names, and without repeating what is withdrawn."
        ),
        error_messages={"required": _("Say in a sentence why it is withdrawn")},
    )
