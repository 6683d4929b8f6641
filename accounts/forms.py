"""Forms about people and their sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django_otp import verify_token

from accounts.models import CodeCard
from accounts.receivers import step_up

if TYPE_CHECKING:
    from accounts.models import User


class CodeMixin:
    """One box takes a code from an app or from a printed card: letters are from a card."""

    user: User
    data: Any
    authenticator: Authenticator
    card: CodeCard | None = None
    reauthenticating = False

    def clean_code(self) -> str:
        code = self.data.get("code", "").replace(" ", "").replace("-", "").lower()
        card = CodeCard.objects.filter(user=self.user).first()
        if card and not code.isdigit():
            return self._clean_card(card, code)
        self.cleaned_data = {**self.cleaned_data, "code": code}
        code = super().clean_code()  # type: ignore[misc]
        app = self.authenticator.type == Authenticator.Type.TOTP
        if app and not self.authenticator.otp_device.spend(code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _clean_card(self, card: CodeCard, code: str) -> str:
        clear_limit = check_rate_limit(self.user)
        if not verify_token(self.user, card.persistent_id, code):
            raise get_adapter().validation_error("incorrect_code")
        clear_limit()
        self.card = card
        return code

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


class AuthenticateForm(CodeMixin, allauth_forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ReauthenticateForm(CodeMixin, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """Showing a factor again, before something that matters."""

    reauthenticating = True
