"""The first half of an installation: packages, a user, settings, tables, the first person."""

import os
import pwd
import secrets
import subprocess
from contextlib import suppress
from pathlib import Path

from . import install, machine, system
from .commands import ROOT, run
from .machine import Machine, Step
from .say import Trouble, line

MANAGE = str(ROOT / "script" / "manage")
ALWAYS = ("adduser", "python3-venv", "nginx", "openssl")
SERVERS = ("postgresql", "postgresql-client", "redis-server")  # the client's pg_dump: backups
SCANNER = ("clamav-daemon", "clamav-freshclam")
CLAMD_SOCKET = "unix:///run/clamav/clamd.ctl"
LARGEST_STREAM = "StreamMaxLength 64M"
MAKE_DATABASE = """\
SELECT 'CREATE ROLE iag_owner LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'iag_owner') \\gexec
SELECT 'CREATE ROLE iag_app LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'iag_app') \\gexec
ALTER ROLE iag_owner PASSWORD '{owner}';
ALTER ROLE iag_app PASSWORD '{app}';
SELECT 'CREATE DATABASE iag OWNER iag_owner ENCODING ''UTF8'' TEMPLATE template0'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'iag') \\gexec
"""


def packages(place: Machine) -> Step:
    wanted = [*ALWAYS]
    for part in (system.PDF, system.LETTERS, system.OFFICE):
        wanted += part.packages
    wanted += [] if place.sqlite else SERVERS
    wanted += SCANNER if _scans(place) else ()
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install_them = [*apt, "install", "-y", "--no-install-recommends", *wanted]

    def installed() -> bool:
        asked = ["dpkg-query", "--show", "--showformat=${db:Status-Status}\n", *wanted]
        states = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
        return states == ["installed"] * len(wanted)

    def do() -> None:
        run([*apt, "update"])
        run([*install_them])

    why = "The servers, what draws documents and slides, letters of all languages, the scanner."
    return Step("Debian packages", why, (" ".join(install_them[2:]),), do, installed)


def _scans(place: Machine) -> bool:
    """Whether the scanner is on this machine: what was told at first stands in the settings."""
    if place.environment.exists():
        return machine.read(place.environment).get("IAG_CLAMD", "") == CLAMD_SOCKET
    return os.environ.get("IAG_CLAMD", CLAMD_SOCKET) == CLAMD_SOCKET


def scanner(place: Machine) -> Step:
    file = place.at("/etc/clamav/clamd.conf")

    def taken() -> bool:
        return not _scans(place) or LARGEST_STREAM in file.read_text().splitlines()

    def do() -> None:
        rows = file.read_text().splitlines()
        others = [row for row in rows if not row.startswith("StreamMaxLength")]
        machine.write(file, "\n".join([*others, LARGEST_STREAM, ""]))
        if place.starts:
            run(["systemctl", "restart", "clamav-daemon"])

    why = "A pack has up to 50 MB, and the scanner of Debian takes 25."
    return Step("The scanner takes whole packs", why, (f"{LARGEST_STREAM} in {file}",), do, taken)


def user(place: Machine) -> Step:
    command = ["adduser", "--system", "--group", "--no-create-home"]
    command += ["--home", "/var/lib/iag-portal", place.owner]

    def there() -> bool:
        with suppress(KeyError):
            pwd.getpwnam(place.owner)
            return True
        return False

    why = "The portal runs as somebody without a shell, who may write to its own folder only."
    return Step("A user", why, (" ".join(command),), lambda: run([*command]), there)


def stopped() -> Step:
    """An earlier release: one service had all its processes before 0.13."""

    def running() -> list[str]:
        units = ("iag-portal.target", "iag-portal.service")
        asked = ["systemctl", "is-active", "--quiet"]
        return [
            name for name in units if subprocess.run([*asked, name], check=False).returncode == 0
        ]

    why = "Its code, packages and tables change now; people read the page of the proxy meanwhile."
    shown = ("systemctl stop iag-portal.target, where it runs",)
    stop = ["systemctl", "stop"]
    return Step(
        "Stop what runs", why, shown, lambda: run([*stop, *running()]), lambda: not running()
    )


