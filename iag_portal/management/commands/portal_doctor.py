"""``manage.py portal_doctor``: everything that is wrong, and the line that mends each."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from iag_portal.doctor import findings


class Command(BaseCommand):
    """Exit code 1 while something is wrong that people notice, or will."""

    help = "Name everything that is wrong with this portal, and the line that mends it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        problems = list(findings())
        for finding in sorted(problems, key=lambda problem: not problem.grave):
            self.stdout.write(f"{'Wrong' if finding.grave else 'Advice'}: {finding.words}")
            if finding.mend:
                self.stdout.write(f"    {finding.mend}")
        if grave := sum(finding.grave for finding in problems):
            raise CommandError(f"Wrong: {grave}. Advice: {len(problems) - grave}.")
        self.stdout.write(f"Nothing is wrong. Advice: {len(problems)}.")
