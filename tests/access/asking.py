"""Ask one cell of the matrix, undo what it did, and say in a word what came of it."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.urls import Resolver404, resolve

GATE = {  # what stands between these people and every closed page
    "anonymous": "sign in",
    "suspended": "sign in",
    "password": "second step",
    "agreement": "agree",
}
WAYS = {  # where the gate sends them
    "account_login": "sign in",
    "mfa_reauthenticate": "second step",
    "mfa_reauthenticate_webauthn": "second step",
    "accounts:agreement": "agree",
}
REAUTHENTICATION = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_reauthenticate"}
WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
SAVEPOINT = re.compile(
    r"(?P<verb>SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) (?P<name>\S+)", re.IGNORECASE
)
PASSING = {"django_session", "cache"}  # of this visit, and of nothing else
TOKENS = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|data-now="[^"]*"|value="\w{64}"'
)


class Answer(NamedTuple):
    """What somebody got.

    :ivar word: the cell of the table.
    :ivar writes: tables that were written to.
    :ivar queries: how many were asked.
    :ivar selects: those that read, with the values of one of them.
    :ivar seen: what was looked at before it was undone.
    """

    word: str
    status: int
    headers: dict[str, str]
    body: bytes
    writes: frozenset[str]
    queries: int
    selects: dict[str, object]
    response: object
    seen: object = None

    def settled(self, path):
        """Status, headers and body without token, moment, number of the request and address."""
        text = TOKENS.sub("", self.body.decode(errors="replace")).replace(path, "")
        passing = {"Content-Length", "Date", "X-Request-ID"}
        headers = {name: v for name, v in self.headers.items() if name not in passing}
        return self.status, headers, text


class Recorder:
    """Notes every query, and which tables are written to; what is rolled back was not written."""

    def __init__(self):
        self.queries, self.writes, self.selects, self._before = 0, set(), {}, {}

    def __call__(self, execute, sql, params, many, context):
        if match := SAVEPOINT.match(sql):
            self._savepoint(match["verb"].upper(), match["name"])
        else:
            self.queries += 1
            if sql.lstrip("( ").startswith("SELECT"):
                self.selects.setdefault(sql, params)
        if match := WRITE.match(sql):
            self.writes.add(match[1])
        return execute(sql, params, many, context)

    def _savepoint(self, verb, name):
        if verb == "SAVEPOINT":
            self._before[name] = set(self.writes)
        elif verb.startswith("ROLLBACK"):
            self.writes = set(self._before[name])


def ask(world, case, method, who, *, path="", browser=None, body=None, look=None, **headers):
    """One answer; the world is afterwards as it was before.

    ``look``: a function of the tables that were written to, called before it is undone.
    """
    browser = browser or world.browser[who]
    recorder = Recorder()
    with transaction.atomic():
        if case.before:
            case.before(world)
        sent = case.body(world, who) if body is None else body
        data = sent if method in ("POST", "PUT", "PATCH") else {}
        with connection.execute_wrapper(recorder):
            address = path or case.path(world, who)
            response = browser.ask(method.lower(), address, data, **case.headers, **headers)
            content = response.content
        writes = frozenset(recorder.writes - PASSING)
        seen = look(writes) if look else None
        transaction.set_rollback(True)
    parts = (response.status_code, dict(response.headers), content, writes, recorder.queries)
    selects = recorder.selects
    return Answer(word(response, method, who, writes), *parts, selects, response, seen)


def word(response, method, who, writes):
    """What the table says of this answer."""
    status = response.status_code
    if status == 401:
        return GATE.get(who, "401")
    if 300 <= status < 400:
        return redirected(response, method, who, writes)
    if "deliberation/handling.html" in {template.name for template in response.templates}:
        return "accept"
    if status == 422 or wrong(response):
        return "form"
    if status not in (200, 204):
        return str(status)
    return "yes" if method == "GET" or writes else "page"


def redirected(response, method, who, writes):
    """A gate, a step in between, something done, or simply another page."""
    try:
        name = resolve(urlsplit(response.url).path).view_name
    except Resolver404:
        return "elsewhere"
    if who in GATE and WAYS.get(name) == GATE[who] and not writes:
        return GATE[who]
    if name in REAUTHENTICATION:
        return "fresh"
    return "yes" if method == "POST" and writes else f"to {name}"


def wrong(response):
    """Whether the page shows a form again because of what was typed."""
    context = getattr(response, "context", None)
    form = context.get("form") if context is not None and "form" in context else None
    return bool(getattr(form, "errors", None))
