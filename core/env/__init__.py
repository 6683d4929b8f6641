"""Every setting that comes from the environment, read once, typed, with its problems named.

Nothing here raises on a wrong value: problems are collected and shown together, by
``core.checks`` as system checks with ids, so that one start names them all.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.env.addresses import PROVIDERS, database, email, files, parts_of
from core.env.hosts import OF_THE_STORY, webcast_hosts
from core.env.problems import SECRET_MIN_LENGTH, SECRETS, TRUTH, Problem, problems_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ENV",
    "SECRETS",
    "SECRET_MIN_LENGTH",
    "Env",
    "Problem",
    "database",
    "email",
    "files",
    "read",
]
ROOT = Path(__file__).resolve().parent.parent.parent
USUAL_PORTS = {"http": ":80", "https": ":443"}


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
    email_key: str
    email_reports: str
    trusted_proxies: int
    help_phone: str
    webcast_hosts: dict[str, bool]
    retention_nightly: bool
    clamd: str
    metrics_token: str
    log_json: bool
    values: Mapping[str, str] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def production(self) -> bool:
        """Whether real people's words are at stake."""
        return self.profile not in {"demo", "test"}  # a mistyped one opens nothing

    @property
    def host(self) -> str:
        """Host name of the portal, without scheme and port."""
        parts = parts_of(self.origin)
        return (parts and parts.hostname) or ""

    @property
    def email_reporter(self) -> str:
        """The provider that reports what became of an email; empty where nobody does."""
        parts = parts_of(self.email_url)
        reports = self.email_reports and parts and parts.scheme in PROVIDERS
        return parts.scheme if parts and reports else ""

    @property
    def https(self) -> bool:
        return self.origin.startswith("https://")


def read(environ: Mapping[str, str]) -> Env:
    """Read ``environ`` into an :class:`Env`; wrong values are in ``Env.problems``."""
    profile = environ.get("IAG_PROFILE") or "production"
    data = ROOT / (environ.get("IAG_DATA") or "var")  # the same, wherever a command is run
    values = dict(environ)
    if profile == "demo":
        values = {**_kept_secrets(data), **values}
    env = Env(
        profile=profile,
        data=data,
        origin=_as_browsers_write_it(values.get("IAG_ORIGIN", "")),
        secret_key=values.get("IAG_SECRET_KEY", ""),
        secret_key_fallbacks=_words(values.get("IAG_SECRET_KEY_FALLBACKS")),
        field_keys=_words(values.get("IAG_FIELD_KEYS")),
        audit_key=values.get("IAG_AUDIT_KEY", ""),
        audit_key_fallbacks=_words(values.get("IAG_AUDIT_KEY_FALLBACKS")),
        database_url=values.get("IAG_DATABASE_URL", ""),
        database_pool=_pool(values),
        redis_url=values.get("IAG_REDIS_URL", ""),
        email_url=values.get("IAG_EMAIL_URL", ""),
        email_from=values.get("IAG_EMAIL_FROM", ""),
        email_key=values.get("IAG_EMAIL_KEY", ""),
        email_reports=values.get("IAG_EMAIL_REPORTS", ""),
        trusted_proxies=_number(values.get("IAG_TRUSTED_PROXIES", "")),
        help_phone=values.get("IAG_HELP_PHONE", ""),
        webcast_hosts=webcast_hosts(_hosts(values, profile)),
        retention_nightly=values.get("IAG_RETENTION", "") == "nightly",
        clamd=values.get("IAG_CLAMD", ""),
        metrics_token=values.get("IAG_METRICS_TOKEN", ""),
        log_json=values.get("IAG_LOG", "") == "json",
        values=values,
    )
    sender = env.email_from or f"IAG portal <portal@{env.host or 'localhost'}>"
    env = replace(env, email_from=sender)
    return replace(env, problems=problems_of(env))


def _as_browsers_write_it(origin: str) -> str:
    """In small letters, without the usual port: ``Origin`` headers are compared with it."""
    origin = origin.strip().rstrip("/").lower()
    return origin.removesuffix(USUAL_PORTS.get(origin.partition(":")[0], "/"))


def _hosts(values: Mapping[str, str], profile: str) -> str:
    """What is let in; while nobody says anything, a demo lets in the sites of its story."""
    real = profile not in {"demo", "test"}
    return values.get("IAG_WEBCAST_HOSTS") or ("" if real else OF_THE_STORY)


def _pool(values: Mapping[str, str]) -> bool:
    """Whether connections to PostgreSQL are kept and counted: yes, unless somebody says no.

    Without it each request has one of its own, and a hundred at once use up the server's.
    """
    pool = values.get("IAG_DATABASE_POOL", "").strip().lower()
    return TRUTH.get(pool, False) if pool else bool(values.get("IAG_DATABASE_URL"))


def _number(text: str) -> int:
    """The number that ``text`` says, 0 for anything else: the checks name it."""
    try:
        return int(text) if text.strip().isdecimal() else 0
    except ValueError:  # more digits than Python turns into a number
        return 0


def _words(text: str | None) -> list[str]:
    return [word for word in (text or "").replace(",", " ").split() if word]


def _kept_secrets(data: Path) -> dict[str, str]:
    """Secrets of the demo, kept in its data folder; none where they can be neither read nor made.

    The checks name what is missing then.
    """
    kept = data / "secrets.json"
    try:
        stored = json.loads(kept.read_text()) if kept.exists() else _make_secrets(kept)
    except (OSError, ValueError, RecursionError):
        return {}
    whole = isinstance(stored, dict) and all(isinstance(value, str) for value in stored.values())
    return stored if whole else {}


def _make_secrets(kept: Path) -> dict[str, str]:
    from cryptography.fernet import Fernet  # noqa: PLC0415 -- only the first start of a demo

    new = {name: secrets.token_urlsafe(48) for name in SECRETS}
    new["IAG_FIELD_KEYS"] = Fernet.generate_key().decode()
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(new, indent=1))
    return new


ENV = read(os.environ)
