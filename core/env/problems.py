"""What is wrong with the environment: each problem has an id and names its variable.

No sentence shows a value: it may be a secret, or an address with a password in it.
"""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import TYPE_CHECKING, NamedTuple

from core.env.addresses import MAIL_PORTS, PROVIDERS, parts_of
from core.env.secret_values import is_fernet_key, looks_made_up
from core.env_file import INSTEAD, is_clear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.env import Env

PROFILES = ("production", "demo", "test")
SECRETS = ("IAG_SECRET_KEY", "IAG_FIELD_KEYS", "IAG_AUDIT_KEY")
SECRET_MIN_LENGTH = 32  # characters
MOST_PROXIES = 9
TRUTH = {"": False, "0": False, "no": False, "off": False, "false": False}
TRUTH |= {"1": True, "yes": True, "on": True, "true": True}
SWITCHES = ("IAG_DATABASE_POOL", "JITSI_CAPTIONS")
RETENTION = ("", "nightly")
LOG = ("", "json")
NAMES = frozenset(
    {
        "IAG_PROFILE",
        "IAG_ORIGIN",
        "IAG_DATA",
        "IAG_SECRET_KEY",
        "IAG_SECRET_KEY_FALLBACKS",
        "IAG_FIELD_KEYS",
        "IAG_AUDIT_KEY",
        "IAG_AUDIT_KEY_FALLBACKS",
        "IAG_FILES",
        "IAG_FILES_ENDPOINT",
        "IAG_FILES_KEY",
        "IAG_FILES_SECRET",
        "IAG_FILES_REGION",
        "IAG_DATABASE_URL",
        "IAG_DATABASE_POOL",
        "IAG_REDIS_URL",
        "IAG_EMAIL_URL",
        "IAG_EMAIL_FROM",
        "IAG_EMAIL_KEY",
        "IAG_EMAIL_REPORTS",
        "IAG_TRUSTED_PROXIES",
        "IAG_CLAMD",
        "IAG_HELP_PHONE",
        "IAG_WEBCAST_HOSTS",
        "IAG_RETENTION",
        "IAG_METRICS_TOKEN",
        "IAG_LOG",
        "IAG_APP_ROLE",
        "IAG_ENV_FILE",
        "IAG_NODE",
        "JITSI_DOMAIN",
        "JITSI_XMPP_DOMAIN",
        "JITSI_APP_ID",
        "JITSI_AUDIENCE",
        "JITSI_ALG",
        "JITSI_SYSTEM_KEY",
        "JITSI_CAPTIONS",
        "JITSI_TELEPHONES",
        "JITSI_TELEPHONE_KEY",
        "JITSI_SECRET",
        "JITSI_LOGIN_KEYS",
    }
)
CLAMD = re.compile(r"none|unix:///[^\s?#]+|tcp://(?:[\w.-]+|\[[0-9a-fA-F:]+\]):[0-9]{1,5}")
BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9._-]+)*/?")
FILES_WITH = ("IAG_FILES_ENDPOINT", "IAG_FILES_KEY", "IAG_FILES_SECRET", "IAG_FILES_REGION")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}\Z){LABEL}(?:\.{LABEL})*|[0-9a-f:.]+", re.IGNORECASE | re.ASCII)
REPORTS = re.compile(rf"[\w.-]+:[\w.~-]{{{SECRET_MIN_LENGTH},}}", re.ASCII)
SIGNS = "Write @ : / ? # in a password as %40 %3A %2F %3F %23."


class Problem(NamedTuple):
    """A wrong setting: the id of its system check, and the sentence to show."""

    id: str
    sentence: str


def problems_of(env: Env) -> tuple[Problem, ...]:
    """Every problem, in the order of the table in docs/operations.md."""
    problems: list[Problem] = []
    checks = (_names, _profile, _secrets, _origin, _data, _files, _database, _redis, _mail, _rest)
    for look in checks:
        problems += look(env)
    return tuple(problems)


def _names(env: Env) -> Iterator[Problem]:
    """A mistyped name leaves its setting as it was, and nobody notices."""
    if not env.production:
        return
    for name in sorted(env.values):
        if name.startswith(("IAG_", "JITSI_")) and name not in NAMES:
            yield Problem("iag.E013", f"{name} is no setting of the portal. Is it mistyped?")
        elif name in NAMES and _is_wrapped(env.values[name]):
            words = f"{name} begins or ends with a space or a quotation mark. Take it away."
            yield Problem("iag.E016", words)
        elif name in NAMES and not is_clear(name, env.values[name]):
            yield Problem("iag.E016", f"{name} {INSTEAD}")


def _is_wrapped(value: str) -> bool:
    quoted = value[:1] in {'"', "'"} or value[-1:] in {'"', "'"}
    return value != value.strip() or (quoted and len(value) > 1)


