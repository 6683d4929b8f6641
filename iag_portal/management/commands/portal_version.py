"""``manage.py portal_version``: the release that is installed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from iag_portal import __version__


class Command(BaseCommand):
    help = "Print the release of the portal, as CHANGELOG.md has it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(__version__)
