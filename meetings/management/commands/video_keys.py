"""``manage.py video_keys``: what the video host needs to know our tokens by."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Print the public half of each key of ``JITSI_LOGIN_KEYS`` under the name Prosody asks for."""

    help = "Print the public halves of the keys that sign video tokens, or save them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--save", type=Path, metavar="FOLDER", help="write a file for each")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.JITSI.key_id is None:
            raise CommandError("No key of this portal signs video tokens: see JITSI_LOGIN_KEYS.")
        for name, pem in settings.JITSI.public_keys().items():
            self.stdout.write(f"{name}.pem")
            if options["save"]:
                (options["save"] / f"{name}.pem").write_text(pem)
            else:
                self.stdout.write(pem)
