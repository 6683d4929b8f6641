"""``manage.py maintenance "…"``: what is planned, for everybody who asks whether all is well."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from iag_portal.pages.status import LONGEST, NOTE


class Command(BaseCommand):
    """A sentence on the page “Is the portal working?”; without one, what stands there goes."""

    help = "Say on the status page what is planned; without a sentence, take it away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sentence", nargs="?", default="", help="such as: Sunday 2am to 3am …")

    def handle(self, *args: Any, sentence: str, **options: Any) -> None:
        note = settings.DATA_DIR / NOTE
        if not sentence:
            note.unlink(missing_ok=True)
            self.stdout.write("Nothing is planned.")
            return
        if len(sentence) > LONGEST or not sentence.isprintable():
            raise CommandError(f"One line of {LONGEST} characters at most, for everybody to read.")
        note.write_text(sentence + "\n", encoding="utf-8")
        self.stdout.write(f"Everybody reads at {settings.PORTAL_ORIGIN}/status/: {sentence}")
