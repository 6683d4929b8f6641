from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from core.env import ENV
from iag_portal.start import web_words


class Command(BaseCommand):
    help = "Run one web process, for a service manager that keeps it running."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        """Serve until SIGTERM or Ctrl-C, unless a check finds an error."""
        from iag_portal.serve import CommandLineInterface  # noqa: PLC0415 -- rules what is loaded

        if ENV.production:
            self.check(include_deployment_checks=True)
            connections.close_all()
        CommandLineInterface().run(web_words(host, port))