def _profile(env: Env) -> Iterator[Problem]:
    if env.profile not in PROFILES:
        yield Problem("iag.E001", f"IAG_PROFILE must be one of {', '.join(PROFILES)}.")


def _secrets(env: Env) -> Iterator[Problem]:
    for name in SECRETS:
        value = env.values.get(name, "")
        if len(value) < SECRET_MIN_LENGTH:
            words = f"{name} must be set, {SECRET_MIN_LENGTH} characters or more."
            yield Problem("iag.E002", words)
        elif name != "IAG_FIELD_KEYS" and env.production and looks_made_up(value):
            yield Problem("iag.E002", f"{name} is a placeholder. Make a key: manage.py make_keys.")
        elif name == "IAG_FIELD_KEYS" and not all(
            is_fernet_key(key, by_chance=env.production) for key in env.field_keys
        ):
            words = "IAG_FIELD_KEYS must be Fernet keys. Make one: manage.py make_keys."
            yield Problem("iag.E008", words)
    yield from _earlier_secrets(env)


def _earlier_secrets(env: Env) -> Iterator[Problem]:
    """Whoever can guess an earlier key signs sessions and records as well as with the new one."""
    earlier = {
        "IAG_SECRET_KEY": env.secret_key_fallbacks,
        "IAG_AUDIT_KEY": env.audit_key_fallbacks,
    }
    for name, keys in earlier.items():
        if any(len(key) < SECRET_MIN_LENGTH for key in keys):
            words = f"Each key of {name}_FALLBACKS must have {SECRET_MIN_LENGTH} characters or more"
            yield Problem("iag.E002", f"{words}.")
        elif env.production and any(looks_made_up(key) for key in keys):
            yield Problem("iag.E002", f"A key of {name}_FALLBACKS is a placeholder. Take it out.")
        if env.production and env.values.get(name) in keys:
            words = f"{name}_FALLBACKS names the key that is in use. It is for earlier keys."
            yield Problem("iag.E017", words)
    values = [env.values[name] for name in SECRETS if env.values.get(name)]
    if env.production and len(set(values)) < len(values):
        words = f"{', '.join(SECRETS)} must differ: each does one thing. See manage.py make_keys."
        yield Problem("iag.E017", words)


def _origin(env: Env) -> Iterator[Problem]:
    if not _is_origin(env.origin):
        words = "IAG_ORIGIN must be set to scheme and name alone, such as https://portal.example."
        yield Problem("iag.E003", words)
    elif env.production and not env.https:
        yield Problem("iag.E004", "IAG_ORIGIN must begin with https:// in production.")
    elif not env.production and env.host != "localhost":
        words = f"The {env.profile} profile runs on http://localhost only."
        yield Problem("iag.E005", words)
    proxies = env.values.get("IAG_TRUSTED_PROXIES", "").strip() or "0"
    if not re.fullmatch("[0-9]", proxies, re.ASCII):
        words = f"IAG_TRUSTED_PROXIES must be a number from 0 to {MOST_PROXIES}."
        yield Problem("iag.E011", words)
    elif env.production and env.https and not env.trusted_proxies:
        words = "IAG_TRUSTED_PROXIES must be 1 or more: a proxy of yours speaks https."
        yield Problem("iag.E011", f"{words} With 0 each page is sent on to itself for ever.")


def _is_origin(origin: str) -> bool:
    parts = parts_of(origin)
    if parts is None or parts.scheme not in {"http", "https"} or not _has_host(origin):
        return False
    return origin == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc


def _has_host(url: str) -> bool:
    parts = parts_of(url)
    return parts is not None and bool(HOST.fullmatch(parts.hostname or ""))


def _data(env: Env) -> Iterator[Problem]:
    folder = env.values.get("IAG_DATA", "")
    if env.production and folder and not folder.startswith("/"):
        words = "IAG_DATA must begin with /: commands run in more than one folder."
        yield Problem("iag.E015", words)
    if env.profile == "demo" and not all(name in env.values for name in SECRETS):
        words = "IAG_DATA: secrets.json of the demo can be neither read nor made in that folder."
        yield Problem("iag.E015", words)


def _files(env: Env) -> Iterator[Problem]:
    """A bucket with all that it needs; its answers are asked by ``core.checks``."""
    endpoint, key, secret, _region = (env.values.get(name, "") for name in FILES_WITH)
    if not (bucket := env.values.get("IAG_FILES", "")):
        for name in filter(env.values.get, FILES_WITH):
            yield Problem("iag.E028", f"{name} is for a bucket: set IAG_FILES too.")
        return
    if not BUCKET.fullmatch(bucket):
        yield Problem("iag.E028", "IAG_FILES must be s3://bucket or s3://bucket/prefix, or empty.")
    if not (key and secret):
        words = "IAG_FILES needs IAG_FILES_KEY and IAG_FILES_SECRET, by which the bucket is opened."
        yield Problem("iag.E028", words)
    if endpoint and not (_is_origin(endpoint) and (endpoint[:6] == "https:" or not env.production)):
        yield Problem("iag.E028", "IAG_FILES_ENDPOINT must be https://host, without a path.")


