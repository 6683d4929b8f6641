"""Signing in, second factors, and one's own account: allauth's pages and ours between them."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.sessions import SessionStore
from tests.access.cases import case, own, plain
from tests.signing_in import PASSWORD, code_now

NEW = "another long password of mine"


def code(world, who):
    return code_now()


def only_passkeys(world):
    """Everybody has shown a passkey, and has no app."""
    shown = {str(key.user_id): key.otp_device.persistent_id for key in world.passkey.values()}
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        if DEVICE_ID_SESSION_KEY in session:
            session[DEVICE_ID_SESSION_KEY] = shown[session[SESSION_KEY]]
            session.save()
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()


CASES = [
    case("account_login", post={"login": "nobody@example.org", "password": PASSWORD}),
    case("account_logout", post={}),
    case("account_inactive"),
    case("account_signup", post={"email": "new@example.org", "password1": NEW}),
    case("account_reauthenticate", post={"password": PASSWORD}),
    case("account_email", post={"email": "newer@example.org", "action_add": ""}),
    case("account_email_verification_sent"),
    case("account_change_password", post={"oldpassword": PASSWORD, "password1": NEW}),
    case("account_set_password", post={"password1": NEW}),
    case("account_reset_password", post={"email": "nobody@example.org"}),
    case("account_reset_password_done"),
    case("account_reset_password_from_key", uidb36=plain("1"), key=plain("abc"), post={}),
    case("account_reset_password_from_key_done"),
    case("account_confirm_login_code", post={}),
    case("account_confirm_email", key=plain("abc"), post={}),
    case("mfa_index"),
    case("mfa_authenticate", post={"code": code}),
    case("mfa_reauthenticate", post={"code": code}),
    case("mfa_activate_totp", "one is there", post={"code": code}),
    case("mfa_activate_totp", "signed in by passkey", post={"code": code}, before=only_passkeys),
    case("mfa_deactivate_totp", post={}),
    case("mfa_list_webauthn"),
    case("mfa_add_webauthn", post={}),
    case("mfa_reauthenticate_webauthn", post={}),
    case("mfa_edit_webauthn", "one's own", pk=own("passkey"), post={"name": "Kitchen"}),
    case("mfa_edit_webauthn", "somebody else's", pk="passkey_of_another", post={"name": "Kitchen"}),
    case("mfa_remove_webauthn", "one's own", pk=own("passkey"), post={}),
    case("mfa_remove_webauthn", "somebody else's", pk="passkey_of_another", post={}),
    case("mfa_login_webauthn", post={}),
    case("accounts:enrol"),
    case("accounts:no-factor"),
    case("accounts:code-card", post={}),
    case("accounts:devices", post={}),
    case("accounts:device-end", "one's own", pk=own("session"), get=False, post={}),
    case("accounts:device-end", "somebody else's", pk="session_of_another", get=False, post={}),
    case("accounts:stay", post={}),
]
