"""``manage.py retention_report``: what goes when, by kind: numbers only."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.clock import now
from core.dates import day
from core.rights.retention import forecast

MOMENTS = (0, 30, 90, 365)  # days from now


class Command(BaseCommand):
    """For the meeting at which the schedule is agreed, and for whoever asks."""

    help = "Print how many of each kind the retention schedule removes by when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, nargs="+", default=MOMENTS, help="from today (0 30 90 365)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        moments = [now() + timedelta(days=days) for days in sorted(options["days"])]
        self.stdout.write("\t".join(["kind", "kept, days", *(f"by {day(at)}" for at in moments)]))
        for kind, numbers in forecast(moments).items():
            kept = settings.RETENTION[kind].days
            self.stdout.write("\t".join(map(str, [kind, kept, *numbers])))
        nightly = settings.RETENTION_NIGHTLY
        self.stdout.write(
            "The worker removes what is due each night."
            if nightly
            else "Nothing is removed by itself: IAG_RETENTION is not nightly."
        )
        self.stdout.write("What is held stays. The audit log is in no schedule.")
