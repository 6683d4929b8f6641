"""Boxes for codes: from an authenticator app, or from a printed card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_otp import verify_token

from accounts import actions
from accounts.models import CodeCard
from accounts.receivers import step_up
from core.text import typed_code

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 40  # characters, with spaces and hyphens between
NARROW = "govuk-input--width-10 govuk-input--extra-letter-spacing"


def code_field(help_text: Any) -> forms.CharField:
    """A box for a one-time code that phones and password managers know."""
    attributes = {
        "autocomplete": "one-time-code",
        "class": NARROW,
        "spellcheck": "false",
        "autocapitalize": "none",
    }
    box = forms.TextInput(attrs=attributes)
    return forms.CharField(
        label=_("Security code"),
        help_text=help_text,
        widget=box,
        max_length=LONGEST,
        error_messages={"required": _("Enter the security code")},
    )


class CodeMixin(forms.Form):
    """One box takes a code from an app or from a printed card: letters are from a card."""

    code = code_field(_("The 6 digits in your app, or the next 8 letters on your code card."))
    user: User
    authenticator: Authenticator
    card: CodeCard | None = None
    reauthenticating = False

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        card = CodeCard.objects.filter(user=self.user).first()
        if card and not code.isdigit():
            return self._clean_card(card, code)
        self.cleaned_data["code"] = code
        code = str(super().clean_code())  # type: ignore[misc]
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not self.authenticator.otp_device.spend(code):
            raise self._wrong(Authenticator.Type.TOTP)
        return code

    def _clean_card(self, card: CodeCard, code: str) -> str:
        clear_limit = check_rate_limit(self.user)
        if not verify_token(self.user, card.persistent_id, code):
            raise self._wrong("code_card")
        clear_limit()
        self.card = card
        return code

    def _wrong(self, kind: str) -> ValidationError:
        actions.record_failed_sign_in(actor=None, person=self.user, step=kind)
        wrong: ValidationError = get_adapter().validation_error("incorrect_code")
        return wrong

    def save(self) -> None:
        if self.card is None:
            super().save()  # type: ignore[misc]
            return
        again = {"reauthenticated": True} if self.reauthenticating else {}
        record_authentication(
            context.request,
            self.user,
            "mfa",
            type="code_card",
            device=self.card.persistent_id,
            **again,
        )
        if self.reauthenticating:
            step_up(context.request, self.card)


class AuthenticateForm(CodeMixin, allauth_forms.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateForm(CodeMixin, allauth_forms.ReauthenticateForm):
    """Showing a factor again, before something that matters."""

    reauthenticating = True


class ActivateAppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    code = code_field(_("The 6 digits that your app shows now."))

    def clean_code(self) -> str:
        self.cleaned_data["code"] = typed_code(self.cleaned_data["code"])
        code: str = super().clean_code()
        return code

    def key_in_fours(self) -> str:
        """The secret key as people type it."""
        return " ".join(self.secret[n : n + 4] for n in range(0, len(self.secret), 4))
