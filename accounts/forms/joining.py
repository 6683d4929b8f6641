"""Joining by an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.invitations import NAME_MAX_LENGTH
from accounts.forms.passwords import password_field
from accounts.models import User
from core.forms.fields import NameField


class JoinForm(forms.Form):
    """The name and the password of somebody who accepts an invitation.

    :param address: whose account it will be; the password must not resemble it.
    """

    name = NameField(
        label=_("Your full name"),
        help_text=_("As others in the group will see it. Correct it if it is wrong."),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your full name")},
    )
    password = password_field(_("Choose a password"), new=True)

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address
        self.fields["password"].widget.render_value = True  # nothing typed is lost on an error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            person = User(name=cleaned.get("name", ""), email=self.address)
            try:
                validate_password(cleaned["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
