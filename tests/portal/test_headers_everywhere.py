"""Every address there is, for everybody: the exact headers, no inline code, and safe cookies."""

import base64
import json
import os
import re
import secrets
import subprocess
import sys
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from django.test import Client, override_settings

from accounts.models import Agreement
from tests.accounts.pages import Page
from tests.addresses import every_address
from tests.factories import (
    AdvisoryGroupFactory,
    AgendaItemFactory,
    AttendanceFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    TopicFactory,
    UserFactory,
)
from tests.portal.test_headers import POLICY, policy_of
from tests.signing_in import PASSWORD, code_now, give_app, give_password, sign_in

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
ADDRESSES = sorted(set(every_address()))
EXTRA = {  # headers that some answers carry besides, each for a reason
    "Clear-Site-Data": {'"cache", "storage"'},  # after signing out
    "Allow": None,  # which methods there are
    "HX-Reswap": {"none"},
    "X-Refused": {"1"},
    "Retry-After": None,
    "ETag": None,
    "Last-Modified": None,
}
SANDBOX = "default-src 'none'"  # how the policy of a file begins: stricter than a page's

SHARED = "public, max-age=300"  # what is the same for everybody: tests/publications/test_public.py


@pytest.fixture
def world():
    """One of everything, under the number that the addresses of the walk name."""
    person = give_password(UserFactory(pk=1, is_staff=True))
    group = AdvisoryGroupFactory(pk=1)
    meeting = MeetingFactory(pk=1, state="open", group=group, called_by=person)
    MembershipFactory(pk=2, user=person, group=group, role="chair")
    MembershipFactory(pk=1, group=group)
    AttendanceFactory(meeting=meeting, user=person)
    topic = TopicFactory(pk=1, group=group, opened_by=person)
    AgendaItemFactory(pk=1, meeting=meeting, topic=topic)
    KeyMessageFactory(pk=1, topic=topic, proposed_by=person)
    Agreement.objects.create(pk=1, version=1, text="Keep it to yourself.")
    return person


def check(answer):
    policy = policy_of(answer)
    for name, values in EXTRA.items():
        if name in policy:
            value = policy.pop(name)
            assert values is None or value in values
    own = policy["Content-Security-Policy"]
    if own.startswith(SANDBOX) and own != POLICY["Content-Security-Policy"] and "sandbox" in own:
        policy["Content-Security-Policy"] = POLICY["Content-Security-Policy"]
    if policy["Cache-Control"] == SHARED:
        policy["Cache-Control"] = POLICY["Cache-Control"]
    assert policy == POLICY
    assert [c.OutputString() for c in answer.cookies.values() if c.value and not safe(c)] == []
    if answer["Content-Type"].startswith("text/html") and not answer.streaming and answer.content:
        check_inline(answer)


def safe(cookie):
    return (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True,
        "Lax",
        "/",
        "",
    )


def check_inline(answer):
    page = Page(answer)
    assert [a for a in page.attributes("script") if "src" not in a] == []
    assert "style" not in [name for name, _ in page.tags]
    keys = [(name, key) for name, attributes in page.tags for key in attributes]
    assert [key for key in keys if key[1] == "style" or key[1].startswith("on")] == []
    drawn = [
        a["src"] for a in page.attributes("img") if (a.get("src") or "").startswith("data:image/")
    ]
    links = [a.get(key) or "" for _, a in page.tags for key in ("href", "src", "action")]
    links = [link for link in links if link not in drawn]
    assert [link for link in links if link.lower().startswith(("javascript:", "data:"))] == []


PAGES = {"meetings:meeting", "deliberation:topic", "accounts:helping", "accounts:devices", "home"}


def walked(address, client):
    """The status of one address by each method, and what is wrong with the answers."""
    statuses, faults = {}, {}
    for method in ("get", "head", "post"):
        answer = getattr(client, method)(address)
        statuses[method] = answer.status_code
        try:
            assert answer.status_code != 500
            check(answer)
        except AssertionError as fault:
            faults[method, answer.status_code] = str(fault)[:600]
    return statuses, faults


