"""Whoever follows docs/operations.md to the letter ends with a working portal, and a first meeting.

Walked on a bare PostgreSQL and a Redis of its own, as root with a user of the portal where
the machine lets one, in folders of the test's own. What runs then is what the units say, behind
the proxy as it was put in place.
"""

import asyncio
import json
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections import Counter
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from _setup import servers
from _setup.machine import group_of
from _setup.tests import MOVED_CLOCK
from django.conf import settings

from core.env.problems import NAMES
from meetings.slides.package import MAX_BYTES
from tests.faults.postbox import Postbox
from tests.setup import first_meeting, walk
from tests.setup.proxy import NAME, Proxy
from tests.setup.units import Services

PAGE = walk.PAGE.read_text()
BLOCKS = walk.blocks(PAGE)
SHELL = [block for block in BLOCKS if block.kind == "sh"]
WEB = 2
TOKEN = secrets.token_hex(32)  # of a collector of metrics
LARGEST = MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # a pack, and the form around it


WALK = [
    pytest.mark.nginx,
    pytest.mark.skipif(
        not os.environ.get("IAG_DATABASE_URL", "").startswith("postgresql:"),
        reason="walked once, where the tests run on PostgreSQL",
    ),
]


def walked_here(test):
    for mark in WALK:
        test = mark(test)
    return test


def test_each_block_of_commands_is_walked_or_says_why_not():
    assert Counter(block.reason or "walked" for block in SHELL) == {
        "walked": 4,
        "fetches the code from the network": 1,
        "prints what the next block does": 1,
        "needs systemd": 1,
        "stops a service, and fetches the code": 1,
        "fetches the code, and stops what runs": 1,
    }


def test_the_page_names_every_setting_and_no_other():
    own = {"IAG_APP_ROLE", "IAG_NODE"}  # what scripts say to each other
    named_settings = set(re.findall(r"\b(?:IAG|JITSI)_[A-Z0-9_]*[A-Z0-9]\b", PAGE))

    assert (sorted(NAMES - own - named_settings), sorted(named_settings - NAMES)) == ([], [])


# --- The walk -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def place():
    """Folders, servers, a mail server and a user in the stead of those of the page."""
    folder = Path(tempfile.mkdtemp(prefix="iag-walk-"))
    folder.chmod(0o755)
    post = Postbox()
    post.open()
    with servers._postgresql() as database, servers._redis() as redis:
        begun = SimpleNamespace(folder=folder, url=urlsplit(database), redis=redis, post=post)
        begun.port = walk.free_ports(WEB)
        begun.tree = walk.copy_of_the_tree(folder / "srv")
        begun.user = walk.service_user(begun.tree / ".venv" / "bin" / "python")
        yield begun
    post.close()
    shutil.rmtree(folder)


def fitted(text, place):
    """The same commands in the test's folders, on its ports, and as its users."""
    there = f"--root {place.folder} --owner {place.user.pw_name} --port {place.port}"
    for old, new in {
        "/srv/iag-portal": str(place.tree),
        "/etc/iag-portal": str(place.folder / "etc/iag-portal"),
        "/var/lib/iag-portal": str(place.folder / "var/lib/iag-portal"),
        "/var/backups/iag-portal": str(place.folder / "var/backups/iag-portal"),
        "/var/lib/iag-drill": str(place.folder / "var/lib/iag-drill"),
        "-o iag-portal -g iag-portal": f"-o {place.user.pw_name} -g {group_of(place.user.pw_name)}",
        "deploy/install": f"deploy/install {there}",
        "smtps://user:password@mail.example:465": f"smtp://127.0.0.1:{place.post.port}",
        "runuser -u postgres -- ": "",  # the superuser of a cluster of the test's own
    }.items():
        text = text.replace(old, new)
    return text


def environment(place):
    """What an operator's shell has; the clock of all of them is moved as that of the tests is."""
    moved = {}
    if "CLOCK_MOVED_BY" in os.environ:
        clock = shutil.copytree(MOVED_CLOCK, place.folder / "clock", dirs_exist_ok=True)
        moved = {"CLOCK_MOVED_BY": os.environ["CLOCK_MOVED_BY"], "PYTHONPATH": str(clock)}
    return {
        **moved,
        "PATH": f"{servers.system.postgresql()}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "IAG_ENV_FILE": str(place.folder / "etc/iag-portal/environment"),
        "IAG_REDIS_URL": place.redis,
        "IAG_CLAMD": "none",
        "IAG_METRICS_TOKEN": TOKEN,
        "PGHOST": "127.0.0.1",
        "PGPORT": str(place.url.port),
        "PGDATABASE": "postgres",
        "PGUSER": place.url.username,
        "PGPASSWORD": place.url.password,
    }


def run(place, text):
    """What the commands have said, once they ended well."""
    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", fitted(text, place)], check=False,
        env=environment(place), cwd="/", capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def walked(place):
    """What each block that is walked has said."""
    place.outputs = [run(place, block.text) for block in SHELL if not block.reason]
    return place


