from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from core.env import ENV
from core.supervisor import NotStartedError
from iag_portal.start import start


class Command(BaseCommand):
    help = "Run the whole portal, web, live pages and jobs, until Ctrl-C or SIGTERM."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument(
            "--web", type=int, default=1, help="web processes, on as many ports from --port on (1)"
        )
        parser.add_argument("--data", type=Path, help="data folder (IAG_DATA)")

    def handle(
        self, *args: Any, port: int, host: str, data: Path | None, web: int, **options: Any
    ) -> None:
        """Stay until the end, or raise CommandError when the portal cannot be started."""
        if ENV.production:
            self.check(include_deployment_checks=True)
            connections.close_all()
        if web > 1 and not (ENV.redis_url and ENV.database_url):
            raise CommandError("More than one web process needs PostgreSQL and Redis.")
        try:
            start(port=port, host=host, data=data or settings.DATA_DIR, web=web)
        except NotStartedError as error:
            raise CommandError(f"The portal could not be started. {error}") from error
