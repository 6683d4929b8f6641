"""What holds for every request and every answer, asked of every address that there is."""

import importlib
import re
from datetime import timedelta

import pytest
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils.module_loading import import_string

from core import text
from core.clock import at, now
from tests.accounts.pages import Page
from tests.architecture.tree import APPS, dotted, sources
from tests.factories import UserFactory
from tests.portal.test_headers_everywhere import ADDRESSES, world  # noqa: F401 -- a fixture
from tests.signing_in import PASSWORD, code_now, give_app, give_password, sign_in

pytestmark = pytest.mark.django_db
TOO_LARGE = "9" * 24
QUERY = re.compile(r'\bGET\.get\("(\w+)"')
LETTERS = "; charset=utf-8"


@pytest.fixture
def somebody(world):  # noqa: F811
    return sign_in(Client(raise_request_exception=False), world, fresh=True)


def answers(client, method="get"):
    """What each address answers; nothing that it did stays."""
    for name, address in ADDRESSES:
        with transaction.atomic():
            yield name, client.generic(method.upper(), address)
            transaction.set_rollback(True)


WALKED = []  # once for all tests: (name, answer) of each address


@pytest.fixture
def seen(somebody, monkeypatch):
    """Each answer to somebody who is signed in, and what the walk put into the cache."""
    if not WALKED:
        kept = []
        store = type(cache._connections["default"])
        for name in ("set", "add", "set_many"):
            monkeypatch.setattr(store, name, lambda *call, **_: kept.append(call))
        leaving = [name for name, address in ADDRESSES if "logout" in address]
        answered = [(name, answer) for name, answer in answers(somebody) if name not in leaving]
        WALKED.append((answered, kept))
    return WALKED[0]


def pages(seen):
    return [
        (name, answer)
        for name, answer in seen[0]
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    ]


def test_no_address_takes_trace(somebody):
    statuses = {name: answer.status_code for name, answer in answers(somebody, "trace")}

    assert {name: status for name, status in statuses.items() if status != 405} == {}


def test_every_answer_says_what_it_is_and_in_which_letters(seen, somebody):
    button = Client().get("/groups/1/record/", headers={"HX-Request": "true"})
    wrong_kinds = {}
    for name, answer in [*seen[0], ("button", button)]:
        kind = answer.get("Content-Type", "")
        textual = kind.startswith("text/") or kind.partition(";")[0].endswith("xml")
        if not kind or (textual and not kind.endswith(LETTERS)):
            wrong_kinds[name] = kind

    assert (wrong_kinds, button["Content-Type"]) == ({}, f"text/plain{LETTERS}")


@pytest.mark.long("asks each address that has a number")
def test_a_number_that_is_too_large_is_not_there(somebody):
    statuses = {}
    for name, address in ADDRESSES:
        if "/1/" in address and name != "meetings:display-open":  # a code, which is no number
            large = address.replace("/1/", f"/{TOO_LARGE}/")
            answer = somebody.get(large)
            statuses[name] = (
                somebody.post(large) if answer.status_code == 405 else answer
            ).status_code

    assert len(statuses) > 60
    assert {name: given for name, given in statuses.items() if given not in {302, 403, 404}} == {}


@pytest.mark.long("asks each address")
def test_a_number_in_a_query_that_python_does_not_read_breaks_nothing(somebody):
    """Python reads no number of more than 4,300 digits."""
    names = {name for file in sources() for name in QUERY.findall(file.read_text())}
    assert {"page", "post", "reply", "from", "group", "role", "after"} <= names
    query = dict.fromkeys(sorted(names - {"next"}), "9" * 4400)
    statuses = {}
    for name, address in ADDRESSES:
        with transaction.atomic():
            statuses[name] = somebody.get(address, query).status_code
            transaction.set_rollback(True)

    assert {name: status for name, status in statuses.items() if status >= 500} == {}


def test_what_is_encoded_twice_is_decoded_once(somebody):
    assert [somebody.get(f"/topics/{number}/").status_code for number in ("1", "%31", "%2531")] == [
        200,
        200,
        404,
    ]
    assert text.render("&lt;b&gt;") == '<p dir="auto">&amp;lt;b&amp;gt;</p>\n'


def test_a_value_in_the_address_is_not_taken_for_one_of_the_form():
    person = give_password(UserFactory())
    fields = {"login": person.email, "password": PASSWORD}
    address = f"/accounts/login/?login={person.email}&password=four+calm+words+together"
    by_address = Client().post(address, {})
    by_form = Client().post("/accounts/login/?login=nobody@example.org&password=wrong", fields)

    assert (by_address.status_code, by_form.status_code) == (200, 302)
    assert sorted(by_address.context["form"].errors) == ["login", "password"]


