"""``manage.py jobs list|retry|drop``: what gave up, and what to do about it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.dates import day_and_time
from core.jobs import drop, health, retry
from core.jobs.functions import Pointer
from core.jobs.models import Job, State


class Command(BaseCommand):
    """Functions, ids and kinds of errors only: no words, and no address of anybody."""

    help = "List the jobs that have failed; try one again, or drop it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("list", help="what has failed, the newest first")
        for name, words in (("retry", "try again"), ("drop", "forget, because it cannot be done")):
            action = actions.add_parser(name, help=words)
            action.add_argument("ids", nargs="+", type=int, metavar="ID")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if action == "list":
            self._list()
            return
        do = {"retry": retry, "drop": drop}[action]
        left = [number for number in options["ids"] if not do(number)]
        done = len(options["ids"]) - len(left)
        self.stdout.write(f"{done} {'tried again' if action == 'retry' else 'dropped'}.")
        if left:
            raise CommandError(
                f"Left as they are: {', '.join(map(str, left))}. They have not failed, or they"
                " are the last check of the audit log: run verify_audit, then retry."
            )

    def _list(self) -> None:
        failed = Job.objects.filter(state=State.FAILED).order_by("-finished_at", "-pk")
        for job in failed:
            when = day_and_time(job.finished_at) if job.finished_at else ""
            pointers = ", ".join(map(_pointer, job.args))
            self.stdout.write(f"{job.pk}  {when}  {job.function}({pointers})  {job.error}")
        waiting = health().oldest_due
        seconds = round(waiting.total_seconds()) if waiting else 0
        self.stdout.write(f"{len(failed)} failed. The oldest that is due has waited {seconds} s.")


def _pointer(value: Pointer) -> str:
    return "(an address)" if isinstance(value, str) and "@" in value else str(value)
