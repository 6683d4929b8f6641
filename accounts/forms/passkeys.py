"""What a browser answers for a passkey: the field is hidden, ``passkeys.js`` fills it."""

from __future__ import annotations

import json
import logging
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth_forms
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from accounts import actions
from accounts.models import User
from core.forms.fields import LineField

log = logging.getLogger(__name__)
NO_ANSWER = _("Your browser did not send a passkey. Try again.")


def answer_field() -> forms.JSONField:
    """The hidden field for the browser's answer."""
    return forms.JSONField(
        widget=forms.HiddenInput, error_messages={"required": NO_ANSWER, "invalid": NO_ANSWER}
    )


def check_origin(answer: Any) -> None:
    """Refuse an answer that was made on another site, another port or without TLS.

    The library compares host names only, and on plain ``http`` not even those.

    :raises ValidationError: when the origin is not exactly the portal's.
    """
    try:
        origin = json.loads(websafe_decode(answer["response"]["clientDataJSON"]))["origin"]
    except (KeyError, TypeError, ValueError):
        origin = None
    if origin != settings.PORTAL_ORIGIN:
        raise get_adapter().validation_error("incorrect_code")


class AddPasskeyForm(allauth_forms.AddWebAuthnForm):
    """A new passkey, with a name to tell it from others."""

    name = LineField(
        label=_("Name"),
        help_text=_("So that you can tell it from another one, such as “my phone”."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    mark_optional = False  # it has a name already
    credential = answer_field()
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone, without my password"),
        help_text=_("Untick this only for a USB key that has no fingerprint reader and no PIN."),
        required=False,
        initial=True,
    )

    def clean_credential(self) -> Any:
        check_origin(self.cleaned_data["credential"])
        return self.cleaned_data["credential"]


class RenamePasskeyForm(allauth_forms.EditWebAuthnForm):
    name = LineField(
        label=_("Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Enter a name for this passkey")},
    )


class _Answer(forms.Form):
    credential = answer_field()
    user: User | None

    def clean_credential(self) -> Any:
        try:
            self._check_shape()
            return super().clean_credential()  # type: ignore[misc]
        except forms.ValidationError as refused:
            if refused.code == "incorrect_code":  # and not: too many tries
                self._tell()
            raise

    def _check_shape(self) -> None:
        """Refuse an answer from elsewhere, or a broken one, counted as the library does others.

        It counts those of a known person alone: by others, somebody could be locked out.
        """
        try:
            check_origin(self.cleaned_data["credential"])
            parse_authentication_response(self.cleaned_data["credential"])
        except forms.ValidationError:
            if self.user is not None:
                check_rate_limit(self.user)
            raise

    def _tell(self) -> None:
        """A wrong answer is for the record; one that anybody can send, for the log."""
        if self.user is None:
            log.warning("A passkey was refused.")
        else:
            kind = Authenticator.Type.WEBAUTHN
            actions.record_failed_sign_in(actor=None, person=self.user, step=kind)


class SignInPasskeyForm(_Answer, allauth_forms.LoginWebAuthnForm):
    """Signing in with nothing but a passkey; it must have verified its person."""


class SecondStepPasskeyForm(_Answer, allauth_forms.AuthenticateWebAuthnForm):
    """The second step of signing in."""


class PasskeyAgainForm(_Answer, allauth_forms.ReauthenticateWebAuthnForm):
    """Showing a passkey again, before something that matters."""
