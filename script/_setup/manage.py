"""script/manage: one way to run the portal's commands, with its settings and as its user."""

import os
import pwd
import stat
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from core import env_file
from iag_portal import __version__

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
USUAL = "/etc/iag-portal/environment"
WITHOUT_SETTINGS = {"make_keys", "portal_version", "help"}
USAGE = """\
script/manage [--owner] COMMAND …   run a command of the portal: help names them

It reads the settings from the file that IAG_ENV_FILE names, or /etc/iag-portal/environment.
What is set already stays as it is. With --owner it reads the same file with .owner at its end
as well: the address of the database for the role that owns the tables. Run by root, it
becomes the user who owns the folder IAG_DATA."""


class NotRunError(Exception):
    """The command was not run; the message says why and what to do."""


def main(words: list[str]) -> int:
    """Turn this process into the command; answers only when it cannot."""
    if not words or words[0] in {"--help", "-h"}:
        print(USAGE)
        return 0
    if words == ["--version"]:
        print(__version__)
        return 0
    try:
        _run(words)
    except NotRunError as error:
        print(f"Not run. {error}", file=sys.stderr)
    return 2


def _run(words: list[str]) -> None:
    env = _environment(words)
    if not PYTHON.exists():
        raise NotRunError(f"{PYTHON} is missing. Run: script/install")
    if words[0] not in WITHOUT_SETTINGS:  # what comes before the portal is root's to write
        _become_its_user(env)
    os.chdir(ROOT)
    os.umask(0o027)
    words = words[1:] if words[0] == "--owner" else words
    os.execve(PYTHON, [str(PYTHON), "manage.py", *words], env)  # noqa: S606


def _environment(words: list[str]) -> dict[str, str]:
    env = dict(os.environ)
    file = Path(env.pop("IAG_ENV_FILE", "") or USUAL)
    if words[0] in WITHOUT_SETTINGS:
        return env
    given = "IAG_ORIGIN" in env and "IAG_SECRET_KEY" in env  # by systemd, from the same file
    if not given or os.access(file, os.R_OK):
        env = {**read(file), **env}
    if words[0] == "--owner":
        role = urlsplit(env.get("IAG_DATABASE_URL", "")).username or ""
        env |= read(file.with_name(f"{file.name}.owner")) | {"IAG_APP_ROLE": unquote(role)}
    return env


def read(file: Path) -> dict[str, str]:
    """The settings in an environment file, as systemd reads it too: no shell looks at them.

    :raises NotRunError: it is not there, cannot be read, is open to all, or a line is not clear.
    """
    try:
        text = file.read_text(encoding="utf-8")
        mode = file.stat().st_mode
    except FileNotFoundError:
        raise NotRunError(
            f"There is no file {file}. Make it: script/manage make_keys --write {file}"
        ) from None
    except PermissionError:
        raise NotRunError(f"{_me()} may not read {file}. Run this as root.") from None
    except UnicodeDecodeError:
        raise NotRunError(f"{file} is not text in UTF-8.") from None
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise NotRunError(f"{file} holds secrets. Type: chmod 600 {file}")
    try:
        return env_file.settings_in(text)
    except env_file.UnclearLineError as error:
        raise NotRunError(f"Line {error.number} of {file} {error.what}") from None


def _become_its_user(env: dict[str, str]) -> None:
    """What root makes would be root's: files that the portal could not read, or not replace."""
    data = env.get("IAG_DATA", "")
    if os.geteuid() != 0 or not data or not Path(data).is_dir():
        return
    owner = Path(data).stat().st_uid
    if owner == 0:
        return
    try:
        user = pwd.getpwuid(owner)
    except KeyError:
        raise NotRunError(f"The owner of {data} is no user of this machine.") from None
    os.initgroups(user.pw_name, user.pw_gid)
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    env |= {"HOME": user.pw_dir, "USER": user.pw_name, "LOGNAME": user.pw_name}
    if not os.access(PYTHON, os.X_OK) or not os.access(ROOT / "manage.py", os.R_OK):
        raise NotRunError(f"{user.pw_name} may not read {ROOT}. Type: chmod -R go+rX {ROOT}")


def _me() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"User {os.geteuid()}"
