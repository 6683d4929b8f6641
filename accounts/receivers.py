"""Between the two libraries: what allauth enrols and uses, django-otp knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_otp
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import AuthenticatorDevice

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_otp.models import Device

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
    request.session.pop(TICKET, None)
    step_up(request, device)


@receiver(authenticator_used)
def used(
    request: HttpRequest, authenticator: Authenticator, reauthenticated: bool = False, **_: Any
) -> None:
    """A factor shown again verifies the session anew; at sign-in the adapter does it."""
    if reauthenticated:
        step_up(request, authenticator.otp_device)


def step_up(request: HttpRequest, device: Device) -> None:
    """Mark a session that is signed in as verified, under a new session key."""
    request.session.cycle_key()
    django_otp.login(request, device)
