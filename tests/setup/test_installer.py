"""What deploy/install and deploy/containers/prepare write, and that a second run keeps it."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys

import pytest
from _setup import deployment, installer, machine, putting_in_place, settling
from _setup.say import Trouble

from core import env, env_file
from core.env.problems import NAMES
from iag_portal import __version__
from meetings.video.settings import JitsiSettings
from tests.setup import walk
from tests.setup.conftest import ROOT

OF_SCRIPTS = {"IAG_APP_ROLE", "IAG_ENV_FILE", "IAG_NODE"}  # what they say to each other
OF_DEBIAN = {"bookworm": "15"}  # PostgreSQL; an older pg_dump refuses a newer server
OWN = {
    "IAG_ORIGIN": "https://portal.example",
    "IAG_EMAIL_URL": "smtps://mail.example:465",
    "IAG_HELP_PHONE": "01632 960123",
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """``place("--web", "4")``: the machine of such a command line, under a folder."""
    for name, value in OWN.items():
        monkeypatch.setenv(name, value)

    def machine_of(*words):
        options = installer._parser().parse_args(["--root", str(tmp_path), *words])
        return machine.of(options)

    return machine_of


def test_the_template_names_every_setting_and_no_other():
    template = (ROOT / "deploy/env.example").read_text()

    assert sorted(env_file.settings_in(template)) == sorted(NAMES - OF_SCRIPTS)


def run(program, *words, **more):
    """What a program of deploy/ says, with these settings and no other."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    return subprocess.run(
        [sys.executable, ROOT / "deploy" / program, *words],
        env={**kept, **OWN, **more}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_a_dry_run_says_each_step_and_does_none(tmp_path):
    words = ["--dry-run", "--root", str(tmp_path), "--admin-email", "ada@example.org"]
    shown = run("install", *words)

    titles = re.findall(r"^\d of (\d)\. (.+)$", shown, re.MULTILINE)
    assert [number for number, _title in titles] == ["7"] * 7
    assert "create_administrator --first --email ada@example.org" in shown
    assert list(tmp_path.iterdir()) == []


def test_an_upgrade_by_hand_takes_the_steps_of_the_installer(place):
    blocks = walk.blocks(walk.PAGE.read_text())
    by_hand = next(block.text for block in blocks if block.reason.endswith("stops what runs"))
    steps = [words.removeprefix(f"{ROOT}/") for words in putting_in_place.tables(place()).shown]

    assert by_hand.splitlines() == ["script/install", *steps]


def test_how_many_processes_there_are_is_kept_until_somebody_says_otherwise(place):
    for step in (settling.proxy, settling.units):
        step(place("--web", "3", "--workers", "2", "--port", "9000")).run()
    again = place()
    before = settling.proxy_files(again)

    assert settling.names(again) == [
        "iag-portal-web@9000.service",
        "iag-portal-web@9001.service",
        "iag-portal-web@9002.service",
        "iag-portal-worker@1.service",
        "iag-portal-worker@2.service",
    ]
    assert [file for file, text in before.items() if file.read_text() != text] == []
    assert re.findall(r"server 127\.0\.0\.1:(\d+) max_fails=0;", settling.upstream(again)) == [
        "9000",
        "9001",
        "9002",
    ]
    assert settling.names(place("--web", "1"))[1:] == settling.names(again)[3:]


def test_an_own_certificate_is_what_the_proxy_shows_and_comes_with_its_key(place, tmp_path):
    pem, key = tmp_path / "own.pem", tmp_path / "own.key"
    mine = settling.proxy_files(place("--certificate", str(pem), "--key", str(key)))
    site = next(text for file, text in mine.items() if file.name == "iag-portal")

    assert re.findall(r"ssl_certificate(?:_key)? (.+);", site) == [str(pem), str(key)]
    with pytest.raises(Trouble, match="come together"):
        place("--certificate", str(pem))


def test_the_scanner_is_what_was_told_at_first_and_takes_whole_packs(place, monkeypatch):
    def wants_it():
        shown = putting_in_place.packages(place()).shown[0]
        return "clamav-daemon" in shown, putting_in_place.scanner(place()).is_done()

    clamd = place().at("/etc/clamav/clamd.conf")
    clamd.parent.mkdir(parents=True)
    clamd.write_text("StreamMaxLength 25M\nLogTime true\n")
    assert wants_it() == (True, False)
    putting_in_place.scanner(place()).run()
    assert (wants_it(), clamd.read_text()) == (
        (True, True),
        "LogTime true\nStreamMaxLength 64M\n",
    )

    monkeypatch.setenv("IAG_CLAMD", "none")
    assert wants_it() == (False, True)
    monkeypatch.delenv("IAG_CLAMD")
    place().environment.parent.mkdir(parents=True)
    place().environment.write_text("IAG_ORIGIN=https://portal.example\nIAG_CLAMD=none\n")
    assert wants_it() == (False, True)


