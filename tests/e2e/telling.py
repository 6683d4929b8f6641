"""Tell the story, and sign people in, in one process of the portal's own: by ``manage.py shell``."""

import json
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import F
from django.test import Client

from accounts.models import AuthenticatorDevice, User
from publications.jobs import lay_out_large_prints
from tests.e2e.people import App
from tests.signing_in import signed_in

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
HOUR = 3600  # seconds
THROUGH_THE_PAGES = "doreen"  # who looks at the list of her browsers; the others are only let in


def tell(states: str, shorts: list[str]) -> None:
    """The whole story in a database that is migrated, and the cookies of these people in ``states``."""
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("tell_story", verbosity=0)
    lay_out_large_prints()  # once here, not at each ``work`` of a copy
    accounts = json.loads((settings.DATA_DIR / "accounts.json").read_text())
    by_short = {account["email"].partition("@")[0]: account for account in accounts}
    for short in shorts:
        client = entered(by_short[short]) if short == THROUGH_THE_PAGES else seated(short)
        (Path(states) / f"{short}.json").write_text(json.dumps(kept(client)))
    pass_an_hour()


def entered(account: dict[str, str]) -> Client:
    """Signed in through the pages: password, then the code of the app."""
    client = Client(SERVER_NAME="localhost", headers={"user-agent": BROWSER})
    client.get("/accounts/login/")
    fields = {"login": account["email"], "password": account["password"]}
    assert client.post("/accounts/login/", fields).url == "/accounts/2fa/authenticate/"
    code = App(account["totp_secret"]).code()
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).url == "/"
    return client


def seated(short: str) -> Client:
    """Signed in as ``tests/signing_in.py`` does it: a hash of the password takes a fifth of a second."""
    return signed_in(User.objects.get(email=f"{short}@example.org"))


def kept(client: Client) -> dict[str, object]:
    """The cookies, as Playwright keeps them."""
    cookies = [
        {
            "name": cookie.key,
            "value": cookie.value,
            "domain": "localhost",
            "path": cookie["path"] or "/",
            "expires": -1,
            "httpOnly": bool(cookie["httponly"]),
            "secure": bool(cookie["secure"]),
            "sameSite": cookie["samesite"] or "Lax",
        }
        for cookie in client.cookies.values()
    ]
    return {"cookies": cookies, "origins": []}


def pass_an_hour() -> None:
    """Between signing in and the meeting an hour passes.

    What matters asks for the factor again, and apps show codes that nobody has used.
    """
    cache.clear()
    AuthenticatorDevice.objects.update(last_counter=F("last_counter") - 120)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in Session.objects.all():
        session = store(row.session_key)
        for way in session.get("account_authentication_methods", []):
            way["at"] -= HOUR
        session.save()
