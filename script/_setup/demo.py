"""script/demo: from a fresh Debian to a running portal with a story in it."""

import argparse
import os
import socket
import sys
import time
from pathlib import Path

from . import data, frontend, jitsi, python_env, system
from .codes import code
from .commands import ROOT, exit_code
from .say import Trouble, line

EPILOG = "The first start downloads about 250 MB. The next take seconds."


def main(words: list[str]) -> int:
    options = _options(words)
    if options.code:
        return exit_code(lambda: _print_code(options.data, options.code))
    return exit_code(lambda: _start(options))


def _start(options: argparse.Namespace) -> None:
    ask = not options.yes
    folder: Path = options.data.resolve()
    _need_port(options.port)
    installed = jitsi.find(options.jitsi) if options.jitsi else None
    data.take(folder)
    python_env.provide(python_env.RUNTIME, ask=ask)
    system.provide([system.PDF, system.LETTERS, system.OFFICE], ask=ask, once=True)
    frontend.provide(ask=ask)
    env = {
        "IAG_PROFILE": "demo",
        "IAG_DATA": str(folder),
        "IAG_ORIGIN": f"http://localhost:{options.port}",
        "IAG_HELP_PHONE": "01632 960123",  # a number that Ofcom keeps for stories
    }
    if options.reset:
        data.empty(folder)
    data.fill(folder, env)
    _print_people(folder)
    words = ["-m", "iag_portal.start", str(options.port), str(folder)]
    if installed:
        env |= jitsi.prepare(folder, installed, portal_port=options.port)
        words.append(str(jitsi.parts_file(folder)))
    line("Starting the portal. Ctrl-C ends it.")
    _need_port(options.port)
    _become(words, env)


def _become(words: list[str], env: dict[str, str]) -> None:
    """Turn this process into the portal: one process less to end."""
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(python_env.PYTHON, [str(python_env.PYTHON), *words], {**os.environ, **env})  # noqa: S606


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/demo", description="Set up the portal, tell its story and start it.",
        epilog=EPILOG,
    )  # fmt: skip
    parser.add_argument("--port", type=_port, default=8000, help="port on localhost (8000)")
    parser.add_argument(
        "--data", type=Path, default=ROOT / "var" / "demo", metavar="DIR",
        help="folder for database, files and accounts.json (var/demo)",
    )  # fmt: skip
    parser.add_argument("--reset", action="store_true", help="begin the story again")
    parser.add_argument("--yes", action="store_true", help="ask nothing, use sudo where one may")
    parser.add_argument(
        "--jitsi", type=Path, nargs="?", const=jitsi.USUAL, metavar="DIR",
        help="with video: start the Jitsi that is installed here (under /usr/share)",
    )  # fmt: skip
    parser.add_argument("--code", metavar="E-MAIL", help="print this person's sign-in code")
    return parser.parse_args(words)


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


def _need_port(port: int) -> None:
    if _is_free(port):
        return
    other = next((p for p in range(port + 1, min(port + 50, 65536)) if _is_free(p)), None)
    advice = f" Try script/demo --port {other}" if other else ""
    raise Trouble(f"Port {port} is taken or not allowed.{advice}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except OSError:
            return False
    return True


def _print_people(folder: Path) -> None:
    rows = [("who", "e-mail", "password", "second factor")]
    for person in data.accounts(folder):
        roles = ", ".join(map(str, person["roles"])) if isinstance(person["roles"], list) else ""
        secret = person.get("totp_secret")
        rows.append(
            (
                f"{person['name']}{f' ({roles})' if roles else ''}",
                str(person["email"]),
                str(person["password"]),
                str(secret) if secret else "set up at first sign-in",
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    line("\nThese people can sign in:")
    for row in rows:
        line("  " + "  ".join(cell.ljust(w) for cell, w in zip(row, [*widths, 0], strict=True)))
    line("\nThe second factor is the secret of an authenticator app. To do without one:")
    line("  script/demo --code E-MAIL    prints the code that is good for the next half minute")
    line("\nWhat to look at as whom, a draft among it, is in README.md: Who can sign in.\n")


def _print_code(folder: Path, email: str) -> None:
    if not (folder / "accounts.json").exists():
        raise Trouble("Nobody can sign in yet: start the demo first.")
    person = next((p for p in data.accounts(folder) if p["email"] == email), None)
    if person is None or not person.get("totp_secret"):
        raise Trouble(f"Nobody with a secret has the address {email}.")
    line(code(str(person["totp_secret"]), time.time()))