def _database(env: Env) -> Iterator[Problem]:
    url = env.database_url
    if not url:
        return
    parts = parts_of(url)
    if parts is None or parts.scheme not in {"postgres", "postgresql"}:
        words = "IAG_DATABASE_URL must be postgresql://user:password@host:5432/name, or empty"
        yield Problem("iag.E009", f"{words} for SQLite. {SIGNS}")
    elif not re.fullmatch(r"/[^/\s]+", parts.path) or parts.query or parts.fragment:
        words = (
            f"IAG_DATABASE_URL must end with the name of the database, and nothing else. {SIGNS}"
        )
        yield Problem("iag.E009", f"{words} For TLS set PGSSLMODE.")
    elif parts.hostname and not _has_host(url):
        yield Problem("iag.E009", f"IAG_DATABASE_URL names no host that can be. {SIGNS}")


def _redis(env: Env) -> Iterator[Problem]:
    url = env.redis_url
    if not url:
        return
    parts = parts_of(url)
    socket = parts is not None and parts.scheme == "unix" and len(parts.path) > 1
    server = (
        parts is not None
        and parts.scheme in {"redis", "rediss"}
        and _has_host(url)
        and bool(re.fullmatch(r"(/[0-9]{0,2})?", parts.path, re.ASCII))
        and not parts.fragment
    )
    if not (socket or server):
        words = "IAG_REDIS_URL must be redis://host:6379/0, rediss://host:6379/0 or empty."
        yield Problem("iag.E010", f"{words} {SIGNS}")


def _mail(env: Env) -> Iterator[Problem]:
    url, parts = env.email_url, parts_of(env.email_url)
    sound = parts is not None and parts.scheme in MAIL_PORTS and _has_host(url)
    if parts is not None and (parts.path.strip("/") or parts.query or parts.fragment):
        sound = False
    by_provider = url in [f"{name}://" for name in PROVIDERS]
    if (url or env.production) and not (sound or by_provider):
        words = "IAG_EMAIL_URL must be set, such as smtps://user:password@mail.example:465"
        others = ", ".join(f"{name}://" for name in PROVIDERS)
        yield Problem("iag.E006", f"{words}, smtp+tls://mail.example:587, {others}. {SIGNS}")
    if bool(env.email_key) is not by_provider:
        words = "IAG_EMAIL_KEY must be set for a provider of mail, and for nothing else."
        yield Problem("iag.E027", words)
    if env.email_reports and not (by_provider and REPORTS.fullmatch(env.email_reports)):
        words = "IAG_EMAIL_REPORTS is for a provider of mail, and must be name:secret,"
        yield Problem("iag.E027", f"{words} the secret {SECRET_MIN_LENGTH} characters or more.")
    _name, address = parseaddr(env.email_from)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or "\n" in env.email_from:
        words = "IAG_EMAIL_FROM must be an address, such as IAG portal <portal@portal.example>."
        yield Problem("iag.E014", words)


def _rest(env: Env) -> Iterator[Problem]:
    if env.clamd and not (CLAMD.fullmatch(env.clamd) and parts_of(env.clamd)):
        words = "IAG_CLAMD must be unix:///path/to/clamd.ctl, tcp://host:3310 or none."
        yield Problem("iag.E007", words)
    sites = env.webcast_hosts
    if not all(HOST.fullmatch(site) and "." in site and ":" not in site for site in sites):
        words = "IAG_WEBCAST_HOSTS must be names of sites, such as www.video.example, with a +"
        yield Problem("iag.E012", f"{words} before those that may be shown inside the portal.")
    if env.values.get("IAG_RETENTION", "") not in RETENTION:
        yield Problem("iag.E012", "IAG_RETENTION must be nightly, or not set.")
    if env.values.get("IAG_LOG", "") not in LOG:
        yield Problem("iag.E012", "IAG_LOG must be json, or not set.")
    token = env.metrics_token
    if token and (len(token) < SECRET_MIN_LENGTH or (env.production and looks_made_up(token))):
        words = f"IAG_METRICS_TOKEN must be {SECRET_MIN_LENGTH} random characters or more, or not"
        yield Problem("iag.E002", f"{words} set. Make one: openssl rand -hex 32.")
    if env.database_pool and not env.database_url:
        yield Problem("iag.E012", "IAG_DATABASE_POOL is for PostgreSQL: set IAG_DATABASE_URL too.")
    for name in SWITCHES:
        if not is_switch(env.values, name):
            yield Problem("iag.E012", f"{name} must be 1 or 0.")


def is_switch(values: Mapping[str, str], name: str) -> bool:
    """Whether the variable says yes or no in a way that the portal reads."""
    return values.get(name, "").strip().lower() in TRUTH
