"""``manage.py backup``: database and files in one tar, made while people work."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.backups.make import keep, make, note, written
from core.backups.manifest import BackupError, Manifest
from iag_portal import __version__

HERE = "-"


class Command(BaseCommand):
    """No key is in it: docs/backup-and-recovery.md says how they are kept."""

    help = "Write a backup of the database and all files, while the portal runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target",
            metavar="FOLDER_OR_FILE",
            help="a folder, in which the backup is named by its moment; a file that ends in .tar;"
            " or - to write it to standard output, for another program to encrypt",
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="then remove all but the newest N in the folder"
        )

    def handle(self, *args: Any, target: str, **options: Any) -> None:
        number = options["keep"]
        if number is not None and (number < 1 or target == HERE or target.endswith(".tar")):
            raise CommandError("--keep goes with a folder, and keeps one backup at the least.")
        try:
            if target == HERE:
                manifest = make(sys.stdout.buffer, version=__version__, scratch=settings.DATA_DIR)
                sys.stdout.buffer.flush()
                self._tell(manifest, "standard output")
            else:
                with written(Path(target)) as (out, file):
                    manifest = make(out, version=__version__, scratch=file.parent)
                self._tell(manifest, str(file))
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        if number and (removed := keep(Path(target), number)):
            self.stderr.write(f"Older backups removed: {removed}.")

    def _tell(self, manifest: Manifest, where: str) -> None:
        note(manifest, where)
        files, rows = len(manifest.files) - 1, sum(manifest.rows.values())
        self.stderr.write(f"{where}: {rows} rows of {len(manifest.rows)} tables, {files} files.")
        for name in manifest.absent:
            self.stderr.write(f"A row names {name}, and there is no such file.")