@pytest.fixture(scope="module")
def services(walked):
    """The portal as its units start it; what it said once it has ended."""
    units = walked.folder / "etc/systemd/system"
    shell = environment(walked)
    kept = {name: shell[name] for name in shell.keys() & {"PATH", "PYTHONPATH", "CLOCK_MOVED_BY"}}
    started = Services(units, walked.folder / "log", **kept)
    walked.ports = range(walked.port, walked.port + WEB)
    walked.web = [f"iag-portal-web@{port}" for port in walked.ports]
    for name in (*walked.web, "iag-portal-worker@1"):
        started.start(name)
    started.until(lambda: all(health(port) == WELL for port in walked.ports))
    yield started
    started.end()


WELL = ("up", "up", "up")


def health(port):
    """What a web process says of itself, asked as systemd's neighbours do."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        try:
            connection.request("GET", "/health/ready", headers={"Host": NAME})
            health_report = json.loads(connection.getresponse().read())
        except OSError:
            return None
    return health_report["database"], health_report["redis"], health_report["jobs"]


@pytest.fixture(scope="module")
def proxy(walked, services):
    with Proxy(walked.folder, walked.folder / "nginx", walked.user) as started:
        yield started


@walked_here
@pytest.mark.long("installs a portal, and holds its first meeting through the proxy")
def test_from_nothing_to_a_first_meeting_that_outlives_its_processes(walked, services, proxy):
    (link,) = re.findall(r"https://portal\.example(/invitations/\S+)", walked.outputs[0])
    seats, meeting, links = first_meeting.held(walked, services, proxy, link)
    chair = seats["marjorie"]
    seen = first_meeting.is_seen_by_every_process(walked, services, proxy, chair, meeting)
    asyncio.run(seen)
    assert first_meeting.guessed(walked.ports) == ([False] * WEB, True)
    keeps_to_the_limits(proxy)
    tells_a_collector_past_the_proxy(walked, proxy)

    services.kill(walked.web[0])
    assert [chair.go(f"{meeting}live/").address for _ in range(6)] == [f"{meeting}live/"] * 6
    chair.send("Lower my hand Take it back")  # a form, too, goes to the process that is there
    services.kill(walked.web[1])
    status, page, headers = proxy.status(links[0])
    assert (status, "Wait ten seconds" in page, headers["Retry-After"]) == (502, True, "10")
    for seat in seats.values():
        seat.close()

    logs = services.said() + proxy.logs()
    assert re.search(r" GET 502 \d+ ", logs)
    assert [words for address in links for words in address.split("/")[2:3] if words in logs] == []


def tells_a_collector_past_the_proxy(walked, proxy):
    """Numbers are for who asks the process itself; from outside there is no such page."""
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    with closing(HTTPConnection("127.0.0.1", walked.port, timeout=20)) as connection:
        connection.request("GET", "/health/metrics", headers=bearer)
        answer = connection.getresponse()
        assert (answer.status, b"iag_database_up 1" in answer.read()) == (200, True)
    for path in ("/health/metrics", "//health/%6detrics", "/help/../health/metrics?x"):
        status, page, _headers = proxy.status(path, **bearer)
        assert (status, "iag_" in page) == (404, False), path


def keeps_to_the_limits(proxy):
    """Files as large as the portal takes, and styles that a browser keeps."""
    too_large = proxy.status("/", **{"Content-Length": str(LARGEST + 1)})
    page = proxy.status("/accounts/login/")[1]
    style = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    status, _packed, headers = proxy.status(style, **{"Accept-Encoding": "gzip"})

    assert (too_large[0], "50 MB" in too_large[1]) == (413, True)
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"


@walked_here
def test_the_check_of_the_page_names_no_error_and_the_drill_finds_the_log_whole(walked):
    tables, backup, drill, _search = walked.outputs
    backups = list((walked.folder / "var/backups/iag-portal").iterdir())

    assert re.findall(r"iag\.E\d+|video\.E\d+|W006", tables) == []
    assert "not whole" not in backup + drill
    assert "Restored. The audit log is whole, and ends where the backup says." in drill
    assert "installation: 3 records, whole" in drill
    assert [path.stat().st_mode & 0o777 for path in backups] == [0o600]
    assert not (walked.folder / "var/lib/iag-drill").exists()


@walked_here
def test_secrets_are_for_root_and_files_for_the_user_of_the_portal(walked):
    folder = walked.folder / "etc/iag-portal"
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    data = list((walked.folder / "var/lib/iag-portal").rglob("*"))
    static = [path for path in data if path.is_file() and "static" in path.parts]

    assert modes == {
        "certificate.key": 0o600,
        "certificate.pem": 0o644,
        "environment": 0o600,
        "environment.owner": 0o600,
        "installed.json": 0o644,
    }
    assert {path.stat().st_uid for path in data} == {walked.user.pw_uid}
    assert [
        path.name for path in static if path.suffix == ".css" and not path.stat().st_mode & 4
    ] == []
