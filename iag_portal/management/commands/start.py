import os
import sys
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from iag_portal.supervisor import NotStartedError, Supervisor

LONGEST_MESSAGE = "4096"  # bytes; nothing that a browser sends us is meant to be read


class Command(BaseCommand):
    help = "Run the whole portal, web, live pages and jobs, until Ctrl-C or SIGTERM."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--data", type=Path, help="data folder (IAG_DATA)")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        """Start both processes, print READY when the portal answers, stay until the end."""
        data = (options["data"] or settings.DATA_DIR).resolve()
        env = {**os.environ, "IAG_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        if settings.PORTAL_PROFILE == "demo":
            env["IAG_ORIGIN"] = f"http://localhost:{port}"
        supervisor = Supervisor({"web": _web(host, port), "jobs": _jobs()}, env)
        try:
            supervisor.run(
                is_ready=lambda: _answers(port),
                on_ready=lambda: self.stdout.write(f"READY http://localhost:{port}"),
            )
        except NotStartedError as error:
            raise CommandError(f"The portal could not be started. {error}") from error


def _web(host: str, port: int) -> list[str]:
    endpoint = f"tcp:port={port}:interface={host.replace(':', chr(92) + ':')}:backlog=2048"
    options = {
        "--endpoint": endpoint,
        "--ping-interval": "20",
        "--ping-timeout": "20",
        "--websocket-max-message-size": LONGEST_MESSAGE,
        "--websocket-max-frame-size": LONGEST_MESSAGE,
        "--verbosity": "0",
    }
    flat = [word for pair in options.items() for word in pair]
    return [sys.executable, "-m", "daphne", *flat, "--no-server-name", "asgi:application"]


def _jobs() -> list[str]:
    return [sys.executable, str(Path(settings.BASE_DIR, "manage.py")), "work"]


def _answers(port: int) -> bool:
    """Whether the portal says that it is ready: database, migrations, jobs."""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health/ready", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200  # noqa: PLR2004
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
