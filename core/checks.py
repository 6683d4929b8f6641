"""System checks: what is wrong with the settings, and what is missing on this machine.

Errors (``iag.E…``) stop the start; warnings (``iag.W…``) name an optional part that is
off, and the line that installs it.
"""

from __future__ import annotations

import os
import pwd
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.checks import Warning as Advice
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError

from core import antivirus, database, fonts
from core.database import PREPARE
from core.env import ENV

BUCKET = "See “Files in a bucket” in docs/operations.md."
PANGO = "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0"


@register(Tags.security)
def environment(**_: Any) -> list[CheckMessage]:
    """Every wrong value of the environment, named together."""
    return [Error(problem.sentence, id=problem.id) for problem in ENV.problems]


@register(Tags.security)
def data_folder(**_: Any) -> list[CheckMessage]:
    """Files, and on SQLite the database, go there: whoever runs the portal has to own it."""
    folder = settings.DATA_DIR
    if not ENV.production or os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return []
    words = f"IAG_DATA: {folder} is not there, or {_who()} may not write to it."
    return [Error(words, hint="Make it, owned by the user of the portal.", id="iag.E022")]


def _who() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"user {os.geteuid()}"


@register(deploy=True)
def bucket_is_fit(**_: Any) -> list[CheckMessage]:
    """A bucket that forgets what is removed, and that strangers cannot read."""
    if ENV.problems or not ENV.values.get("IAG_FILES"):
        return []
    try:
        from core.bucket import unfit  # noqa: PLC0415 -- what it needs is installed for a bucket only
    except ImportError:
        words = "IAG_FILES: what a bucket needs is not installed."
        hint = "Run: .venv/bin/pip install --require-hashes -r requirements-s3.txt"
        return [Error(words, hint=hint, id="iag.E030")]
    return [Error(words, hint=BUCKET, id="iag.E029") for words in unfit(default_storage)]


@register(deploy=True)
def database_is_ready(**_: Any) -> list[CheckMessage]:
    """Tables of this release, and the rights to use them: without, every page is an error."""
    if ENV.problems or data_folder():
        return []
    try:
        return _database_problems()
    except (DatabaseError, ImproperlyConfigured) as error:
        words = f"The database does not answer: {type(error).__name__}."
        hint = "Is it running? Are the name and the password in IAG_DATABASE_URL right?"
        return [Error(words, hint=hint, id="iag.E018")]


def _database_problems() -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    if missing := database.missing_grants():
        words = f"The portal's role lacks rights in the database: {', '.join(missing[:5])}"
        more = f" and {len(missing) - 5} more." if len(missing) > 5 else "."  # noqa: PLR2004
        problems.append(Error(words + more, hint=PREPARE, id="iag.E021"))
    if not database.has_full_text():
        words = "This SQLite has no full-text search (FTS5)."
        hint = "Take Debian's Python, which has it, or PostgreSQL."
        problems.append(Error(words, hint=hint, id="iag.E026"))
    if not database.has_cache_table():
        problems.append(Error("The cache table is missing.", hint=PREPARE, id="iag.E020"))
    if any("django_migrations" in right for right in missing):
        return problems  # which have been run cannot be read
    if not database.is_migrated():
        problems.append(Error("Migrations have not been run.", hint=PREPARE, id="iag.E019"))
    elif database.owns_the_record():
        words = "The portal's role owns the audit log, and could take its guards away."
        hint = "See “Two roles in PostgreSQL” in docs/operations.md."
        problems.append(Advice(words, hint=hint, id="iag.W006"))
    elif excess := database.excess_grants():
        words = f"The portal's role could change the audit log: {', '.join(excess)}."
        hint = f"Revoke them, also from roles that it is a member of. {PREPARE}"
        problems.append(Error(words, hint=hint, id="iag.E025"))
    return problems


@register()
def built_front_end(**_: Any) -> list[CheckMessage]:
    """The styles and scripts are built at set-up and not committed."""
    if (settings.STATICFILES_DIRS[0] / "app.css").exists():
        return []
    return [Advice("The styles are not built.", hint="Run: script/build-front", id="iag.W001")]


@register()
def pdf_library(**_: Any) -> list[CheckMessage]:
    """WeasyPrint installs without pango and fails only when it is imported."""
    from core.pango import missing  # noqa: PLC0415 -- loads a library

    if not missing():
        return []
    return [Advice("PDF documents are off: pango is missing.", hint=PANGO, id="iag.W002")]


@register()
def letters(**_: Any) -> list[CheckMessage]:
    """Documents with letters that no font has are refused: they would be printed as boxes."""
    if not fonts.can_tell():
        words = "Nobody can tell which letters can be printed: fontconfig does not answer."
        return [Advice(words, hint="sudo apt-get install -y fontconfig", id="iag.W008")]
    lacking = {name: fonts.unprintable(text) for name, text in fonts.LANGUAGES.items()}
    names = [name for name, some in lacking.items() if some]
    if not names:
        return []
    packages = fonts.packages([letter for some in lacking.values() for letter in some])
    words = f"Letters of these cannot be printed: {', '.join(names)}."
    hint = f"sudo apt-get install -y {' '.join(packages)}; then start the portal again."
    return [Advice(words, hint=hint, id="iag.W007")]


@register()
def virus_scanner(**_: Any) -> list[CheckMessage]:
    """While the scanner is away, uploaded files wait and nobody can read them."""
    if ENV.problems or antivirus.answers():
        return []
    hint = "Start clamd, or correct IAG_CLAMD. Files that wait are tried again each minute."
    return [Advice("The virus scanner does not answer.", hint=hint, id="iag.W004")]


@register(deploy=True)
def virus_scanner_is_chosen(**_: Any) -> list[CheckMessage]:
    """A real portal has a scanner, or says that it has none."""
    if settings.CLAMD or not ENV.production:
        return []
    hint = "Set IAG_CLAMD to where clamd answers, or to none."
    return [Advice("Uploaded files are not scanned for viruses.", hint=hint, id="iag.W005")]


def refuse_unsafe() -> None:
    """End a process that would serve people with settings that are missing or unsafe.

    Management commands check by themselves; a server that only imports the portal does not.

    :raises SystemExit: naming every error together, by id.
    """
    serious = [message for message in run_checks(tags=[Tags.security]) if message.is_serious()]
    if serious:
        raise SystemExit("\n".join(map(str, serious)))
