"""``manage.py make_keys``: keys of a new portal, alone or in a whole environment file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand, CommandError

from core import env
from core.env.problems import NAMES
from core.env.secret_values import new_secret
from core.env_file import INSTEAD, as_line, is_clear

NOT_KEPT = {"IAG_APP_ROLE", "IAG_ENV_FILE", "IAG_NODE"}
HEAD = """\
# Settings of the portal, one a line: NAME=VALUE, without quotation marks.
# docs/operations.md says what each means. Read by script/manage and by systemd.
"""


class Command(BaseCommand):
    """Needs no settings and no database: it comes before both."""

    help = "Print new keys, or write an environment file with them and the IAG_… of now."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", choices=env.SECRETS, help="print this key alone")
        parser.add_argument(
            "--write",
            type=Path,
            metavar="FILE",
            help="write all settings there: new keys, and what is set when it runs",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = {name: new_secret() for name in env.SECRETS}
        keys["IAG_FIELD_KEYS"] = Fernet.generate_key().decode()
        if options["name"]:
            self.stdout.write(keys[options["name"]])
        elif options["write"] is None:
            self.stdout.write("\n".join(f"{name}={value}" for name, value in keys.items()))
        else:
            _write(options["write"], keys)
            self.stderr.write(f"{options['write']} is written. Keep a copy of it, elsewhere.")


def _write(file: Path, keys: dict[str, str]) -> None:
    from_environment = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("IAG_", "JITSI_", "PG")) and name not in NOT_KEPT and value
    }
    values = {"IAG_PROFILE": "production", **keys, **from_environment}
    if problems := env.read(values).problems:
        lines = "\n".join(f"  {problem.sentence} ({problem.id})" for problem in problems)
        raise CommandError(f"Nothing was written. Set these before the command:\n{lines}")
    if wrong := [name for name, value in values.items() if not value.isprintable()]:
        raise CommandError(f"Nothing was written. {wrong[0]} has more than one line.")
    if wrong := [name for name, value in values.items() if not is_clear(name, value)]:
        raise CommandError(f"Nothing was written. {wrong[0]} {INSTEAD}")
    order = sorted(values, key=lambda name: (name not in NAMES, name))
    text = HEAD + "".join(as_line(name, values[name]) for name in order)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandError(f"{file} is there already. Its keys may be in use.") from None
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
