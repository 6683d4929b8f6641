"""What the portal changes in allauth: closed doors, secrets at rest, who is verified by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import user_has_device
from django_otp.models import Device

from accounts import actions, jobs
from accounts.field_keys import fernet
from accounts.middleware import SIGNED_OUT
from accounts.models import AuthenticatorDevice, CodeCard
from core.clock import now
from core.notices.mail import send_mail_to

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest

    from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in as allauth does it, with django-otp told which factor was shown."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation is the only way in."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; django-otp stores the device when Django says that the user is in."""
        user.otp_device = device_used(request, user)
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        """Sign out, then close what else this session has open."""
        person: Any = request.user
        super().logout(request)
        setattr(request, SIGNED_OUT, True)
        if person.is_authenticated:
            actions.record_sign_out(actor=person)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail down for the worker, in our words; links are made when it is sent."""
        kind = template_prefix.rpartition("/")[2]
        if kind == "password_reset_key":
            jobs.mail_password_reset.enqueue(context["user"].pk, email, now().timestamp())
        elif kind in {"email_confirmation", "email_confirmation_signup"}:
            jobs.mail_confirmation.enqueue(context["user"].pk, email, now().timestamp())
        elif kind == "unknown_account":
            send_mail_to(email, "unknown_address")
        else:
            jobs.mail_sign_in_change.enqueue(email, kind)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """How somebody may show again that it is them.

        Whoever has a second factor shows that one; the password alone is for those who
        are about to enrol their first.
        """
        if not user.is_authenticated:
            return []
        if not user_has_device(user):
            return [way("account_reauthenticate", _("Use your password"))]
        devices = AuthenticatorDevice.objects.filter(user=user)
        kinds = set(devices.values_list("authenticator__type", flat=True))
        ways = []
        if Authenticator.Type.WEBAUTHN in kinds:
            ways.append(way("mfa_reauthenticate_webauthn", _("Use your passkey")))
        if Authenticator.Type.TOTP in kinds or CodeCard.objects.filter(user=user).exists():
            ways.append(way("mfa_reauthenticate", _("Use a code from your app or your card")))
        return ways


def way(url_name: str, description: str) -> dict[str, str]:
    """One way to show again who one is, as allauth wants it told."""
    return {"id": url_name, "description": description, "url": reverse(url_name)}


def device_used(request: HttpRequest, user: User) -> Device | None:
    """The factor that this sign-in showed, or None when it showed only a password."""
    for record in reversed(get_authentication_records(request, user)):
        if record["method"] != "mfa":
            continue
        if "device" in record:
            return Device.from_persistent_id(record["device"])
        return AuthenticatorDevice.objects.filter(authenticator_id=record["id"], user=user).first()
    return None


class MFAAdapter(DefaultMFAAdapter):
    """Factors as allauth keeps them, encrypted, and bound to the portal's one name."""

    # A right code that comes too soon after a wrong one is not taken either: the words say so.
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "That code did not work. Wait a moment, check it and try again."
            " An app shows a new one every half minute."
        ),
    }

    def is_mfa_enabled(self, user: Any, types: Collection[str] | None = None) -> bool:
        """Whether ``user`` has a factor of ``types``; a code card counts where any would do.

        allauth asks with several types before it lets a sign-in skip the second step. A
        question about one type must get a true answer, or a card holder could not add an app.
        """
        if super().is_mfa_enabled(user, types):
            return True
        asks_for_any = types is None or len(types) > 1
        return bool(
            asks_for_any
            and user.is_authenticated
            and CodeCard.objects.filter(user_id=user.pk).exists()
        )

    def encrypt(self, text: str) -> str:
        return fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's name
        """“Passkey”, “Passkey 2”, until its person has a better one."""
        before = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %d") % (before + 1) if before else _("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The portal's one name, never the name in the request: else passkeys come in two sets."""
        return {"id": settings.PORTAL_DOMAIN, "name": settings.PORTAL_NAME}
