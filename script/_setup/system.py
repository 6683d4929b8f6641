"""Debian packages: what is missing, what it would be for, and installing it where one may."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

from . import stamps
from .commands import run
from .say import Trouble, line, step


@dataclass(frozen=True)
class Part:
    """A part of the portal that needs Debian packages."""

    name: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]
    without: str  # what does not work without it


def _library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _module(name: str) -> bool:
    invalidate_caches()  # it may have been installed a moment ago
    return find_spec(name) is not None


def _letter(letter: str) -> bool:
    """Whether a font has it."""
    if not shutil.which("fc-list"):
        return False
    words = ["fc-list", f":charset={ord(letter):x}", "family"]
    return bool(subprocess.run(words, capture_output=True, check=False).stdout.strip())


def chromium() -> str | None:
    """Path of a Chromium that tests can drive; without windows it takes half the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def clamd() -> str | None:
    """Path of the virus scanner."""
    return _server("clamd")


def nginx() -> str | None:
    """Path of the proxy."""
    return _server("nginx")


def nginx_stream() -> list[Path]:
    """Its module that passes on what is no HTTP."""
    return list(Path("/usr/lib/nginx/modules").glob("ngx_stream_module.so"))


def docker_compose() -> list[str]:
    """How Compose is called here: Docker's plugin, else Debian's program; empty without either."""
    plugin = ["docker", "compose"]
    if shutil.which("docker"):
        asked = subprocess.run([*plugin, "version"], capture_output=True, check=False)
        if asked.returncode == 0:
            return plugin
    return ["docker-compose"] if shutil.which("docker-compose") else []


def _server(name: str) -> str | None:
    """Path of a program that Debian keeps where people's shells do not look."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def postgresql() -> Path | None:
    """Folder of the newest PostgreSQL server's programs."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    return programs[-1].parent if programs else None


def _lua_openssl() -> list[Path]:
    return list(Path("/usr/lib").glob("*/lua/5.*/_openssl.so"))


VENV = Part(
    "Python's venv",
    ("python3-venv",),
    lambda: _module("ensurepip"),
    "set-up cannot go on",
)
PDF = Part(
    "PDF",
    ("libpango-1.0-0", "libpangoft2-1.0-0"),
    lambda: _library("libpango-1.0.so.0") and _library("libpangoft2-1.0.so.0"),
    "editions and packs are not offered as PDF",
)
LETTERS = Part(
    "Letters of all languages",
    ("fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"),
    lambda: all(map(_letter, ("\u0a85", "\u8b66", "\U0001f600"))),
    "documents with letters that no font here has are refused",
)
OFFICE = Part(
    "PowerPoint",
    (
        "libreoffice-impress-nogui",
        "fonts-crosextra-carlito",
        "fonts-crosextra-caladea",
        "fonts-liberation",
        "bubblewrap",
    ),
    lambda: bool(shutil.which("soffice") and shutil.which("bwrap")),
    "slides can be uploaded as PDF only",
)
BROWSER = Part(
    "Chromium",
    ("chromium-headless-shell",),
    lambda: chromium() is not None,
    "browser and accessibility tests are left out",
)
POSTGRES = Part(
    "PostgreSQL",
    ("postgresql",),
    lambda: postgresql() is not None,
    "tests on PostgreSQL are left out",
)
REDIS = Part(
    "Redis",
    ("redis-server",),
    lambda: shutil.which("redis-server") is not None,
    "tests with Redis are left out",
)


SCANNER = Part(
    "ClamAV",
    ("clamav-daemon",),  # without its signatures: the tests bring one of their own
    lambda: clamd() is not None,
    "tests with a real virus scanner are left out",
)


PROSODY = Part(
    "Prosody",
    ("prosody", "lua-luaossl"),
    lambda: shutil.which("prosody") is not None and _lua_openssl() != [],
    "tests of the video host's plugin are left out",
)


NGINX = Part(
    "nginx",
    ("nginx-light", "libnginx-mod-stream"),
    lambda: nginx() is not None and nginx_stream() != [],
    "tests of the proxy are left out",
)


SYSTEMD = Part(
    "systemd",
    ("systemd",),
    lambda: shutil.which("systemd-analyze") is not None,
    "the services are not looked at",
)


COMPOSE = Part(
    "Docker Compose",
    ("docker-compose",),  # reads a file without Docker
    lambda: docker_compose() != [],
    "the containers are not looked at",
)


SHELLCHECK = Part(
    "shellcheck",
    ("shellcheck",),
    lambda: shutil.which("shellcheck") is not None,
    "scripts of a shell are not looked at",
)


def provide(parts: list[Part], *, ask: bool, once: bool = False) -> list[Part]:
    """Install what is missing where one may; return the parts that are still missing.

    Root installs. With sudo the person is asked first, unless `ask` is False. Otherwise
    the line to type is named. With `once` a try that did not work, or an answer of no,
    is remembered, and later starts only name the line.
    """
    missing = [part for part in parts if not part.is_there()]
    if not missing:
        return []
    packages = [name for part in missing for name in part.packages]
    names = ", ".join(part.name for part in missing)
    tried = once and stamps.is_fresh("system", names)
    prefix = None if tried else _way_in(packages, names, ask=ask)
    if once:
        stamps.mark("system", names)
    if prefix is not None:
        try:
            with step(f"Installing Debian packages for {names}"):
                _install(prefix, packages)
        except Trouble as trouble:
            line(f"  This did not work: {trouble}")
    left = [part for part in missing if not part.is_there()]
    for part in left:
        line(f"  {part.name} is off: {part.without}. To have it:")
        line(f"    {command_line(part.packages)}")
    return left


def command_line(packages: tuple[str, ...]) -> str:
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install --no-install-recommends {' '.join(packages)}"


def _way_in(packages: list[str], names: str, *, ask: bool) -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo if it may be used, None if neither."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    return _sudo_when_asked(packages, names) if ask else _sudo_without_password()


def _sudo_without_password() -> list[str] | None:
    """With --yes nobody is there to type one."""
    able = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if able.returncode == 0 else None


def _sudo_when_asked(packages: list[str], names: str) -> list[str] | None:
    if not sys.stdin.isatty():
        return None
    line(f"{names} needs Debian packages: {' '.join(packages)}")
    if input("Install them with sudo? [y/N] ").strip().lower() not in ("y", "yes"):
        return None
    return ["sudo"] if subprocess.run(["sudo", "-v"], check=False).returncode == 0 else None


def _install(prefix: list[str], packages: list[str]) -> None:
    env = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C"]
    apt = [*prefix, *env, "apt-get", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3"]
    run([*apt, "update"])
    run([*apt, "install", "-y", "--no-install-recommends", *packages])