def programs() -> Step:
    why = "The locked Python packages, and styles and scripts, which it builds."
    return Step("The portal's own programs", why, (f"{ROOT}/script/install",), install.provide)


def folders(place: Machine) -> Step:
    made = {"/var/lib/iag-portal": "0750", "/var/backups/iag-portal": "0700"}
    group = machine.group_of(place.owner)
    commands = [
        ["install", "-d", "-m", mode, "-o", place.owner, "-g", group, str(place.at(path))]
        for path, mode in made.items()
    ]
    commands.append(["install", "-d", "-m", "0755", str(place.at("/etc/iag-portal"))])

    def do() -> None:
        for command in commands:
            machine.ran(command)

    why = "One for files, one for backups, both closed to everybody else; one for settings."
    return Step("Folders", why, tuple(" ".join(command) for command in commands), do)


def settings(place: Machine) -> Step:
    """Database and environment file: the passwords are made here, and shown to nobody."""
    file = place.environment
    owners = file.with_name("environment.owner")
    shown: tuple[str, ...] = (f"{MANAGE} make_keys --write {file}",)
    if not place.sqlite:
        make = "psql: roles iag_owner and iag_app with new passwords, database iag"
        shown = (make, f"write {owners}", *shown)

    def do() -> None:
        values = {name: value for name, value in os.environ.items() if not _is_of_psql(name)}
        values |= {"IAG_DATA": str(place.at("/var/lib/iag-portal")), "IAG_TRUSTED_PROXIES": "1"}
        values.setdefault("IAG_CLAMD", CLAMD_SOCKET)
        if not place.sqlite:
            values.setdefault("IAG_REDIS_URL", "redis://127.0.0.1:6379/0")
            values["IAG_DATABASE_URL"] = _database(owners)
        values.pop("IAG_ENV_FILE", None)
        _manage("make_keys", "--write", str(file), env=values)

    why = "Keys and passwords are made by the machine. Keep a copy of both files elsewhere."
    return Step("Database and settings", why, shown, do, file.exists)


def _is_of_psql(name: str) -> bool:
    """What leads psql to the server, and is no setting of the portal."""
    return name.startswith("PG") and not name.startswith("PGSSL")


def _database(owners: Path) -> str:
    """Make it, with two roles; the address for the one that runs the portal."""
    owner, app = secrets.token_hex(24), secrets.token_hex(24)
    psql = ["psql", "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1"]
    if "PGHOST" not in os.environ:  # else a server elsewhere, by the PG… of whoever installs
        psql = ["runuser", "-u", "postgres", "--", *psql]
    machine.ran(psql, given=MAKE_DATABASE.format(owner=owner, app=app))
    host = f"{os.environ.get('PGHOST', '127.0.0.1')}:{os.environ.get('PGPORT', '5432')}"
    address = f"IAG_DATABASE_URL=postgresql://iag_owner:{owner}@{host}/iag\n"
    owners.unlink(missing_ok=True)
    machine.write(owners, address, 0o600)
    return f"postgresql://iag_app:{app}@{host}/iag"


def tables(place: Machine) -> Step:
    words = "prepare_database" if place.sqlite else "--owner prepare_database"
    commands = [words.split(), ["collectstatic", "--no-input"], ["check", "--deploy"]]

    def do() -> None:
        os.environ["IAG_ENV_FILE"] = str(place.environment)
        for command in commands:
            line(_manage(*command).rstrip())

    why = "Makes or changes the tables, lays out styles and scripts, and names what is wrong."
    shown = tuple(f"{MANAGE} {' '.join(command)}" for command in commands)
    return Step("Tables and static files", why, shown, do)


def administrator(email: str, name: str) -> Step:
    words = ["create_administrator", "--first", "--email", email, "--name", name]

    def do() -> None:
        line(_manage(*words).rstrip())

    why = "There are no default accounts. It prints a link that works once, for fourteen days."
    return Step("The first administrator", why, (f"{MANAGE} {' '.join(words)}",), do)


def _manage(*words: str, env: dict[str, str] | None = None) -> str:
    if env is None:
        return machine.ran([MANAGE, *words])
    done = subprocess.run([MANAGE, *words], env=env, text=True, capture_output=True, check=False)
    if done.returncode:
        raise Trouble(done.stdout + done.stderr)
    return done.stdout
