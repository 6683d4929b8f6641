"""Start the whole portal: web, live pages and jobs. Standard library only, so that it is quick."""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from core.supervisor import NotStartedError, Supervisor

ROOT = Path(__file__).resolve().parent.parent
# Bytes. Nothing that a browser sends us on a socket is meant to be read, so its frames are
# short. The limit of a message holds for what we send too: a long thread, drawn anew.
LONGEST_FRAME_IN = "4096"
LONGEST_MESSAGE = str(8 * 1024 * 1024)
# Seconds. After a lost network everybody comes back at once, and each session is checked in turn.
LONGEST_HANDSHAKE = "60"
OK = 200


def start(
    *,
    port: int,
    host: str,
    data: Path,
    web: int = 1,
    besides: Mapping[str, list[str]] | None = None,
) -> None:
    """Start the processes, print READY when each web process answers, stay until SIGINT or SIGTERM.

    None of them writes down which addresses are asked for: some let somebody in.

    :param web: how many web processes, each on a port of its own, from ``port`` on.
    :param besides: programs that run and end with the portal, by their names.
    :raises NotStartedError: it did not come to answer.
    """
    env = {**os.environ, "IAG_DATA": str(data.resolve()), "PYTHONUNBUFFERED": "1"}
    if env.get("IAG_PROFILE") == "demo":
        env["IAG_ORIGIN"] = f"http://localhost:{port}"
    os.chdir(ROOT)
    parts = {f"web {number + 1}": web_command(host, port + number) for number in range(web)}
    parts["jobs"] = [sys.executable, "manage.py", "work"]
    parts |= besides or {}
    Supervisor(parts, env).run(
        is_ready=_Health(range(port, port + web), urlsplit(env.get("IAG_ORIGIN", "")).netloc),
        on_ready=lambda: print(f"READY http://localhost:{port}", flush=True),  # noqa: T201 - scripts wait for it
    )


def web_command(host: str, port: int) -> list[str]:
    return [sys.executable, "-m", "iag_portal.serve", *web_words(host, port)]


def web_words(host: str, port: int) -> list[str]:
    """What Daphne is told for one web process: where it listens, and all its limits."""
    address = host.replace(":", "\\:")
    options = {
        "--endpoint": f"tcp:port={port}:interface={address}:backlog=2048",
        "--ping-interval": "20",
        "--ping-timeout": "20",
        "--websocket-max-message-size": LONGEST_MESSAGE,
        "--websocket-max-frame-size": LONGEST_FRAME_IN,
        "--websocket_connect_timeout": LONGEST_HANDSHAKE,
        "--verbosity": "0",
    }
    flat = [word for pair in options.items() for word in pair]
    return [*flat, "--no-server-name", "asgi:application"]


class _Health:
    """Asks each web process whether it is ready: it answers and so does its database.

    As often as it is called while nobody listens, once a second when the answer is no:
    a portal with a fault would else fill the screen with it.
    """

    PAUSE = 1.0  # seconds

    def __init__(self, ports: Iterable[int], name: str) -> None:
        self._name = name  # what people call the portal: it answers to no other
        self._ask_at = dict.fromkeys(ports, monotonic())  # those that have not been ready yet

    def __call__(self) -> bool:
        for port, at in list(self._ask_at.items()):
            if monotonic() >= at and self._is_ready(port):
                del self._ask_at[port]
        return not self._ask_at

    def _is_ready(self, port: int) -> bool:
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.connect()
            self._ask_at[port] = monotonic() + self.PAUSE
            connection.request("GET", "/health/ready", headers={"Host": self._name})
            return connection.getresponse().status == OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


if __name__ == "__main__":  # what script/demo turns into
    programs = json.loads(Path(sys.argv[3]).read_text()) if sys.argv[3:] else None
    try:
        start(port=int(sys.argv[1]), host="127.0.0.1", data=Path(sys.argv[2]), besides=programs)
    except NotStartedError as error:
        sys.exit(f"The portal could not be started. {error}")
