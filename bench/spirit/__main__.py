"""Start Spirit, filled with the same words, for as long as this command runs.

::

    python -m bench.spirit FOLDER peers.toml          # in one terminal, until "peers.toml is there"
    python -m bench threads lists --peers peers.toml  # in another

It installs Spirit into an environment of its own in the folder: nothing of it is ours.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

from bench.servers import ROOT, free_port

PACKAGES = ("django-spirit==0.14.3", "Django==5.2.19", "daphne==4.2.3")
SETTINGS = """
from mysite.settings.base import *
SECRET_KEY = "of a peer of the bench only, which nobody signs in to"
DEBUG = False
ST_SITE_URL = "http://127.0.0.1/"
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {{"default": {{
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": {database!r},
    "OPTIONS": {{
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }},
}}}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"  # no search is measured
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""
ASGI = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.bench")
from django.core.asgi import get_asgi_application
application = get_asgi_application()
"""


def prepare(folder: Path, scale: float) -> tuple[Path, dict]:
    """Install Spirit and fill it: its Python, and what a client needs to know."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
        programs = {**os.environ, "PATH": f"{python.parent}:{os.environ['PATH']}"}
        start = ["spirit", "startproject", "mysite"]
        subprocess.run(start, cwd=folder, env=programs, check=True, stdout=subprocess.DEVNULL)
    site = folder / "mysite"
    database = site / "spirit.sqlite3"
    database.unlink(missing_ok=True)
    settings = site / "mysite" / "settings" / "bench.py"
    settings.write_text(SETTINGS.format(database=str(database)))
    (site / "mysite" / "asgi.py").write_text(ASGI)
    env = {"PYTHONPATH": f"{site}:{ROOT}", "DJANGO_SETTINGS_MODULE": "mysite.settings.bench"}
    for command in (["migrate", "-v0"], ["createcachetable"]):
        subprocess.run([python, "manage.py", *command], cwd=site, env=env, check=True)
    fill = [python, "-m", "bench.spirit.fill", str(scale)]
    answer = subprocess.run(fill, cwd=site, env=env, check=True, stdout=subprocess.PIPE)
    return python, json.loads(answer.stdout)


def peers(port: int, pid: int, facts: dict) -> str:
    """The file that ``--peers`` reads."""
    cookies = [f"sessionid={session}" for session in facts["sessions"]]
    return (
        f"[spirit]\nport = {port}\npid = {pid}\ncookies = {json.dumps(cookies)}\n"
        f'[spirit.pages]\n"20 posts" = "{facts["short"]}"\n'
        '"home" = "/topic/unread/"\n"list of topics" = "/topic/active/"\n'
    )


def main() -> None:
    """Prepare, start, write the file, and wait."""
    parser = argparse.ArgumentParser(prog="python -m bench.spirit", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("peers", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    folder = options.folder.resolve()
    python, facts = prepare(folder, options.scale)
    port = free_port()
    words = [python, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "mysite.asgi:application"]
    with subprocess.Popen(words, cwd=folder / "mysite") as server:
        options.peers.write_text(peers(port, server.pid, facts))
        sys.stdout.write(f"{options.peers} is there. Ctrl-C ends Spirit.\n")
        sys.stdout.flush()
        try:
            server.wait()
        except KeyboardInterrupt:
            server.terminate()


if __name__ == "__main__":
    main()
