"""Every setting that comes from the environment, read once, typed, with its problems named.

Nothing here raises on a wrong value: problems are collected and shown together, by
``iag_portal.checks`` as system checks with ids, so that one start names them all.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

PROFILES = ("production", "demo", "test")
SECRETS = ("IAG_SECRET_KEY", "IAG_FIELD_KEYS", "IAG_AUDIT_KEY")
SECRET_MIN_LENGTH = 32  # characters
CLAMD = re.compile(r"none|unix:///[^\s?#]+|tcp://(?:[\w.-]+|\[[0-9a-fA-F:]+\]):[0-9]{1,5}")


class Problem(NamedTuple):
    """A wrong setting: the id of its system check, and the sentence to show."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Env:
    """The environment, as the rest of the portal sees it."""

    profile: str
    data: Path
    origin: str
    secret_key: str
    secret_key_fallbacks: list[str]
    field_keys: list[str]
    audit_key: str
    audit_key_fallbacks: list[str]
    database_url: str
    database_pool: bool
    redis_url: str
    email_url: str
    email_from: str
    trusted_proxies: int
    help_phone: str
    retention_nightly: bool
    clamd: str
    values: Mapping[str, str] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def production(self) -> bool:
        """Whether real people's words are at stake."""
        return self.profile == "production"

    @property
    def host(self) -> str:
        """Host name of the portal, without scheme and port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def https(self) -> bool:
        return self.origin.startswith("https://")


def read(environ: Mapping[str, str]) -> Env:
    """Read ``environ`` into an :class:`Env`; wrong values are in ``Env.problems``."""
    profile = environ.get("IAG_PROFILE", "production")
    data = Path(environ.get("IAG_DATA", "var")).absolute()
    values = dict(environ)
    if profile == "demo":
        values = {**_kept_secrets(data), **values}
    env = Env(
        profile=profile,
        data=data,
        origin=values.get("IAG_ORIGIN", "").rstrip("/"),
        secret_key=values.get("IAG_SECRET_KEY", ""),
        secret_key_fallbacks=_words(values.get("IAG_SECRET_KEY_FALLBACKS")),
        field_keys=_words(values.get("IAG_FIELD_KEYS")),
        audit_key=values.get("IAG_AUDIT_KEY", ""),
        audit_key_fallbacks=_words(values.get("IAG_AUDIT_KEY_FALLBACKS")),
        database_url=values.get("IAG_DATABASE_URL", ""),
        database_pool=values.get("IAG_DATABASE_POOL", "") == "1",
        redis_url=values.get("IAG_REDIS_URL", ""),
        email_url=values.get("IAG_EMAIL_URL", ""),
        email_from=values.get("IAG_EMAIL_FROM", "IAG portal <portal@localhost>"),
        trusted_proxies=int(values.get("IAG_TRUSTED_PROXIES", "0") or 0),
        help_phone=values.get("IAG_HELP_PHONE", ""),
        retention_nightly=values.get("IAG_RETENTION", "") == "nightly",
        clamd=values.get("IAG_CLAMD", ""),
        values=values,
    )
    return _with_problems(env)


def _words(text: str | None) -> list[str]:
    return [word for word in (text or "").replace(",", " ").split() if word]


def _kept_secrets(data: Path) -> dict[str, str]:
    """Secrets of the demo, made at its first start and kept in its data folder."""
    kept = data / "secrets.json"
    if kept.exists():
        return dict(json.loads(kept.read_text()))
    from cryptography.fernet import Fernet  # noqa: PLC0415 -- only the first start of a demo

    made = {name: secrets.token_urlsafe(48) for name in SECRETS}
    made["IAG_FIELD_KEYS"] = Fernet.generate_key().decode()
    data.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(made, indent=1))
    return made


def _with_problems(env: Env) -> Env:
    found = []
    if env.profile not in PROFILES:
        found.append(Problem("iag.E001", f"IAG_PROFILE must be one of {', '.join(PROFILES)}."))
    found += [
        Problem("iag.E002", f"{name} must be set, {SECRET_MIN_LENGTH} characters or more.")
        for name in SECRETS
        if len(env.values.get(name, "")) < SECRET_MIN_LENGTH
    ]
    if not env.host:
        found.append(Problem("iag.E003", "IAG_ORIGIN must be set, such as https://portal.example."))
    elif env.production and not env.https:
        found.append(Problem("iag.E004", "IAG_ORIGIN must begin with https:// in production."))
    elif env.profile == "demo" and env.host != "localhost":
        found.append(Problem("iag.E005", "The demo profile runs on http://localhost only."))
    if env.production and not env.email_url:
        found.append(
            Problem("iag.E006", "IAG_EMAIL_URL must be set, such as smtps://mail.example:465.")
        )
    if env.clamd and not CLAMD.fullmatch(env.clamd):
        words = "IAG_CLAMD must be unix:///path/to/clamd.ctl, tcp://host:3310 or none."
        found.append(Problem("iag.E007", words))
    return Env(**{**{n: getattr(env, n) for n in env.__slots__}, "problems": tuple(found)})


def database(url: str, data: Path, *, pool: bool) -> dict[str, object]:
    """Django's ``DATABASES`` entry for ``url``; SQLite in the data folder when it is empty."""
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        options: dict[str, object] = {
            "options": "-c lock_timeout=5s -c statement_timeout=30s"
            " -c idle_in_transaction_session_timeout=60s"
        }
        if pool:
            options["pool"] = {"min_size": 1, "max_size": 12}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "portal.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def email(url: str, data: Path) -> dict[str, object]:
    """``EMAIL_…`` settings for ``url`` (smtp, smtp+tls, smtps); a folder of files when empty."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(data / "mail"),
        }
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,  # seconds
    }


ENV = read(os.environ)
