"""Sign people in the honest way: with a second factor that exists, so that every check holds."""

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import BigIntegerField
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.models import Acceptance, AuthenticatorDevice, User
from accounts.queries import agreement_to_accept
from accounts.sessions import SessionStore
from core.prepared import Given, Prepared

SECRET = "JBSWY3DPEHPK3PXP"  # of every authenticator app in the tests
PASSWORD = "four calm words together"
APPS_OF = Prepared(  # asked thousands of times
    lambda: Authenticator.objects.filter(
        user=Given("user", BigIntegerField()), type=Authenticator.Type.TOTP
    ).order_by("pk")
)


def give_app(user: User) -> AuthenticatorDevice:
    """An authenticator app, enrolled; the one there is when they have one."""
    apps = APPS_OF(user=user.pk)
    return (apps[0] if apps else TOTP.activate(user, SECRET).instance).otp_device


def give_password(user: User) -> User:
    """PASSWORD, and an address that allauth takes as verified."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def code_now(steps: int = 0) -> str:
    """What the app shows now, or so many 30-second steps later."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2] + steps))


def accept_agreement(user: User) -> None:
    """As if they had accepted the agreement in force, if there is one."""
    if agreement := agreement_to_accept(user):
        Acceptance.objects.create(user=user, agreement=agreement)


def sign_in(client: Client, user: User, *, fresh: bool = False) -> Client:
    """Give ``client`` a verified session of ``user``; it may open every page that they may.

    The session is written down as signing in leaves it, and nothing besides: no record says so.

    :param fresh: with a factor shown this minute, as pages that matter ask for.
    """
    device = give_app(user)
    accept_agreement(user)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.begin()
    if fresh:
        session["account_authentication_methods_user"] = str(user.pk)
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {
                "method": "mfa",
                "type": "totp",
                "id": device.authenticator_id,
                "at": time.time(),
                "reauthenticated": True,
            }
        ]
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def signed_in(user: User, *, fresh: bool = False) -> Client:
    """A new client in which ``user`` is signed in."""
    return sign_in(Client(), user, fresh=fresh)


def session_key(client: Client) -> str:
    """The key of the client's session, as a socket's cookie carries it."""
    return client.cookies[settings.SESSION_COOKIE_NAME].value
