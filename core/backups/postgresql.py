"""A dump of PostgreSQL by its own programs, of the very moment that was counted; its way back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

import psycopg
from django.db import connection, connections

from core.backups.facts import Ask, Facts, facts
from core.backups.manifest import BackupError, Manifest, differences

DEBIAN = "/usr/lib/postgresql"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# In the transaction that fills it: whoever looks meanwhile sees the database of before.
ANEW = b"""
BEGIN;
SET LOCAL lock_timeout = '10s';
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
"""
COMMIT = b"\nCOMMIT;\n"


def server() -> int:
    """Major version of the PostgreSQL that answers."""
    with _connected() as database:
        version: int = database.info.server_version // 10_000
        return version


def dump(path: Path) -> Facts:
    """Write all of one moment to ``path``, in PostgreSQL's custom form."""
    with _connected() as database:
        database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        database.read_only = True
        database.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        database.execute("SET LOCAL statement_timeout = 0")
        [snapshot] = database.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        counted = _facts(database)
        program = _program("pg_dump", database.info.server_version // 10_000)
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run([program, *words, f"--file={path}"])
        return counted


def check(path: Path, manifest: Manifest) -> list[str]:
    """What is wrong with a dump, as far as it can be told without a server."""
    _run([_program("pg_restore", manifest.server), "--list", str(path)])
    return []


def restore(path: Path, manifest: Manifest) -> list[str]:
    """Put the dump in the place of all that the database holds: all of it, or nothing.

    Needs the role that owns the database. Answers what then differs from the manifest.
    """
    if server() < manifest.server:
        raise BackupError(
            f"This backup is of PostgreSQL {manifest.server}, and the server is older."
        )
    connections.close_all()
    reader = _program("pg_restore", manifest.server)
    writer = _program("psql", manifest.server)
    _pour(
        [reader, "--no-owner", "--no-privileges", "--file=-", str(path)],
        [writer, "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "--file=-"],
    )
    with _connected() as database:
        return differences(_facts(database), manifest)


def _pour(reader: list[str], writer: list[str]) -> None:
    """Give psql what pg_restore reads; it is committed once all of it was read."""
    with (
        TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603 -- a program of PostgreSQL, and a file of ours
            reader, stdout=subprocess.PIPE, env=_environment()
        ) as script,
    ):
        with subprocess.Popen(  # noqa: S603 -- a program of PostgreSQL
            writer, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors,
            env=_environment(),
        ) as database:  # fmt: skip
            out, read = cast("IO[bytes]", database.stdin), cast("IO[bytes]", script.stdout)
            with suppress(BrokenPipeError), out:  # it has ended, and says why
                out.write(ANEW)
                shutil.copyfileobj(read, out)
                if script.wait() == 0:
                    out.write(COMMIT)
        errors.seek(0)
        _refuse_failure(writer[0], database.returncode, errors.read().decode(errors="replace"))
    _refuse_failure(reader[0], script.returncode, "it could not read the dump")


@contextmanager
def _connected() -> Iterator[psycopg.Connection[Any]]:
    """A connection of our own: Django's have limits that a large portal would meet."""
    place = _place()
    try:
        database = psycopg.connect(
            dbname=place["PGDATABASE"],
            host=place.get("PGHOST"),
            port=place.get("PGPORT"),
            user=place.get("PGUSER"),
            password=place.get("PGPASSWORD"),
        )
    except psycopg.OperationalError as error:
        raise BackupError("The database does not answer.") from error
    with database:
        yield database


def _place() -> dict[str, str]:
    """Where the database is, as PostgreSQL's programs read it: no password on a command line."""
    names = {"PGDATABASE": "NAME", "PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER"}
    names["PGPASSWORD"] = "PASSWORD"
    place = {name: str(connection.settings_dict[key]) for name, key in names.items()}
    return {name: value for name, value in place.items() if value}


def _facts(database: psycopg.Connection[Any]) -> Facts:
    names = [name for (name,) in database.execute(TABLES).fetchall()]
    return facts(cast("Ask", database.execute), names)


def _program(name: str, at_least: int) -> str:
    """The program ``name`` of this version of PostgreSQL or a newer one: an older one refuses."""
    for path in [shutil.which(name), *sorted(Path(DEBIAN).glob(f"*/bin/{name}"), reverse=True)]:
        if path and _version(str(path)) >= at_least:
            return str(path)
    raise BackupError(
        f"{name} of PostgreSQL {at_least} or newer is missing."
        f" Install it: apt-get install postgresql-client-{at_least}"
    )


def _version(program: str) -> int:
    answer = subprocess.run(  # noqa: S603 -- found by its name
        [program, "--version"], capture_output=True, text=True, check=False, env=_environment()
    )
    number = re.search(r"\) (\d+)", answer.stdout)
    return int(number[1]) if number else 0


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    return {**kept, **_place()}


def _run(words: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 -- programs of PostgreSQL
        words, env=_environment(), capture_output=True, text=True, check=False
    )
    _refuse_failure(words[0], done.returncode, done.stderr)


def _refuse_failure(program: str, status: int, errors: str) -> None:
    if status:
        lines = errors.strip().splitlines() or ["it said nothing"]
        hint = " Run: script/manage --owner restore …" if "must be owner" in lines[0] else ""
        raise BackupError(f"{Path(program).name}: {lines[0]}.{hint}")
