"""Where to write to somebody who follows a group without an account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import AddressField


class FollowForm(forms.Form):
    """Where to write to."""

    address = AddressField(
        label=_("Email address"),
        help_text=_("We send a link to it first. Nothing comes unless you open it and say yes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address, such as name@example.com"),
        },
    )
