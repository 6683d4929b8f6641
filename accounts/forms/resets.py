"""Helping somebody to sign in again, and coming back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.passwords import password_field
from accounts.models import SignInReset, User
from accounts.spoken import SPOKEN
from core.forms.widgets import Radios

LONGEST = 200  # characters of six words


class HandOverForm(forms.Form):
    """The promise that a card goes from hand to hand."""

    with_me = forms.BooleanField(
        label=_("The person is with me now and gets the card from my hand"),
        error_messages={"required": _("A card is handed over in person. Tick the box if it is.")},
    )


class ResetForm(forms.Form):
    """How an organiser made sure who somebody is."""

    checked = forms.ChoiceField(
        label=_("How did you make sure who this is?"),
        help_text=_("A mail, a text or a call from a number you do not know is not enough."),
        choices=SignInReset.Checked.choices,
        widget=Radios,
        error_messages={"required": _("Say how you made sure who this is")},
    )


class ComeBackForm(forms.Form):
    """The six words, and a new password.

    :param reset: whose password must not resemble its person.
    """

    code = forms.CharField(
        label=_("The %(number)d words that you were told") % {"number": SPOKEN},
        help_text=_("In order. Capitals and commas make no difference."),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the words that you were told")},
    )
    password = password_field(_("Choose a password"), new=True)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].widget.render_value = True  # nothing typed is lost on an error

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def wrong_words(self, left: int) -> None:
        """Say that the words were wrong, and how many tries are left."""
        sentence = _(
            "These are not the words. Check each with the person who told you. Tries left: %d"
        )
        self.add_error("code", ValidationError(sentence % left))
