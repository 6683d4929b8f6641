"""The demo's data folder: its database, its static files, its story."""

import fcntl
import json
import os
import shutil
from pathlib import Path

from . import stamps
from .commands import ROOT, run
from .frontend import BUILD
from .python_env import PYTHON
from .say import Trouble, line, step

MARKER = ".iag-demo"
APPS = (
    *("accounts", "deliberation", "webcasts", "meetings", "visits", "publications", "network"),
    *("core", "iag_portal"),
)


def take(folder: Path) -> None:
    """Make the folder ours until this process ends, and the one that it turns into.

    :raises Trouble: another demo uses it, or it holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise Trouble(f"{folder} holds something that is not the demo's. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / MARKER, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Trouble(f"A demo is already running with {folder}.") from None
    os.set_inheritable(lock, True)


def empty(folder: Path) -> None:
    """Remove all that earlier starts made in the folder."""
    for path in folder.iterdir():
        if path.name == MARKER:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def fill(folder: Path, env: dict[str, str]) -> None:
    """Bring database and static files up to date; tell the story where there is none yet."""
    has_story = (folder / "accounts.json").exists()
    if not has_story and any(path.name != MARKER for path in folder.iterdir()):
        line("- An earlier start was cut off before the story was told: beginning again.")
        empty(folder)
    _migrate(folder, env)
    _collect(folder, env)
    if not has_story:
        with step("Telling the story: people, groups, topics, meetings"):
            _manage("tell_story", "--data", str(folder), env=env)


def accounts(folder: Path) -> list[dict[str, object]]:
    """People who can sign in: name, email, password, totp_secret, roles."""
    people: list[dict[str, object]] = json.loads((folder / "accounts.json").read_text())
    return people


def _migrate(folder: Path, env: dict[str, str]) -> None:
    migrations = [path for app in APPS for path in (ROOT / app).rglob("migrations")]
    value = stamps.digest([*migrations, ROOT / "requirements.txt"])
    if stamps.is_fresh("database", value, folder=folder):
        return
    with step("Preparing the database"):
        _manage("migrate", "--no-input", "--skip-checks", env=env)
        _manage("createcachetable", env=env)
    stamps.mark("database", value, folder=folder)


def _collect(folder: Path, env: dict[str, str]) -> None:
    value = stamps.digest([BUILD])
    if stamps.is_fresh("static", value, folder=folder):
        return
    with step("Laying out static files"):
        _manage("collectstatic", "--no-input", "--clear", "--skip-checks", env=env)
    stamps.mark("static", value, folder=folder)


def _manage(*words: str, env: dict[str, str]) -> None:
    run([PYTHON, "manage.py", *words], env={**env, "PYTHONUNBUFFERED": "1"})
