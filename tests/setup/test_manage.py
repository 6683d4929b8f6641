"""script/manage: the settings of the file, and the user of the portal, for every command."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from _setup import manage
from hypothesis import example, given
from hypothesis import strategies as st

from core import env_file
from iag_portal import __version__
from tests.setup.conftest import ROOT

PRINT = "from django.conf import settings; print(settings.HELP_PHONE, settings.PORTAL_ORIGIN)"


@pytest.fixture
def file(tmp_path):
    """An environment file of a demo, whose data folder is there."""
    (tmp_path / "data").mkdir()
    lines = [
        "# Settings",
        "",
        "; more words",
        "IAG_PROFILE=demo",
        "IAG_ORIGIN = http://localhost:8000 ",
        "IAG_HELP_PHONE='01632 960123 #5'",
        "IAG_EMAIL_URL=smtps://u:p$HOME`id`@mail.example",
        f"IAG_DATA={tmp_path / 'data'}",
    ]
    path = tmp_path / "environment"
    path.write_text("\n".join(lines))
    path.chmod(0o600)
    return path


def run(*words, file="", **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    kept["DJANGO_SETTINGS_MODULE"] = "iag_portal.settings"
    return subprocess.run(
        [ROOT / "script" / "manage", *words],
        env={**kept, "IAG_ENV_FILE": str(file), **more},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_settings_are_read_as_they_stand_and_no_shell_looks_at_them(file):
    assert list(manage.read(file).values()) == [
        "demo",
        "http://localhost:8000",
        "01632 960123 #5",
        "smtps://u:p$HOME`id`@mail.example",
        str(file.parent / "data"),
    ]


@pytest.mark.programs
def test_a_command_runs_with_the_settings_and_what_is_set_already_stays(file):
    done = run("shell", "-v0", "-c", PRINT, file=file, IAG_HELP_PHONE="0800 1")

    assert done.stdout == "0800 1 http://localhost:8000\n", done.stderr


def test_no_command_is_run_without_its_settings(tmp_path):
    done = run("migrate", file=tmp_path / "environment")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"Not run. There is no file {tmp_path}/environment."
        f" Make it: script/manage make_keys --write {tmp_path}/environment\n"
    )


def test_a_file_that_everybody_may_read_is_refused(file):
    file.chmod(0o644)

    with pytest.raises(manage.NotRunError, match="chmod 600"):
        manage.read(file)


def test_a_line_that_is_no_setting_is_named_by_its_number(file):
    file.write_text("IAG_PROFILE=demo\nexport IAG_ORIGIN=http://localhost\n")

    with pytest.raises(manage.NotRunError, match=r"Line 2 of \S+ is not NAME=VALUE\."):
        manage.read(file)


@pytest.mark.parametrize(
    "line",
    [
        r"IAG_EMAIL_URL=smtps://u:p\w@mail.example",
        r'IAG_HELP_PHONE="01632\"960123"',
        "IAG_HELP_PHONE='01632 ' 960123",
        "IAG_HELP_PHONE='01632'960'123'",
        'IAG_HELP_PHONE=01632 "Ann" 960123',
        "IAG_HELP_PHONE='01632 960123",
        "IAG_HELP_PHONE=01632 960123\\",
    ],
)
def test_a_line_that_systemd_reads_in_another_way_is_named_by_its_number(file, line):
    file.write_text(f"IAG_PROFILE=demo\n{line}\n")
    name = line.partition("=")[0]

    with pytest.raises(manage.NotRunError) as refused:
        manage.read(file)
    assert str(refused.value).startswith(f"Line 2 of {file} is not clear: {name} holds a backslash")


SYSTEMD = re.compile(
    r"""[ \t]*(?:'(?P<single>[^']*)'|"(?P<double>(?:\\.|[^"\\])*)"|(?P<open>['"].*)|(?P<bare>.+))"""
)


def as_systemd_reads(value):
    """By systemd.exec(5): pieces in quotation marks are joined; the rest is bare to its end."""
    read_value = ""
    while value.strip(" \t"):
        piece = SYSTEMD.match(value)
        value = value[piece.end() :]
        if piece["open"] is not None:
            return None  # goes on in the next line
        if piece["bare"] is not None:
            return read_value + re.sub(r"\\(.)", r"\1", piece["bare"].rstrip(" \t"))
        read_value += piece["single"] or re.sub(r"\\([\\\"`$])", r"\1", piece["double"] or "")
    return read_value


@given(st.text("ab #='\"\\`$\t%", max_size=12))
@example("'a'b'c'")
@example('"a$b"')
@example("'a\\n\"b'")
def test_what_is_not_refused_is_read_as_systemd_reads_it(value):
    try:
        read = env_file.settings_in(f"NAME={value}")
    except env_file.UnclearLineError:
        return

    assert read == {"NAME": as_systemd_reads(value)}


def test_the_owner_has_an_address_of_the_database_of_its_own(file, monkeypatch):
    monkeypatch.setenv("IAG_ENV_FILE", str(file))
    monkeypatch.setenv("IAG_DATABASE_URL", "postgresql://iag_app:a@localhost/iag")
    owner = file.with_name("environment.owner")
    owner.write_text("IAG_DATABASE_URL=postgresql://iag_owner:o@localhost/iag\n")
    owner.chmod(0o600)

    environment = manage._environment(["--owner", "prepare_database"])

    assert (environment["IAG_DATABASE_URL"], environment["IAG_APP_ROLE"]) == (
        "postgresql://iag_owner:o@localhost/iag",
        "iag_app",
    )


@pytest.mark.programs
def test_the_version_is_the_newest_of_the_changes():
    newest = (ROOT / "CHANGELOG.md").read_text().split("\n## ")[1].split("\n")[0]

    versions = [run(words).stdout for words in ("--version", "portal_version")]
    assert versions == [f"{__version__}\n"] * 2 == [f"{newest}\n"] * 2


def test_a_command_of_production_without_settings_makes_no_database(tmp_path):
    """Also without the wrapper: the file would lie wherever the command was run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    kept |= {"DJANGO_SETTINGS_MODULE": "iag_portal.settings", "IAG_DATA": str(tmp_path)}
    done = subprocess.run(
        [manage.PYTHON, "manage.py", "prepare_database"],
        env=kept, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (done.returncode, list(Path(tmp_path).iterdir())) == (1, [])
    assert "prepare_database was not run: settings are missing or wrong." in done.stderr
    assert "IAG_SECRET_KEY must be set" in done.stderr
