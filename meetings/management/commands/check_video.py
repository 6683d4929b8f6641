"""``manage.py check_video``: try the real video host, and say what is wrong with it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meetings import queries
from meetings.video import trial, wire

UNSEEN = (
    "Not seen from here: whether pictures go through, who is moderator, and whose names are shown."
    " Try these with two browsers, as deploy/prosody/README.md says."
)


class Command(BaseCommand):
    """Ask the host what a browser would, bring it bad tokens, and name each fault."""

    help = "Try the video host: reachable, TLS, frame, names, clock, keys, tokens, TURN, plugin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--names",
            type=Path,
            metavar="FOLDER",
            help="only compare the names of the frame with a release of Jitsi in this folder",
        )

    def _compare(self, folder: Path) -> None:
        if (script := wire.script_in(folder)) is None:
            raise CommandError(f"There is no {wire.SCRIPT} in {folder}.")
        if lacking := wire.unknown_to(script.read_text()):
            raise CommandError(f"{script} does not know {', '.join(lacking)}.")
        self.stdout.write(f"{script} knows all {len(wire.names())} names.")

    def handle(self, *args: Any, **options: Any) -> None:
        if folder := options["names"]:
            self._compare(folder)
            return
        jitsi = settings.JITSI
        if not jitsi.enabled:
            self.stdout.write("This portal has no video: JITSI_DOMAIN is empty.")
            return
        number = 0
        heard = queries.last_heard()
        for sentence in trial.faults(jitsi, portal=settings.PORTAL_ORIGIN, heard=heard):
            number += 1
            self.stdout.write(f"- {sentence}")
        if number:
            raise CommandError(f"Faults of the video host: {number}.")
        self.stdout.write(f"{jitsi.domain} is in order as far as it can be asked.")
        self.stdout.write(UNSEEN)
