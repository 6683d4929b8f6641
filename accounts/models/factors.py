"""Second factors, as django-otp sees them: what decides whether a session is verified."""

from __future__ import annotations

import secrets

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django_otp.models import Device, ThrottlingMixin, TimestampMixin

from accounts.models.users import User

ALPHABET = "abcdefghjkmnpqrstuvwxyz"  # letters only, none that looks like another
CODES_ON_A_CARD = 20
CODE_LENGTH = 8  # letters


class AuthenticatorDevice(Device):
    """django-otp's view of one allauth authenticator: an app or a passkey.

    Deleting the authenticator deletes this row, so every session it verified stops
    being verified at its next request.

    :ivar last_counter: newest time step whose code was spent; -1 for none.
    """

    authenticator = models.OneToOneField(
        "mfa.Authenticator", on_delete=models.CASCADE, related_name="otp_device"
    )
    last_counter = models.BigIntegerField(default=-1)

    def spend(self, code: str) -> bool:
        """Use a code of the app: true once for each code, in every process.

        allauth remembers a used code for one period only, and in the cache.
        """
        secret = decrypt(self.authenticator.data["secret"])
        fitting = (
            counter
            for counter in yield_hotp_counters_from_time()
            if secrets.compare_digest(format_hotp_value(hotp_value(secret, counter)), code)
        )
        counter = max(fitting, default=-1)
        fresh = AuthenticatorDevice.objects.filter(pk=self.pk, last_counter__lt=counter)
        return bool(fresh.update(last_counter=counter))


class CodeCard(TimestampMixin, ThrottlingMixin, Device):
    """A printed card of numbered one-time codes, used in order, kept only as salted hashes."""

    hashes = models.JSONField(default=list)
    used = models.PositiveSmallIntegerField(default=0)

    @classmethod
    def issue(cls, user: User, count: int = CODES_ON_A_CARD) -> list[str]:
        """Replace the card of ``user`` by a new one; answers its codes, this once."""
        codes = [
            "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(count)
        ]
        cls.objects.filter(user=user).delete()
        cls.objects.create(user=user, name="Code card", hashes=[make_password(c) for c in codes])
        return codes

    @property
    def left(self) -> int:
        """How many codes are not used yet."""
        return len(self.hashes) - self.used

    def get_throttle_factor(self) -> int:
        """One: 1, 2, 4, 8 … seconds between wrong tries, in the database."""
        return 1

    def verify_token(self, token: str) -> bool:
        """Whether ``token`` is the next code of the card; a right one is used up."""
        allowed, _ = self.verify_is_allowed()
        if not allowed:
            return False
        good = self.used < len(self.hashes) and check_password(token, self.hashes[self.used])
        if not good:
            self.throttle_increment()
            return False
        self.used += 1
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True
