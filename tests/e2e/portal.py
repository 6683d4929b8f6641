"""The portal as people meet it: its own process, database and port, told with the demo story."""

from __future__ import annotations

import fcntl
import functools
import json
import os
import re
import shutil
import socket
import sqlite3
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests import migrated
from tests.e2e.standby import Standby

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = re.compile(r"\bHAR-2026-\w+")
BETWEEN = "\n" + "-" * 79 + "\n"  # what Django writes after each mail that goes to a file
MOMENT = re.compile(r"^Message-ID: <(\d+)\.", re.MULTILINE)  # in hundredths of a second
KEPT = ("files", "mail")  # of the data folder, besides the database, what a portal writes to
JITSI = {
    "JITSI_ALG": "HS256",
    "JITSI_SECRET": "a secret of the tests, long enough for HS256",
    "JITSI_CAPTIONS": "1",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Portal:
    """One portal on ``http://localhost:<port>``; its web process can be killed and come back.

    :param data: its data folder: database, files, mails, keys.
    :param video: origin of the video host, or empty for none.
    """

    def __init__(self, data: Path, *, video: str = "") -> None:
        self.data = data
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.env = {
            **{key: value for key, value in os.environ.items() if not key.startswith("IAG_")},
            **(JITSI | {"JITSI_DOMAIN": video} if video else {}),
            "DJANGO_SETTINGS_MODULE": "iag_portal.settings",
            "IAG_PROFILE": "demo",
            "IAG_DATA": str(data),
            "IAG_ORIGIN": self.origin,
            "IAG_HELP_PHONE": "01632 960123",
            "PYTHONUNBUFFERED": "1",
        }
        self._web = 0  # its process id

    @functools.cached_property
    def _standby(self) -> Standby:
        return Standby(self.env, self.data / "web.log")

    def manage(self, *words: str) -> str:
        """Run a management command; its output."""
        status, output = self._standby.manage(*words)
        assert status == 0, output
        return output

    def work(self) -> None:
        """Do the jobs that are due: mails, slides, editions."""
        self.manage("work", "--once")

    def start(self) -> Self:
        """Start the web process; back once it answers."""
        self._web = self._standby.serve(self.port)
        connection = HTTPConnection("localhost", self.port, timeout=60)
        connection.request("GET", "/health/ready")
        assert connection.getresponse().status == HTTPStatus.OK
        connection.close()
        return self

    def stop(self) -> None:
        """End the web process as a power cut would."""
        if self._web:
            self._standby.kill(self._web)
            self._web = 0

    def close(self) -> None:
        """End all that runs."""
        self._standby.close()

    def begin_again(self, story_data: Path) -> None:
        """Everything as it was in ``told``; the web process goes on, or comes back if it was ended."""
        source, target = (
            sqlite3.connect(at / "portal.sqlite3", timeout=20) for at in (story_data, self.data)
        )
        with closing(source), closing(target):
            source.backup(target)
        for name in KEPT:
            shutil.rmtree(self.data / name, ignore_errors=True)
            if (story_data / name).exists():
                shutil.copytree(story_data / name, self.data / name)
        if not self._web:
            self.start()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.close()

    def mails(self) -> list[str]:
        """The mails that were sent, oldest first, by the moment that each has in its name.

        Files tell no order: Django names one by the second and by an address in memory, which
        the next mail but one may have again.
        """
        files = sorted((self.data / "mail").glob("*.log"))
        sent = [mail for file in files for mail in file.read_text().split(BETWEEN) if mail.strip()]
        return sorted(sent, key=lambda mail: int(MOMENT.findall(mail)[0]))

    def address_of(self, meeting: str) -> str:
        """The address of the meeting with this title."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3", timeout=20)) as database:
            rows = database.execute("SELECT id FROM meetings_meeting WHERE title = ?", [meeting])
            (key,) = rows.fetchone()
        return f"/meetings/{key}/"

    def as_told(self, text: str) -> str:
        """``text`` of 2026 with the references of this story, whose year is that of its telling."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3", timeout=20)) as database:
            rows = database.execute("SELECT id, reference FROM deliberation_keymessage").fetchall()
            names = {f"HAR-2026-{number:03}": reference for number, reference in rows}
            rows = database.execute("SELECT id, reference FROM publications_publication").fetchall()
            names |= {f"HAR-2026-S{number:02}": reference for number, reference in rows}
        return REFERENCE.sub(lambda match: names[match[0]], text)

    def account(self, short: str) -> dict[str, str]:
        """How somebody of the story signs in: name, email, password, totp_secret."""
        accounts = json.loads((self.data / "accounts.json").read_text())
        return next(account for account in accounts if account["email"] == f"{short}@example.org")


def tell(data: Path, states: Path, shorts: list[str]) -> None:
    """Make a data folder with the whole story in it and these people signed in, once for all tests."""
    data.mkdir()
    states.mkdir()
    migrated.copy(data / "portal.sqlite3")
    command = f"from tests.e2e.telling import tell; tell({str(states)!r}, {shorts!r})"
    with closing(Portal(data)) as portal:
        portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", command)


def copy(source: Path, data: Path) -> Path:
    """A portal of one's own from a told story."""
    shutil.copytree(source, data)
    return data


@contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Whether this process is the first of all test processes to come here; the others wait."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        yield not done.exists()
        done.touch()
