"""What is typed on the screen of a room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

WRONG_CODE = _(
    "This code is wrong, was used already, or is older than 15 minutes. Ask for a new one."
)
TOO_MANY_CODES = _("Too many codes were tried here. Try again in a few minutes.")


class DisplayCodeForm(forms.Form):
    """The code that the chair or the secretary made."""

    code = forms.CharField(
        label=_("Code for this screen"),
        help_text=_("8 letters, such as krtp-wxhb. Capitals and the hyphen make no difference."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
        error_messages={"required": _("Enter the code")},
    )