def test_every_page_that_needs_signing_in_has_the_button_to_sign_out(seen):
    open_to_all = {name for name, answer in answers(Client()) if answer.status_code == 200}
    closed = [(name, answer) for name, answer in pages(seen) if name not in open_to_all]
    missing = [name for name, answer in closed if "/accounts/logout/" not in targets(answer)]

    assert len(closed) > 40
    assert missing == []


def targets(answer):
    return [form.get("action") for form in Page(answer).attributes("form")]


def test_no_answer_holds_the_key_of_its_session(seen):
    """The cookie carries it, and nothing else does: no page, no header, no address."""
    leaks = {}
    for name, answer in seen[0]:
        key = answer.wsgi_request.COOKIES[settings.SESSION_COOKIE_NAME]
        body = answer.content
        if key.encode() in body + repr(answer.headers).encode():
            leaks[name] = key

    assert (len(seen[0]) > 100, leaks) == (True, {})


CHOOSING = {
    "group-record",  # a list of kinds of events
    "installation-record",
    "publications:list",  # lists, and the numbers of two days
}


def test_nobody_writes_into_an_address(seen):
    """What stands in an address stands in logs. A list may choose by it, and the number of a day; a box may not."""
    gets = {
        name: Page(answer)
        for name, answer in pages(seen)
        if [f for f in Page(answer).attributes("form") if f.get("method", "get").lower() == "get"]
    }
    boxes = [
        (name, box)
        for name, page in gets.items()
        for box in page.attributes("input") + page.attributes("textarea")
        if box.get("type") != "hidden" and box.get("inputmode") != "numeric"
    ]

    assert (set(gets), boxes) == (CHOOSING, [])


ELSEWHERE = ("//evil.example/", "/\\evil.example/", "https:evil.example")  # so a browser takes them
LEADING = (
    "account",
    "mfa",
    "position",
    "agreement",
    "stay",
)  # in names of what goes on to somewhere


def led_away(answers):
    led = [answer.get("Location", "").partition("?")[0] for answer in answers]
    return [address for address in led if address.lstrip("/\\").startswith(("evil", "https:"))]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site_by_signing_in_or_out(target):
    person = give_password(UserFactory())
    fields = {"login": person.email, "password": PASSWORD, "next": target}
    sent = [Client().post(f"/accounts/login/?next={target}", fields)]
    give_app(person)
    client = sign_in(Client(), person)
    sent.append(client.post("/accounts/2fa/reauthenticate/", {"code": code_now(), "next": target}))
    sent.append(client.post("/accounts/logout/", {"next": target}))

    assert [answer.status_code for answer in sent] == [302] * 3
    assert led_away(sent) == []


def test_no_page_sends_people_to_another_site(somebody):
    query, sent = {"next": ELSEWHERE[0]}, []
    for name, address in ADDRESSES:
        if any(word in name for word in LEADING) and "logout" not in address:
            with transaction.atomic():
                sent += [somebody.get(address, query), somebody.post(address, query)]
                transaction.set_rollback(True)

    assert len([answer for answer in sent if answer.status_code == 302]) > 5
    assert led_away(sent) == []


def every_form(of=forms.BaseForm):
    for kind in of.__subclasses__():
        yield kind
        yield from every_form(kind)


def test_every_box_that_people_write_in_has_a_limit():
    for path in sources():
        if "forms" in path.parts or path.stem == "forms":
            importlib.import_module(dotted(path))
    endless = [
        (kind.__name__, name)
        for kind in every_form()
        if kind.__module__.partition(".")[0] in APPS
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField)
        if not field.max_length and not name.startswith("password")  # passwords.py sets theirs
    ]

    assert endless == []


def test_every_box_for_a_password_is_masked():
    shown = {
        (kind.__name__, name): field.widget.input_type
        for kind in {*every_form(), *map(import_string, settings.ACCOUNT_FORMS.values())}
        if kind.__module__.startswith("accounts.")
        for name, field in kind.base_fields.items()
        if "password" in name and isinstance(field, forms.CharField)
    }

    assert len(shown) > 3
    assert {box: kind for box, kind in shown.items() if kind != "password"} == {}


def test_a_password_is_not_asked_to_change_with_time():
    person = give_password(UserFactory())
    give_app(person)
    with at(now() + timedelta(days=5 * 365)):
        answer = Client().post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, "/accounts/2fa/authenticate/")


def test_nothing_that_a_page_shows_is_kept_in_the_cache(seen):
    assert [call for call in seen[1] if "allauth:rl" not in str(call)] == []
