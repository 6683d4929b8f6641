"""Django's settings for a database and for mail, from one address each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PROVIDERS = {  # name of each in IAG_EMAIL_URL -> of the setting that has its key
    "postmark": "POSTMARK_SERVER_TOKEN",
    "brevo": "BREVO_API_KEY",
}
MAIL_TIMEOUT = 20  # seconds
SPOOLED = 20 * 1024 * 1024  # bytes of a file from a bucket, after which it is on the disk
# In seconds, how long a request waits for a connection, and how long the pool tries for one by
# itself. By its own measure, half a minute and five, everybody would wait so long while PostgreSQL
# is away, and nobody be served for as long again once it is back: it looks ever less often.
POOL_PATIENCE = 10
# A question about rights has many branches, of which a search asks few. PostgreSQL guesses that all
# of them cost, and would turn the question into machine code for seconds that an answer takes ms.
POSTGRESQL = (
    "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    " -c jit=off"
)
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def parts_of(url: str) -> SplitResult | None:
    """The parts of ``url``; None where it is none: brackets left open, a port that is no port."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- read here, because it raises when it is read
    except ValueError:
        return None
    return parts


def database(url: str, data: Path, *, pool: bool) -> dict[str, object]:
    """Django's ``DATABASES`` entry for ``url``; SQLite in the data folder when it is empty."""
    parts = parts_of(url)
    if parts and parts.scheme in ("postgres", "postgresql"):
        options: dict[str, object] = {"options": POSTGRESQL}
        if pool:
            options["pool"] = {
                "min_size": 1,
                "max_size": 12,
                "timeout": POOL_PATIENCE,
                "reconnect_timeout": POOL_PATIENCE,
            }
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
    if url:  # a wrong address is named by the checks; nobody's words go to another place meanwhile
        return {"ENGINE": "django.db.backends.dummy"}
    return {
        "ENGINE": "core.sqlite3",
        "NAME": data / "portal.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def files(values: Mapping[str, str], data: Path) -> dict[str, Any]:
    """Django's ``STORAGES`` entry for files: the bucket of ``IAG_FILES``, or a folder.

    A wrong address is named by the checks; nobody's words go to another place meanwhile.
    """
    if not values.get("IAG_FILES"):
        options = {"location": data / "files", "file_permissions_mode": 0o600}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    parts = parts_of(values["IAG_FILES"])
    return {
        "BACKEND": "core.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": (parts and parts.netloc) or "",
            "location": parts.path.strip("/") if parts else "",
            "endpoint_url": values.get("IAG_FILES_ENDPOINT") or None,
            "region_name": values.get("IAG_FILES_REGION") or None,
            "access_key": values.get("IAG_FILES_KEY"),
            "secret_key": values.get("IAG_FILES_SECRET"),
            "file_overwrite": False,
            "max_memory_size": SPOOLED,
        },
    }


def email(url: str, data: Path, key: str = "", reports: str = "") -> dict[str, object]:
    """Settings of mail for ``url``: a server, a provider; a folder of files when it is empty.

    :param key: of the provider's interface.
    :param reports: ``name:secret`` by which it says what became of an email; empty for not at all.
    """
    parts = parts_of(url)
    if parts is not None and parts.scheme in PROVIDERS:
        return _provider(parts.scheme, key, reports)
    if not url or parts is None:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(data / "mail"),
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or MAIL_PORTS.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": MAIL_TIMEOUT,
    }


def _provider(name: str, key: str, reports: str) -> dict[str, object]:
    """Through django-anymail. Nobody follows what people open: Brevo is told so in its account."""
    anymail: dict[str, object] = {
        PROVIDERS[name]: key,
        "WEBHOOK_SECRET": reports,
        "REQUESTS_TIMEOUT": MAIL_TIMEOUT,
        "POSTMARK_SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
    }
    return {
        "EMAIL_BACKEND": f"anymail.backends.{name}.EmailBackend",
        "ANYMAIL": anymail,
    }
