"""``manage.py restore``: a backup in the place of what is there, or a look at one."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import record_restoration
from core.audit.chain import HEAD_LENGTH
from core.audit.guards import missing_guards
from core.audit.verify import every_chain, find_witness
from core.backups.manifest import BackupError, Manifest
from core.backups.restore import Unpacked, is_empty, opened, restore

HERE = "-"


class Command(BaseCommand):
    """Everything that can be told is told before anything is changed."""

    help = "Restore a backup into an empty portal; with --check, only look whether it is whole."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE", help="a backup; - for standard input")
        parser.add_argument("--check", action="store_true", help="look at it, and change nothing")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="also where the portal is not empty: all of it goes",
        )
        parser.add_argument(
            "--scratch", type=Path, help="a folder with room for the whole backup (IAG_DATA)"
        )

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        if not options["check"] and not options["replace"] and not is_empty():
            raise CommandError(
                "Nothing was restored. This portal is not empty; --replace puts the backup in its"
                " place, and what is here is gone."
            )
        try:
            with (
                _content(source) as content,
                opened(content, scratch=options["scratch"] or settings.DATA_DIR) as unpacked,
            ):
                self._look(unpacked)
                if not options["check"]:
                    self._restore(unpacked)
        except BackupError as error:
            raise CommandError(f"Nothing was restored. {error}") from error

    def _look(self, unpacked: Unpacked) -> None:
        manifest = unpacked.manifest
        self.stdout.write(
            f"Release {manifest.version}, {manifest.made_at}: {sum(manifest.rows.values())} rows of"
            f" {len(manifest.rows)} tables, {len(manifest.files) - 1} files."
        )
        for problem in unpacked.problems:
            self.stdout.write(f"- {problem}")
        if unpacked.problems:
            raise CommandError(
                f"Nothing was restored. Faults of this backup: {len(unpacked.problems)}."
            )
        self.stdout.write("The backup is whole, and the keys of this portal are its keys.")

    def _restore(self, unpacked: Unpacked) -> None:
        others, unlike = restore(unpacked)
        role = os.environ.get("IAG_APP_ROLE", "")
        call_command("prepare_database", grant_to=role, verbosity=0, stdout=StringIO())
        # Before anything is judged: sessions and emails of before must not live again.
        held = record_restoration(
            actor=None, made_at=datetime.fromisoformat(unpacked.manifest.made_at)
        )
        if unlike:
            raise CommandError(f"The backup was restored, and is not whole. {unlike[0]}")
        _verify(unpacked.manifest)
        self.stdout.write("Restored. The audit log is whole, and ends where the backup says.")
        if held:
            self.stdout.write(
                f"Emails held: {held}. They may have been sent since: `jobs list` names them,"
                " `jobs retry ID` sends one, `jobs drop ID` forgets it."
            )
        if others:
            self.stdout.write(f"Files that no row of the backup names, left there: {others}.")


@contextmanager
def _content(source: str) -> Iterator[IO[bytes]]:
    if source == HERE:
        yield sys.stdin.buffer
        return
    try:
        content = Path(source).open("rb")  # noqa: SIM115 -- closed below
    except OSError as error:
        raise CommandError(f"{source} cannot be read: {error.strerror}.") from error
    with content:
        yield content


def _verify(manifest: Manifest) -> None:
    """Every chain is whole under our keys, and has the head of the backup.

    :raises CommandError: it is not; the rows are there to be looked at.
    """
    broken = [chain.scope for chain in every_chain() if chain.broken is not None]
    lost = [
        scope
        for scope, (_length, head) in manifest.heads.items()
        if head and find_witness(scope, head[:HEAD_LENGTH]).number is None
    ]
    if broken or lost or missing_guards():
        raise CommandError(
            "The backup was restored, and its audit log is not whole: run verify_audit."
        )