def test_a_run_that_ended_midway_goes_on_with_the_database_that_it_began_with(place):
    file = place().environment
    file.parent.mkdir(parents=True)
    file.write_text("IAG_ORIGIN=https://portal.example\n")
    assert (place().sqlite, settling.names(place("--web", "4"))) == (
        True,
        ["iag-portal-web@8000.service", "iag-portal-worker@1.service"],
    )

    file.write_text("IAG_ORIGIN=https://portal.example\nIAG_DATABASE_URL=postgresql://x@y/iag\n")
    assert (place("--sqlite").sqlite, len(settling.names(place()))) == (False, 3)


def test_a_file_that_somebody_changed_is_kept_beside_the_new_one(place):
    settling.proxy(place()).run()
    site = place().at(settling.SITE)
    site.write_text("mine")
    settling.proxy(place()).run()

    assert site.with_name("iag-portal.old").read_text() == "mine"


def test_the_proxy_has_room_for_live_pages_and_keeps_more_where_somebody_gave_it(place):
    main = place().at(settling.MAIN)
    main.parent.mkdir(parents=True)
    idle = "# worker_rlimit_nofile 1024;\nuser www-data;\n"  # what is behind a # says nothing
    main.write_text(f"{idle}events {{\n\tworker_connections 768;\n}}\n")
    settling.proxy(place()).run()
    mended = f"{idle}events {{\n\tworker_connections 4096;\n}}\n"
    assert main.read_text() == f"worker_rlimit_nofile 8192;\n{mended}"

    main.write_text("worker_rlimit_nofile 99999;\nevents { worker_connections 50000; }\n")
    settling.proxy(place()).run()
    assert main.read_text() == "worker_rlimit_nofile 99999;\nevents { worker_connections 50000; }\n"


def test_the_containers_are_given_settings_that_the_portal_takes(tmp_path):
    words = ["portal.example", "meet.example", "turn.example", "203.0.113.7"]
    written = []
    more = {
        "IAG_METRICS_TOKEN": secrets.token_hex(32),
        "IAG_LOG": "json",
        "JITSI_TELEPHONES": "+44 20 7946 0",
        "JITSI_TELEPHONE_KEY": secrets.token_hex(32),
    }
    for _time in range(2):
        run("containers/prepare", *words, "--to", str(tmp_path), **more)
        written.append((tmp_path / ".env").read_text())
    file = tmp_path / "here/environment"
    given = env_file.settings_in(file.read_text())
    of_compose = {
        "IAG_DATABASE_URL": "postgresql://iag_app:a@database:5432/iag",
        "IAG_DATA": "/var/lib/iag-portal",
        "IAG_TRUSTED_PROXIES": "1",
    }

    assert written[0] == written[1]
    assert {name: given[name] for name in more} == more
    assert env.read(given | of_compose).problems == ()
    assert JitsiSettings.from_mapping(given, profile="production").problems() == []
    assert [path.stat().st_mode & 0o777 for path in (file, tmp_path / ".env")] == [0o600] * 2
    assert json.loads(given["JITSI_LOGIN_KEYS"]).keys() == {"first"}


def test_a_container_of_the_portal_can_dump_the_database_of_the_containers():
    image = (ROOT / "deploy/containers/Dockerfile").read_text()
    major = re.search(r"image: postgres:(\d+)", (ROOT / "deploy/compose.yaml").read_text())[1]

    assert re.findall(r"postgresql-client\S*", image) == ["postgresql-client"]
    assert (OF_DEBIAN[re.findall(r"FROM python:.+-slim-(\w+)", image)[-1]], major) == ("15", "15")


def test_every_image_has_a_version():
    images = re.findall(
        r"^(?:FROM|  +image:) (\S+)", "\n".join(
            (ROOT / name).read_text()
            for name in ("deploy/compose.yaml", "deploy/containers/Dockerfile")
        ), re.MULTILINE,
    )  # fmt: skip

    assert len(images) == 12
    assert f"iag-portal:{__version__}" in images
    assert [name for name in images if not re.search(r":[a-z-]*\d+[.\d-]*", name)] == []


@pytest.mark.nginx
def test_the_look_at_the_proxy_finds_a_fault(tmp_path, monkeypatch):
    faulty, twice = tmp_path / "nginx", "  proxy_buffering off;\n"
    shutil.copytree(settling.NGINX, faulty)
    site = faulty / "iag-portal.conf"
    text = site.read_text()
    site.write_text(text.replace("location / {", f"{twice}{twice}  location / {{"))
    monkeypatch.setattr(settling, "NGINX", faulty)

    assert '"proxy_buffering" directive is duplicate' in deployment.proxy_of_a_machine(tmp_path)
