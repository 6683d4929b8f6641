"""Sending to the police lead, and taking it back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import LineField
from core.forms.seen import SeenField


class SendForm(forms.Form):
    """The press of Send, for the words that were on the screen."""

    seen = SeenField(max_length=64)


class WithdrawSendingForm(forms.Form):
    """Why it is taken back."""

    reason = LineField(
        label=_("Why do you withdraw it?"),
        max_length=500,
        help_text=_("The police lead and everybody who can read this topic can read this."),
        error_messages={"required": _("Enter why you withdraw it")},
    )
