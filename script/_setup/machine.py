"""The machine that a portal is installed on: its folders, and one step of the installation."""

import argparse
import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core import env_file

from .commands import ROOT
from .say import Trouble

DEPLOY = ROOT / "deploy"
CHOICES = "installed.json"
USUAL: dict[str, Any] = {
    "web": 2, "workers": 1, "port": 8000, "sqlite": False, "certificate": None, "key": None,
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """Something to do: why, what a reader is shown of it, and whether it is done already."""

    title: str
    why: str
    shown: tuple[str, ...]
    run: Callable[[], object]
    is_done: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Machine:
    """Where things go. ``root`` is a folder that stands for /, and None on a real machine."""

    name: str  # portal.example
    owner: str
    root: Path | None
    starts: bool
    choices: dict[str, Any]  # kept from one run to the next

    @property
    def sqlite(self) -> bool:
        return bool(self.choices["sqlite"])

    @property
    def own_certificate(self) -> tuple[Path, Path] | None:
        """The files that the operator named."""
        pem, key = self.choices["certificate"], self.choices["key"]
        return (Path(pem), Path(key)) if pem else None

    @property
    def ports(self) -> range:
        first = int(self.choices["port"])
        return range(first, first + int(self.choices["web"]))

    @property
    def workers(self) -> range:
        return range(1, 1 + int(self.choices["workers"]))

    def at(self, path: str) -> Path:
        """This path of a real machine, here."""
        return Path(path) if self.root is None else self.root / path.lstrip("/")

    @property
    def environment(self) -> Path:
        return self.at("/etc/iag-portal/environment")

    def keep(self) -> None:
        """Remember what the command line said, for an upgrade."""
        write(self.environment.with_name(CHOICES), f"{json.dumps(self.choices, indent=1)}\n")

    def fitted(self, text: str) -> str:
        """A file of ``deploy``, with the names and folders of this machine."""
        for path in (
            "/etc/iag-portal",
            "/etc/nginx/iag-portal",
            "/var/lib/iag-portal",
            "/var/backups/iag-portal",
            "/var/log/nginx",
            "/var/www/iag-portal",
        ):
            text = text.replace(path, str(self.at(path)))
        for old, new in {
            "/srv/iag-portal": str(ROOT),
            "portal.example": self.name,
            "User=iag-portal": f"User={self.owner}",
            "Group=iag-portal": f"Group={group_of(self.owner)}",
        }.items():
            text = text.replace(old, new)
        return text


def of(options: argparse.Namespace) -> Machine:
    """The machine that the command line describes, and where it is silent the time before."""
    if bool(options.certificate) != bool(options.key):
        raise Trouble("--certificate and --key come together.")
    root = options.root and options.root.resolve()
    given = {name: getattr(options, name) for name in USUAL}
    given |= {name: str(given[name].resolve()) for name in ("certificate", "key") if given[name]}
    choices = {**USUAL, **chosen(options), **{k: v for k, v in given.items() if v is not None}}
    settings = environment_file(options)
    values: Mapping[str, str] = os.environ
    if settings.exists():  # also where the time before ended before its end
        values = read(settings)
        choices["sqlite"] = not values.get("IAG_DATABASE_URL")
    if choices["sqlite"]:
        choices |= {"web": 1, "workers": 1}
    origin = values.get("IAG_ORIGIN", "")
    name = urlsplit(origin).hostname
    if not origin.startswith("https://") or not name:
        raise Trouble("IAG_ORIGIN must be the address of the portal: https://portal.example.")
    return Machine(name, options.owner, root, not (options.no_start or root), choices)


def chosen(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line said the time before."""
    file = environment_file(options).with_name(CHOICES)
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def environment_file(options: argparse.Namespace) -> Path:
    """Where the settings are, or will be."""
    root: Path = options.root or Path("/")
    return root / "etc/iag-portal/environment"


def read(file: Path) -> dict[str, str]:
    """The settings that are there."""
    return env_file.settings_in(file.read_text(encoding="utf-8"))


def group_of(user: str) -> str:
    """The group of ``user``; of the same name while there is nobody with it."""
    asked = subprocess.run(["id", "-gn", user], capture_output=True, text=True, check=False)
    return asked.stdout.strip() or user


def write(file: Path, text: str, mode: int = 0o644) -> bool:
    """Put ``text`` there, what was there beside it as ``.old``; whether something changed."""
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        file.replace(file.with_name(f"{file.name}.old"))
    file.touch(mode)
    file.chmod(mode)
    file.write_text(text, encoding="utf-8")
    return True


def self_signed(pem: Path, key: Path, *, names: Sequence[str], days: int) -> list[str]:
    """The command that makes a certificate which nobody but its maker trusts, for these names."""
    return [
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
        *("-nodes", "-days", str(days), "-subj", f"/CN={names[0]}"),
        *("-addext", f"subjectAltName={','.join(f'DNS:{name}' for name in names)}"),
        *("-keyout", str(key), "-out", str(pem)),
    ]


def ran(command: list[str], *, given: str = "") -> str:
    """Run a command to its end, its words shown as they come but for what it is asked to answer.

    :raises Trouble: it failed.
    """
    done = subprocess.run(
        command, input=given, text=True, stdout=subprocess.PIPE, check=False, cwd="/"
    )
    if done.returncode:
        raise Trouble(f"{done.stdout}{' '.join(command[:3])} … ended with {done.returncode}.")
    return done.stdout
