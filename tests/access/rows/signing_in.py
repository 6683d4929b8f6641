"""Signing in, second factors, and one's own account: allauth's pages and ours between them."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.sessions import SessionStore
from tests.access.cases import case, own, plain
from tests.access.seen import ANYBODY, FOR_MACHINES, NOT_NOW, ON_THE_WAY, by
from tests.signing_in import PASSWORD, code_now

NEW = "another long password of mine"


def code(world, who):
    return code_now()


def only_passkeys(world):
    """Everybody has shown a passkey, and has no app."""
    passkeys = {str(key.user_id): key.otp_device.persistent_id for key in world.passkey.values()}
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        if DEVICE_ID_SESSION_KEY in session:
            session[DEVICE_ID_SESSION_KEY] = passkeys[session[SESSION_KEY]]
            session.save()
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()


CASES = [
    case(
        "account_login",
        post={"login": "nobody@example.org", "password": PASSWORD},
        seen=by(ANYBODY),
    ),
    case("account_logout", post={}, seen=by("doreen")),
    case("account_inactive", seen=by(ANYBODY)),
    case("account_signup", post={"email": "new@example.org", "password1": NEW}, seen=by(ANYBODY)),
    case("account_reauthenticate", post={"password": PASSWORD}, seen=NOT_NOW),
    case("account_email", post={"email": "newer@example.org", "action_add": ""}, seen=by("doreen")),
    case("account_email_verification_sent", seen=by(ANYBODY)),
    case(
        "account_change_password",
        post={"oldpassword": PASSWORD, "password1": NEW},
        seen=by("doreen"),
    ),
    case("account_set_password", post={"password1": NEW}, seen=NOT_NOW),
    case("account_reset_password", post={"email": "nobody@example.org"}, seen=by(ANYBODY)),
    case("account_reset_password_done", seen=by(ANYBODY)),
    case(
        "account_reset_password_from_key",
        uidb36=plain("1"),
        key=plain("abc"),
        post={},
        seen=by(ANYBODY, uidb36="1", key="old"),
    ),
    case("account_reset_password_from_key_done", seen=by(ANYBODY)),
    case("account_confirm_login_code", post={}, seen=NOT_NOW),
    case("account_confirm_email", key=plain("abc"), post={}, seen=by(ANYBODY, key="old")),
    case("mfa_index", seen=by("doreen")),
    case("mfa_authenticate", post={"code": code}, seen=ON_THE_WAY),
    case("mfa_reauthenticate", post={"code": code}, seen=by("gwen")),
    case("mfa_activate_totp", "one is there", post={"code": code}, seen=ON_THE_WAY),
    case("mfa_activate_totp", "signed in by passkey", post={"code": code}, before=only_passkeys),
    case("mfa_deactivate_totp", post={}, seen=by("doreen")),
    case("mfa_list_webauthn", seen=by("doreen")),
    case("mfa_add_webauthn", post={}, seen=by("doreen")),
    case("mfa_reauthenticate_webauthn", post={}, seen=ON_THE_WAY),
    case(
        "mfa_edit_webauthn",
        "one's own",
        pk=own("passkey"),
        post={"name": "Kitchen"},
        seen=ON_THE_WAY,
    ),
    case("mfa_edit_webauthn", "somebody else's", pk="passkey_of_another", post={"name": "Kitchen"}),
    case("mfa_remove_webauthn", "one's own", pk=own("passkey"), post={}, seen=ON_THE_WAY),
    case("mfa_remove_webauthn", "somebody else's", pk="passkey_of_another", post={}),
    case("mfa_login_webauthn", post={}, seen=FOR_MACHINES),
    case("accounts:enrol", seen=ON_THE_WAY),
    case("accounts:no-factor", seen=NOT_NOW),
    case("accounts:code-card", post={}, seen=by("doreen")),
    case("accounts:devices", post={}, seen=by("doreen")),
    case("accounts:device-end", "one's own", pk=own("session"), get=False, post={}),
    case("accounts:device-end", "somebody else's", pk="session_of_another", get=False, post={}),
    case("accounts:stay", post={}, seen=FOR_MACHINES),
]
