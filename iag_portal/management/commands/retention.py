"""``manage.py retention`` lists what has been kept long enough; with ``--apply`` it removes it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.rights.retention import run


class Command(BaseCommand):
    """Kinds and ids only, never words."""

    help = "List what the retention schedule removes; remove it with --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="remove, instead of listing only")

    def handle(self, *args: Any, **options: Any) -> None:
        due = run(apply=options["apply"])
        for kind, ids in due:
            kept = settings.RETENTION[kind].days
            numbers = ", ".join(map(str, ids))
            self.stdout.write(f"{kind} (kept {kept} days): {len(ids)}: {numbers}")
        if not due:
            self.stdout.write("Nothing is due.")
        elif not options["apply"]:
            self.stdout.write("Nothing was removed. Use --apply to remove it.")
