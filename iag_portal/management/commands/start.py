from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from iag_portal.start import start
from iag_portal.supervisor import NotStartedError


class Command(BaseCommand):
    help = "Run the whole portal, web, live pages and jobs, until Ctrl-C or SIGTERM."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--data", type=Path, help="data folder (IAG_DATA)")

    def handle(self, *args: Any, port: int, host: str, data: Path | None, **options: Any) -> None:
        """Stay until the end, or raise CommandError when the portal cannot be started."""
        try:
            start(port=port, host=host, data=data or settings.DATA_DIR)
        except NotStartedError as error:
            raise CommandError(f"The portal could not be started. {error}") from error