@pytest.mark.long("three ways of asking for each address there is")
@pytest.mark.parametrize("who", ["nobody", "somebody"])
def test_every_address_answers_with_the_exact_headers(world, who):
    statuses, faults, cookies = {}, {}, SimpleCookie()
    if who == "somebody":
        cookies = sign_in(Client(), world, fresh=True).cookies
    client = Client(raise_request_exception=False)
    for name, address in ADDRESSES:
        client.cookies = SimpleCookie(cookies.output(header=""))  # some addresses sign out
        with transaction.atomic():
            statuses[name], faults[name] = walked(address, client)
            transaction.set_rollback(True)
    shown = {name for name, by_method in statuses.items() if by_method["get"] == 200}

    assert {name: fault for name, fault in faults.items() if fault} == {}
    if who == "somebody":  # the walk sees pages, and not only errors
        assert PAGES - shown == set()
        assert len(shown) > 40


# --- errors ------------------------------------------------------------------------------------

CANARY = "Lobelia-7319"


@pytest.fixture
def broken(settings):
    settings.ROOT_URLCONF = "tests.portal.pages"
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("error", [RuntimeError, OperationalError])
def test_when_something_breaks_the_page_says_so_and_shows_nothing_of_it(broken, monkeypatch, error):
    def fail(*_args, **_kwargs):
        raise error(f"{CANARY} UPDATE accounts_user")

    monkeypatch.setattr("iag_portal.pages.views.render", fail)
    answer = broken.get(f"/help/?q={CANARY}")
    expected = (503, "5") if error is OperationalError else (500, None)
    assert (answer.status_code, answer.get("Retry-After")) == expected
    assert [
        word for word in (CANARY, "UPDATE", "Error", "Traceback") if word in answer.content.decode()
    ] == []
    check(answer)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_is_not_there_does_not_repeat_what_was_asked(method):
    answer = getattr(Client(), method)(f"/{CANARY}/?q={CANARY}", {"body": f"{CANARY} words"})
    assert (answer.status_code, CANARY in answer.content.decode()) == (404, False)


def test_a_forged_form_does_not_repeat_what_was_sent():
    answer = Client(enforce_csrf_checks=True).post(
        "/accounts/login/",
        {"login": CANARY, "password": f"{CANARY} {PASSWORD}"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert (answer.status_code, CANARY in answer.content.decode()) == (403, False)


# --- cookies of a real portal --------------------------------------------------------------------

REAL = {
    "IAG_PROFILE": "production",
    "IAG_ORIGIN": "https://portal.example",
    "IAG_SECRET_KEY": secrets.token_urlsafe(48),
    "IAG_FIELD_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "IAG_AUDIT_KEY": secrets.token_urlsafe(48),
    "IAG_EMAIL_URL": "smtps://mail.example:465",
}
WANTED = re.compile(
    r"SESSION_COOKIE_\w+|CSRF_COOKIE_\w+|CSRF_USE_SESSIONS|SECURE_\w+|SESSION_EXPIRE_AT_BROWSER_CLOSE|LANGUAGE_COOKIE_\w+|MESSAGE_STORAGE"
)
SAY = "import json; from iag_portal import settings as s; print(json.dumps({k: v for k, v in vars(s).items() if k.isupper() and type(v) in (str, int, bool)}))"


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The settings of a real portal about cookies and transport, as a process of its own reads them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    env = {**kept, **REAL, "IAG_DATA": str(tmp_path_factory.mktemp("data"))}
    done = subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {
        name: value for name, value in json.loads(done.stdout).items() if WANTED.fullmatch(name)
    }


def test_every_cookie_of_a_real_portal_is_bound_to_its_host_and_closed_to_scripts(production):
    person = give_password(UserFactory())
    give_app(person)
    with override_settings(
        **{k: v for k, v in production.items() if k != "SECURE_PROXY_SSL_HEADER"}
    ):
        client = Client()
        client.get("/accounts/login/", secure=True)
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD}, secure=True)
        client.post("/accounts/2fa/authenticate/", {"code": code_now()}, secure=True)
        home = client.get("/", secure=True)
        plain = Client().get("/accounts/login/")
    cookies = {
        name: (c["secure"], c["httponly"], c["samesite"], c["path"], c["domain"])
        for name, c in client.cookies.items()
    }
    closed = (True, True, "Lax", "/", "")
    assert cookies == {"__Host-csrftoken": closed, "__Host-sessionid": closed}
    assert client.cookies["__Host-sessionid"]["max-age"] == ""  # it goes with the browser
    assert home["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert (home.status_code, plain.status_code, plain.url) == (
        200,
        301,
        "https://testserver/accounts/login/",
    )
