"""Between the libraries: what allauth enrols, django-otp knows; what a mail provider reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_otp
from allauth.account.signals import (
    email_changed,
    password_changed,
    password_reset,
    password_set,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_used,
)
from allauth.usersessions.models import UserSession
from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext

from accounts import actions
from accounts.models import AuthenticatorDevice, User

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_otp.models import Device

CAME_BACK = {EventType.BOUNCED, EventType.REJECTED}
TICKET = "enrolment_ticket"  # session key: id of the person who may enrol a first factor


@receiver(post_save, sender=Authenticator)
def mirror(instance: Authenticator, created: bool, raw: bool = False, **_: Any) -> None:
    """Give every authenticator its device, whoever makes it."""
    if created and not raw:
        AuthenticatorDevice.objects.create(
            user_id=instance.user_id, authenticator=instance, name=instance.type
        )


@receiver(authenticator_added)
def enrolled(request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """Enrolling proves possession. The code that enrolled an app is spent by that."""
    device = authenticator.otp_device
    if authenticator.type == Authenticator.Type.TOTP:
        device.spend(request.POST.get("code", ""))
    step_up(request, device)
    actions.record_factor_added(actor=device.user, kind=authenticator.type)


@receiver(authenticator_removed)
def removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    """The device went with the authenticator, and with it every session it verified."""
    actions.record_factor_removed(actor=user, person=user, kind=authenticator.type)


@receiver(authentication_failed)
def wrong_code(user: User, authenticator: Authenticator, **_: Any) -> None:
    """A wrong code is for the record."""
    actions.record_failed_sign_in(actor=None, person=user, step=authenticator.type)


@receiver(user_login_failed)
def wrong_password(credentials: dict[str, Any], **_: Any) -> None:
    """A wrong password is for the record, with whose account it was tried for."""
    address = credentials.get("email") or ""
    person = User.objects.filter(email=address).first() if address else None
    actions.record_failed_sign_in(actor=None, person=person, step="password")


@receiver(user_logged_in)
def signed_in(user: User, request: HttpRequest | None = None, **_: Any) -> None:
    """A session began, by whatever path; its hours count from now."""
    if request is not None:
        request.session.begin()  # type: ignore[attr-defined]  # accounts.sessions
        if user.bounced_at:
            words = gettext("Emails to you come back. Check your email address in My account.")
            messages.warning(request, words, fail_silently=True)  # no page shows any: tests
    actions.record_sign_in(actor=user, factor=kind_of(getattr(user, "otp_device", None)))


@receiver([password_changed, password_reset, password_set])
def new_password(user: User, **_: Any) -> None:
    """Other sessions ended by that; their open pages close now."""
    actions.record_password_change(actor=user)


@receiver(email_changed)
def new_address(user: User, **_: Any) -> None:
    """A new address was confirmed; mails that let somebody in go there from now on."""
    actions.record_address_change(actor=user)


def kind_of(device: Device | None) -> str:
    """``totp``, ``webauthn`` or ``code_card``; empty for none."""
    if isinstance(device, AuthenticatorDevice):
        return str(device.authenticator.type)
    return "code_card" if device else ""


@receiver(authenticator_used)
def used(
    request: HttpRequest, authenticator: Authenticator, reauthenticated: bool = False, **_: Any
) -> None:
    """A factor shown again verifies the session anew; at sign-in the adapter does it."""
    if reauthenticated:
        step_up(request, authenticator.otp_device)


def step_up(request: HttpRequest, device: Device) -> None:
    """Mark a session that is signed in as verified, under a new session key.

    Whoever has shown a factor needs no leave to enrol a first one any more.
    """
    request.session.pop(TICKET, None)
    request.session.cycle_key()
    django_otp.login(request, device)
    UserSession.objects.create_from_request(request)  # the list of devices knows it by its key


@receiver(tracking)
def reported(event: AnymailTrackingEvent, **_: Any) -> None:
    """A mail provider reports what became of an email; what it says besides is not kept."""
    if not event.recipient:
        return
    if event.event_type in CAME_BACK:
        actions.record_bounce(actor=None, address=event.recipient)
    elif event.event_type == EventType.DELIVERED:
        actions.record_arrival(actor=None, address=event.recipient)
