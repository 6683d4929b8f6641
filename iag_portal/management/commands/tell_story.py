"""Fill an empty portal with the story of one group: people, talk, a pack, meetings, advice."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.clock import at, now
from core.jobs import run_due_jobs
from core.search.index import rebuild
from iag_portal.story import (
    action_log,
    between,
    coming,
    decided,
    everyday,
    messages,
    minutes,
    nation,
    outside,
    past,
    people,
    present,
    proof,
    release,
)


class Command(BaseCommand):
    help = "Tell the demo story into an empty database, and write accounts.json."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, default=settings.DATA_DIR)

    def handle(self, *, data: Path, **options: Any) -> None:
        """Tell the story; nothing is kept when any part of it fails."""
        if settings.PORTAL_PROFILE == "production":
            raise CommandError("The story is for demos: it holds accounts with known passwords.")
        if User.objects.exists():
            raise CommandError("This portal has people already. The story needs an empty one.")
        moment = now()
        evening = timezone.make_aware(
            datetime.combine(timezone.localdate(moment) - timedelta(days=21), time(18, 30))
        )
        with transaction.atomic():
            cast = self._tell(moment, evening)
            rebuild()  # some of the past was never done by an action
        run_due_jobs()  # mails of the story wait in the folder of mails, not for the first worker
        accounts = [account._asdict() for account in cast.accounts]
        target = data / "accounts.json"
        target.touch(mode=0o600)
        target.write_text(json.dumps(accounts, indent=1))

    def _tell(self, moment: datetime, evening: datetime) -> people.Cast:
        self._say("People join the Harbour District IAG")
        cast = people.arrive(moment - timedelta(days=200))
        self._say("They write down how they work")
        everyday.keep_handbook(cast, moment)
        coming.keep_dates(cast, moment)
        self._say("They talk about the front counter")
        counter, bus = past.topics(cast, moment)
        self._say("They read a pack, meet and agree five key messages")
        held = past.meeting(cast, counter, bus, evening)
        action_log.agree(cast, held, evening)
        self._say("The advice is published and answered")
        release.publish(cast, held, evening)
        minutes.keep(cast, held, evening)
        with at(moment - timedelta(days=3)):
            everyday.catch_up(cast, counter)
        self._say("A meeting opens now")
        held_now = present.open_now(cast, moment)
        present.say_what_they_need(cast, held_now, moment)
        present.pair_screen(cast, held_now, moment)
        present.ask_in_confidence(cast, moment)
        everyday.write_notes(cast, counter, moment)
        proof.show_what_was_done(cast, moment - timedelta(days=1))
        coming.ask_for_dates(cast, moment)
        coming.ask_in_secret(cast, bus, moment)
        coming.watch_together(cast, counter, moment)
        self._say("A member goes out with the police")
        outside.go_out(cast, moment)
        self._say("A national network asks the forces")
        nation.ask_the_forces(cast, moment)
        messages.release_messages(cast, moment)
        between.write_to_others(cast, moment)
        between.ask_others(cast, moment)
        coming.invite_to_the_hot_seat(cast, bus, moment)
        self._say("The network decides another topic, and is answered")
        decided.decide_together(cast, moment)
        return cast

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line} …")
