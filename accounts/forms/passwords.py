"""Passwords and addresses: allauth's forms in our words, with the names that browsers know."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.passwords import LONGEST
from core.forms.fields import AddressField, PasswordField

ADVICE = _("12 letters or more. Three or four words that only you would put together are good.")


def address_field(**more: Any) -> AddressField:
    """An address box; ``username`` is what password managers look for."""
    attributes = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
    return AddressField(
        label=_("Email address"),
        widget=forms.EmailInput(attrs=attributes),
        error_messages={"required": _("Enter your email address")},
        **more,
    )


def password_field(label: Any, *, new: bool = False, **more: Any) -> PasswordField:
    """A password box with a button that shows what is typed; so once is enough."""
    token = "new-password" if new else "current-password"
    missing = _("Choose a password") if new else _("Enter your password")
    return PasswordField(
        label=label,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": token}),
        help_text=ADVICE if new else "",
        error_messages={"required": missing},
        **more,
    )


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()
        self.fields["password"] = password_field(_("Password"))


class PasswordAgainForm(allauth_forms.ReauthenticateForm):
    password = password_field(_("Password"))


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    email = address_field()


class _NewPassword(forms.Form):
    """One box for a new password instead of two."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"] = password_field(_("New password"), new=True)
        del self.fields["password2"]

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):
    oldpassword = password_field(_("Password you use now"))


class NewPasswordForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):
    """After a forgotten password."""


class ChangeAddressForm(allauth_forms.AddEmailForm):
    email = AddressField(
        label=_("New email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Enter your new email address")},
    )
