"""A portal with the settings of a real one, in a process of its own: what it serves, and what not."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.utils.module_loading import import_string

from tests.evidence.node_ids import ROOT
from tests.portal.test_deploy import WHOLE

ASK = """
import json, sys, django
django.setup()
from django.conf import settings
from django.core.mail import get_connection
from django.core.management import call_command, CommandError
from django.test import Client
call_command("migrate", "jobs", verbosity=0)
told = {"static": settings.STORAGES["staticfiles"]["BACKEND"]}
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STATIC_ROOT.mkdir(exist_ok=True)
(settings.DATA_DIR / "files" / "papers").mkdir(parents=True)
for place in (settings.STATIC_ROOT / "app.css", settings.DATA_DIR / "files" / "papers" / "original.pdf", settings.DATA_DIR / "beside.txt"):
    place.write_text("Lobelia")
for secure in (True, False):
    client = Client(raise_request_exception=False, headers={"Host": "portal.example"})
    for path in json.loads(sys.argv[1]):
        answer = client.get(path, secure=secure)
        body = b"".join(answer) if answer.streaming else answer.content
        told[f"{path} {'https' if secure else 'http'}"] = [answer.status_code, dict(answer.headers), body.decode(errors="replace")]
try:
    call_command("tell_story")
    told["story"] = "told"
except CommandError as refused:
    told["story"] = str(refused)
context = get_connection().ssl_context
told["mail"] = [context.check_hostname, context.verify_mode.name, settings.EMAIL_USE_SSL]
told["debug"] = [settings.DEBUG, settings.TEMPLATES[0]["OPTIONS"].get("debug", False), settings.ADMINS]
told["apps"] = settings.INSTALLED_APPS
told["media"] = settings.MEDIA_URL
print(json.dumps(told))
"""
OUTSIDE = ["/static/../beside.txt", "/static/%2e%2e/beside.txt", "/files/papers/original.pdf", "/media/papers/original.pdf", "/papers/original.pdf", "/static/../files/papers/original.pdf", "/.git/HEAD", "/static/.git/HEAD", "/manage.py", "/docs/", "/schema/", "/api/", "/admin/"]  # fmt: skip
FOLDERS = ["/static/", "/static", "/files/"]
HEALTH = ["/health/live", "/health/ready"]
PAGES = ["/help/", "/accounts/login/", "/nowhere/", "/static/app.css"]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    data = tmp_path_factory.mktemp("real")
    more = {"DJANGO_SETTINGS_MODULE": "iag_portal.settings", "IAG_DATA": str(data)}
    paths = json.dumps([*OUTSIDE, *FOLDERS, *HEALTH, *PAGES])
    command = [sys.executable, "-c", ASK, paths]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**kept, **WHOLE, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("path", [*PAGES, *HEALTH])
def test_every_answer_asks_for_https_for_two_years(real, path):
    _status, headers, _body = real[f"{path} https"]

    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"


def test_a_page_is_sent_to_https_and_a_question_of_a_machine_is_not(real):
    answers_by_path = {path: real[f"{path} http"] for path in ("/help/", *HEALTH)}

    assert (answers_by_path["/help/"][0], answers_by_path["/help/"][1]["Location"]) == (
        301,
        "https://portal.example/help/",
    )
    assert [answers_by_path[path][0] for path in HEALTH] == [200, 200]


def test_health_says_nothing_about_people_or_versions(real):
    live, ready = (real[f"{path} https"][2] for path in HEALTH)

    assert (live, json.loads(ready)) == (
        "ok\n",
        {
            "database": "up",
            "jobs": "up",
            "jobs_failed": 0,
            "record": "not checked",
            "redis": "not used",
        },
    )


@pytest.mark.parametrize("path", [*OUTSIDE, *FOLDERS])
def test_nothing_beside_the_static_folder_is_served(real, path):
    status, _headers, body = real[f"{path} https"]

    assert (status in {301, 302, 404}, "Lobelia" in body) == (True, False)


def test_the_static_folder_is_served(real):
    assert real["/static/app.css https"][::2] == [200, "Lobelia"]


def test_the_name_of_a_static_file_is_that_of_its_content(real):
    """So it may be kept for long: what has changed has another name."""
    assert real["static"] == "whitenoise.storage.CompressedManifestStaticFilesStorage"
    assert issubclass(import_string(real["static"]), ManifestStaticFilesStorage)


def test_uploads_lie_where_no_address_leads(real):
    statuses = [real[f"{path} https"][0] for path in OUTSIDE if "original" in path]

    assert (real["media"], set(statuses)) == ("/", {404})


def test_no_profile_shows_faults(real):
    assert real["debug"] == [False, False, []]
    assert not re.search(
        r"^DEBUG = (?!False)", (ROOT / "iag_portal/settings.py").read_text(), re.MULTILINE
    )


def test_the_mail_server_has_to_show_a_certificate_that_fits(real):
    assert real["mail"] == [True, "CERT_REQUIRED", True]


def test_the_story_is_not_told_to_a_real_portal(real):
    assert real["story"] == "The story is for demos: it holds accounts with known passwords."
    assert [
        app for app in real["apps"] if "test" in app or "debug" in app or app.endswith(".admin")
    ] == []
