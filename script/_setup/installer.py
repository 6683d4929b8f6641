"""deploy/install: the steps from a fresh Debian to a portal that answers, each with its reason."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from . import machine, putting_in_place, settling
from .commands import exit_code
from .machine import Machine, Step
from .say import Trouble, line

ASKED = {  # setting -> how it is asked for
    "IAG_ORIGIN": "Address of the portal, such as https://portal.example: ",
    "IAG_EMAIL_URL": "Mail server, such as smtps://user:password@mail.example:465 (not shown): ",
    "IAG_HELP_PHONE": "Telephone number for people who cannot sign in: ",
}
AFTERWARDS = "This can be run again at any time, and keeps what it was told."


def main(words: list[str]) -> int:
    options = _parser().parse_args(words)
    return exit_code(lambda: _install(options), "The portal is not installed yet.")


def _install(options: argparse.Namespace) -> None:
    if os.geteuid() != 0 and not options.dry_run:
        raise Trouble("Run this as root: it installs packages and makes a user.")
    os.umask(0o022)
    if not options.root:
        for name in [name for name in os.environ if name.startswith("LC_")]:
            del os.environ[name]  # Perl's scripts of Debian complain of foreign ones at each step
    _ask(options)
    place = machine.of(options)
    steps = steps_of(place, options)
    for number, step in enumerate(steps, 1):
        _take(step, f"{number} of {len(steps)}", dry=options.dry_run)
    line()
    if options.dry_run:
        line("Nothing was done: this was --dry-run.")
    else:
        line(f"The portal is installed. {AFTERWARDS}")
        settling.tell_what_is_left(place)


def steps_of(place: Machine, options: argparse.Namespace) -> list[Step]:
    """What there is to do, in this order."""
    steps = []
    if not place.root:
        steps += [putting_in_place.packages(place), putting_in_place.scanner(place)]
        steps += [putting_in_place.user(place)]
        steps += [putting_in_place.stopped()] if place.starts else []
        steps += [putting_in_place.programs()]
    steps += [putting_in_place.folders(place), putting_in_place.settings(place)]
    steps += [putting_in_place.tables(place)]
    if options.admin_email:
        name = options.admin_name or options.admin_email.partition("@")[0]
        steps += [putting_in_place.administrator(options.admin_email, name)]
    steps += [settling.certificate(place), settling.proxy(place), settling.units(place)]
    if place.starts:
        steps += [settling.started(place), settling.proxy_reloaded()]
        if options.certbot:
            steps += [settling.certbot(place, options.certbot), settling.proxy(place)]
            steps += [settling.proxy_reloaded()]
        steps += [settling.answers(place)]
    return steps


def _take(step: Step, number: str, *, dry: bool) -> None:
    line(f"\n{number}. {step.title}")
    line(f"   {step.why}")
    for words in step.shown:
        line(f"     {words}")
    if dry:
        return
    if step.is_done():
        line("   Done before.")
    else:
        step.run()


def _ask(options: argparse.Namespace) -> None:
    """Ask for what only a person knows, once: later it stands in the environment file."""
    if machine.environment_file(options).exists():
        return
    missing = [name for name in ASKED if not os.environ.get(name)]
    if missing and options.dry_run:
        os.environ.setdefault("IAG_ORIGIN", "https://portal.example")
        return
    if missing and not sys.stdin.isatty():
        raise Trouble(f"Set these first, in the environment: {', '.join(missing)}.")
    for name in missing:
        secret = name == "IAG_EMAIL_URL"
        os.environ[name] = (getpass.getpass if secret else input)(ASKED[name]).strip()
    if not options.admin_email and sys.stdin.isatty():
        options.admin_email = input("Email address of the first administrator: ").strip()
        options.admin_name = input("Their name: ").strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deploy/install",
        description="Turn a fresh Debian 12 or 13 into a working portal.",
        epilog="Settings come from the environment (IAG_ORIGIN, IAG_EMAIL_URL, IAG_HELP_PHONE and"
        " the others of docs/operations.md); what is missing it asks for.",
    )
    add = parser.add_argument
    add("--dry-run", action="store_true", help="print each step, why, and its commands; do nothing")
    add("--admin-email", metavar="EMAIL", default="", help="address of the first administrator")
    add("--admin-name", metavar="NAME", default="", help="their name")
    add("--web", type=int, help="web processes, one a core (2)")
    add("--workers", type=int, help="workers (1)")
    add("--port", type=int, help="port of the first web process (8000)")
    small = "a small portal: no PostgreSQL, no Redis, one process of each kind"
    add("--sqlite", action="store_true", default=None, help=small)
    add("--certificate", type=Path, metavar="FILE", help="your own certificate, with its chain")
    add("--key", type=Path, metavar="FILE", help="the key of that certificate")
    add("--certbot", metavar="EMAIL", default="", help="get one from Let's Encrypt in this name")
    add("--no-start", action="store_true", help="put all in place, and start nothing")
    add(
        "--root",
        type=Path,
        metavar="FOLDER",
        help="put all files under this folder, install no packages, make no user, start nothing",
    )
    add("--owner", default="iag-portal", metavar="USER", help="who the portal runs as (iag-portal)")
    return parser
