"""With the settings of a real portal Django's own deployment checks have nothing to say."""

import base64
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated

pytestmark = pytest.mark.programs
ROOT = Path(__file__).parents[2]
OPTIONAL = {
    "iag.W001",
    "iag.W002",
    "iag.W003",
    "iag.W007",
    "iag.W008",
}  # parts of this machine that may be missing
WHOLE = {
    "IAG_PROFILE": "production",
    "IAG_ORIGIN": "https://portal.example",
    "IAG_SECRET_KEY": secrets.token_urlsafe(48),
    "IAG_FIELD_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "IAG_AUDIT_KEY": secrets.token_urlsafe(48),
    "IAG_EMAIL_URL": "smtps://mail.example:465",
    "IAG_CLAMD": "none",
    "IAG_TRUSTED_PROXIES": "1",
}


BEGIN = """
import django
django.setup()
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from importlib import import_module
web, jobs = lambda: import_module("asgi"), lambda: call_command("work", "--once", skip_checks=False)
for begin in (web, jobs):
    try:
        begin()
        print("begun")
    except (SystemExit, SystemCheckError) as refused:
        print(refused)
"""


def check(data, environment):
    """Run the checks as an operator does; the answer and the ids it names, one for each finding."""
    output = run(data, environment, "manage.py", "check", "--deploy")
    return output, ids_in(output)


def ids_in(output):
    return sorted(re.findall(r"\(([a-z_0-9]+\.[EWI]\d+)\)", output))


def run(data, environment, *words):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "iag_portal.settings",
            "IAG_DATA": str(data),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,  # every migration, on a machine that does other things too
    )
    return done.stdout + done.stderr


@pytest.mark.long("three programs, each of which loads the portal")
def test_a_real_portal_has_no_finding(tmp_path):
    silent = {"IAG_CLAMD": f"unix://{tmp_path}/clamd.ctl"}
    before, without_tables = check(tmp_path, WHOLE | silent)
    assert sorted(set(without_tables) - OPTIONAL) == ["iag.E019", "iag.E020", "iag.W004"], before
    assert "The virus scanner does not answer" in before
    refused = run(tmp_path, WHOLE, "-c", BEGIN)
    assert (refused.count("Not started: "), "begun" in refused) == (2, False), refused
    assert refused.count("Run: script/manage --owner prepare_database") == 2

    migrated.copy(tmp_path / "portal.sqlite3")
    run(tmp_path, WHOLE, "manage.py", "prepare_database")
    output, ids = check(tmp_path, WHOLE)

    assert sorted(set(ids) - OPTIONAL) == [], output


def test_one_start_names_everything_that_is_missing(tmp_path):
    output, ids = check(tmp_path, {})

    assert [finding for finding in ids if finding.startswith("iag.E")] == [
        "iag.E002",
        "iag.E002",
        "iag.E002",
        "iag.E003",
        "iag.E006",
    ]
    assert [
        name
        for name in ("IAG_SECRET_KEY", "IAG_FIELD_KEYS", "IAG_AUDIT_KEY", "IAG_ORIGIN")
        if name not in output
    ] == []


def test_neither_pages_nor_jobs_are_served_with_unsafe_settings(tmp_path):
    unsafe = {"IAG_AUDIT_KEY": "hush-hush", "JITSI_DOMAIN": "meet.jit.si"}
    output = run(tmp_path, {**WHOLE, **unsafe}, "-c", BEGIN)

    assert ids_in(output) == ["iag.E002"] * 2 + ["video.E002"] * 2 + ["video.E008"] * 2
    assert [word for word in ("begun", "hush-hush") if word in output] == []


def test_a_weak_secret_is_named_and_not_shown_and_a_missing_scanner_is_said_on_purpose(tmp_path):
    weak = ["IAG_SECRET_KEY", "IAG_AUDIT_KEY"]
    output, ids = check(tmp_path, {**WHOLE, **dict.fromkeys(weak, "hush-hush"), "IAG_CLAMD": ""})

    assert ids.count("iag.E002") == len(weak)
    assert [name for name in weak if name not in output] == []
    assert "hush-hush" not in output
    assert ("iag.W005" in ids, "Uploaded files are not scanned" in output) == (True, True)
