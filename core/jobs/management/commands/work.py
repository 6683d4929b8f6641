from argparse import ArgumentParser
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand
from django.db import connections

from core.database import refuse_unmigrated
from core.env import ENV
from core.jobs.worker import Worker


class Command(BaseCommand):
    help = "Run the jobs: mails, conversions, editions and what is done each night."
    requires_system_checks = [Tags.security]  # unsafe settings; the rest is for `check`

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")
        parser.add_argument("--slots", type=int, default=2, help="jobs at a time (2)")

    def handle(self, *args: Any, once: bool, slots: int, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C, or with `--once` until nothing is due."""
        if ENV.production:  # a demo prepares its own database
            refuse_unmigrated()
        for connection in connections.all():
            # One thread needs no pool, and a pool's own threads would be lost at each fork.
            connection.settings_dict.get("OPTIONS", {}).pop("pool", None)
        Worker(slots=slots).work(once=once)
