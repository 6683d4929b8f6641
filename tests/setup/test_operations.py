"""Whoever follows docs/operations.md to the letter ends with a working portal.

Walked on a bare PostgreSQL and a Redis of its own, as root with a user of the portal where
the machine lets one, in folders of the test's own.
"""

import grp
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from _setup import servers

from core.env.problems import NAMES
from tests.setup import walk

PAGE = walk.PAGE.read_text()
BLOCKS = walk.blocks(PAGE)
SHELL = [block for block in BLOCKS if block.kind == "sh"]


WALK = pytest.mark.skipif(
    not os.environ.get("IAG_DATABASE_URL", "").startswith("postgresql:"),
    reason="walked once, where the tests run on PostgreSQL",
)


def test_each_block_of_commands_is_walked_or_says_why_not():
    assert Counter(block.reason or "walked" for block in SHELL) == {
        "walked": 6,
        "installs packages and makes a user on the machine": 1,
        "fetches the code and packages from the network": 1,
        "needs systemd": 1,
        "needs nginx and a certificate": 1,
        "stops a service, and fetches the code": 1,
    }


def test_the_commands_of_an_upgrade_are_those_of_the_first_start():
    first, again = (
        [line.strip() for line in block.text.splitlines() if "script/manage" in line]
        for block in (SHELL[3], next(one for one in SHELL if one.reason.startswith("stops")))
    )

    assert (len(first), first) == (3, again)


def test_the_page_names_every_setting_and_no_other():
    own = {"IAG_APP_ROLE", "IAG_NODE"}  # what scripts say to each other
    told = set(re.findall(r"\b(?:IAG|JITSI)_[A-Z0-9_]*[A-Z0-9]\b", PAGE))

    assert (sorted(NAMES - own - told), sorted(told - NAMES)) == ([], [])


# --- The walk -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def place():
    """Folders, servers and a user in the stead of those of the page."""
    folder = Path(tempfile.mkdtemp(prefix="iag-walk-"))
    folder.chmod(0o755)
    with servers._postgresql() as database, servers._redis() as redis:
        found = SimpleNamespace(folder=folder, url=urlsplit(database), redis=urlsplit(redis).port)
        found.port = walk.free_ports(2)
        found.tree = walk.copy_of_the_tree(folder / "srv")
        found.user = walk.service_user(found.tree / ".venv" / "bin" / "python")
        found.said = ""
        yield found
    shutil.rmtree(folder)


def fitted(text, place):
    """The same commands in the test's folders, on its ports, and as its users."""
    group = grp.getgrgid(place.user.pw_gid).gr_name
    for old, new in {
        "-o iag-portal -g iag-portal": f"-o {place.user.pw_name} -g {group}",
        "/srv/iag-portal": str(place.tree),
        "/etc/iag-portal": str(place.folder / "etc"),
        "/var/lib/iag-portal": str(place.folder / "data"),
        "/var/backups/iag-portal": str(place.folder / "backups"),
        "127.0.0.1:5432": f"127.0.0.1:{place.url.port}",
        "127.0.0.1:6379": f"127.0.0.1:{place.redis}",
        "--port 8000": f"--port {place.port}",
        "runuser -u postgres -- ": "",  # the superuser of a cluster of the test's own
    }.items():
        text = text.replace(old, new)
    return text


def environment(place):
    return {
        "PATH": f"{servers.system.postgresql()}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "IAG_ENV_FILE": str(place.folder / "etc" / "environment"),
        "PGHOST": "127.0.0.1",
        "PGPORT": str(place.url.port),
        "PGDATABASE": "postgres",
        "PGUSER": place.url.username,
        "PGPASSWORD": place.url.password,
    }


@pytest.fixture(scope="module")
def walked(place):
    """What each block that is walked has said."""
    place.outputs = []
    for block in [one for one in SHELL if not one.reason]:
        done = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", fitted(block.text, place)], check=False,
            env=environment(place), cwd="/", capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"{block.text}\n{said}"
        place.outputs.append(said)
    return place


@pytest.fixture(scope="module")
def service(walked):
    """The portal as the unit of the page starts it; what it said once it has ended."""
    unit = next(block.text for block in BLOCKS if block.kind == "ini")
    command = fitted(re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1], walked).split()
    kept = environment(walked)
    file = Path(kept.pop("IAG_ENV_FILE")).read_text()
    settings = dict(line.split("=", 1) for line in file.splitlines() if line[:1] not in {"", "#"})
    root = os.geteuid() == 0
    with (walked.folder / "log").open("w+") as log, subprocess.Popen(
        command, cwd="/", env={"PATH": kept["PATH"], **settings}, stdout=log, stderr=log,
        user=walked.user.pw_uid if root else None, group=walked.user.pw_gid if root else None,
        extra_groups=[] if root else None,
    ) as process:  # fmt: skip
        try:
            ready = f"READY http://localhost:{walked.port}\n"
            wait_for(lambda: ready in log_of(walked), process, lambda: log_of(walked))
            yield walked
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(15)


def log_of(place):
    return (place.folder / "log").read_text()


def wait_for(truth, process, said):
    until = monotonic() + 30
    while not truth():
        assert process.poll() is None, said()
        assert monotonic() < until, said()
        sleep(0.1)


def ask(port, path):
    """A request as the proxy of the page passes it on."""
    headers = {"Host": "portal.example", "X-Forwarded-Proto": "https"}
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path, headers={**headers, "X-Forwarded-For": "192.0.2.1"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@WALK
def test_the_commands_end_with_a_portal_that_lets_its_first_administrator_in(service):
    people = service.outputs[2]
    path = urlsplit(re.search(r"https://portal\.example\S+", people)[0]).path
    for port in (service.port, service.port + 1):
        health = json.loads(ask(port, "/health/ready")[1])
        assert (health["database"], health["redis"], health["jobs"]) == ("up", "up", "up")
        status, page = ask(port, path)
        assert (status, 'name="password"' in page) == (200, True)
        style = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
        assert ask(port, style)[0] == 200
    assert (path in log_of(service), path.split("/")[2] in log_of(service)) == (False, False)


@WALK
def test_the_check_of_the_page_names_no_error_and_the_drill_finds_the_log_whole(walked):
    tables, backup, drill = (walked.outputs[number] for number in (1, 3, 4))

    assert re.findall(r"iag\.E\d+|video\.E\d+|W006", tables) == []
    assert "not whole" not in backup + drill
    assert "group.1" in drill


@WALK
def test_secrets_are_for_root_and_files_for_the_user_of_the_portal(walked):
    modes = {path.name: path.stat().st_mode & 0o777 for path in (walked.folder / "etc").iterdir()}
    data = list((walked.folder / "data").rglob("*"))
    static = [path for path in data if path.is_file() and "static" in path.parts]

    assert modes == {"environment": 0o600, "environment.owner": 0o600}
    assert {path.stat().st_uid for path in data} == {walked.user.pw_uid}
    assert [
        path.name for path in static if path.suffix == ".css" and not path.stat().st_mode & 4
    ] == []
