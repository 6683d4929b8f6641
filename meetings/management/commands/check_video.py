"""``manage.py check_video``: try the real video host, and say what is wrong with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meetings import queries
from meetings.video import trial

UNSEEN = (
    "Not seen from here: whether pictures go through, who is moderator, and whose names are shown."
    " Try these with two browsers, as deploy/prosody/README.md says."
)


class Command(BaseCommand):
    """Ask the host what a browser would, bring it bad tokens, and name each fault."""

    help = "Try the video host: reachable, TLS, frame, clock, keys, tokens, TURN, plugin."

    def handle(self, *args: Any, **options: Any) -> None:
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
