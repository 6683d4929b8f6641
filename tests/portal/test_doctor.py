"""The doctor names what is wrong with the line that mends it, and is content with a portal that is well."""

import math
import os
import re
from datetime import timedelta

import pytest
from django.core.checks import Warning as Advice
from django.core.checks import registry
from django.core.management import call_command
from django.core.management.base import CommandError

from core.clock import at, now
from core.jobs.models import Job, State
from iag_portal import doctor
from meetings.checks import video_host
from meetings.video.settings import JitsiSettings

pytestmark = pytest.mark.django_db
MOVED = float(os.environ.get("CLOCK_MOVED_BY", "0"))  # seconds; the clock of the database is not


@pytest.fixture
def well(settings, tmp_path, monkeypatch):
    """A machine on which nothing is wrong: without checks of the system, and content with its disk."""
    settings.DATA_DIR = tmp_path / "data"
    settings.STATIC_ROOT = settings.STATICFILES_DIRS[0]
    settings.DATA_DIR.mkdir(mode=0o750)
    note = f'{{"made_at": "{now().isoformat()}", "where": "x"}}'
    (settings.DATA_DIR / "last-backup.json").write_text(note)
    monkeypatch.setattr(registry.registry, "registered_checks", set())
    monkeypatch.setattr(registry.registry, "deployment_checks", set())
    monkeypatch.setattr(doctor, "LEAST_FREE", 0)
    monkeypatch.setattr(doctor, "LEAST_SHARE", 0)
    moved = timedelta(seconds=abs(MOVED))
    monkeypatch.setattr(doctor, "CLOCKS_APART", doctor.CLOCKS_APART + moved)
    moment = now()
    done = {"state": State.DONE, "created_at": moment, "due_at": moment, "finished_at": moment}
    Job.objects.create(function="accounts.jobs.check_record", **done)
    return settings.DATA_DIR


def found():
    return [(finding.words, finding.mend.split(",")[0]) for finding in doctor.findings()]


def test_nothing_is_wrong_with_a_portal_that_is_well(well, capsys):
    call_command("portal_doctor")

    assert capsys.readouterr().out == "Nothing is wrong. Advice: 0.\n"


def test_everything_that_is_wrong_is_named_with_the_line_that_mends_it(
    well, settings, tmp_path, monkeypatch, capsys
):
    before = now() - timedelta(hours=1)
    asked = {"created_at": before, "due_at": before}
    Job.objects.create(function="x.y", state=State.DUE, **asked)
    Job.objects.create(function="x.z", state=State.FAILED, finished_at=before, **asked)
    monkeypatch.setattr(doctor, "LEAST_FREE", math.inf)
    well.chmod(0o755)
    (well / "last-backup.json").write_text('{"made_at": "2026-01-02T03:04:05+00:00"}')
    settings.STATIC_ROOT = tmp_path / "static"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    named = found()
    words, mend = named.pop(3)
    assert re.fullmatch(rf"The disk of {well} has \d+\.\d GB left\.", words)
    assert mend == f"du -xh --max-depth=2 {well} | sort -h | tail"
    assert named == [
        ("Jobs wait: no worker runs.", "systemctl restart iag-portal.target"),
        ("Jobs that have failed: 1.", "script/manage jobs list"),
        (
            "The mail server does not let us in: ConnectionRefusedError.",
            "Correct IAG_EMAIL_URL",
        ),
        (f"Everybody on this machine can look into {well}.", f"chmod o-rwx {well}"),
        (
            "The styles and scripts that people get are not those of this release.",
            "script/manage collectstatic --no-input",
        ),
        (
            "The newest backup is of 02 January 2026.",
            "script/manage backup /var/backups/iag-portal --keep 14",
        ),
    ]
    with pytest.raises(CommandError, match=r"Wrong: 7\. Advice: 0\."):
        call_command("portal_doctor")
    assert "Wrong: Jobs wait: no worker runs.\n    systemctl" in capsys.readouterr().out


def test_a_folder_that_is_not_there_keeps_nothing_else_from_being_told(well, settings):
    settings.DATA_DIR = well / "gone"

    assert [words for words, _mend in found()] == [
        "Disk: FileNotFoundError.",
        "There is no backup.",
    ]


def test_what_the_checks_name_is_told_with_their_hints(well):
    advice = Advice("The styles are not built.", hint="Run: x", id="iag.W001")
    registry.register(lambda **_: [advice], deploy=True)

    assert list(doctor.findings()) == [
        doctor.Finding("The styles are not built. (iag.W001)", "Run: x", grave=False)
    ]


def test_wrong_settings_of_the_video_are_named_by_the_checks_and_not_once_more(well, settings):
    weak = {"JITSI_DOMAIN": "meet.example", "JITSI_ALG": "HS256", "JITSI_SECRET": "weak"}
    settings.JITSI = JitsiSettings.from_mapping(weak, profile="production")
    registry.register(video_host)

    problems = [f"{problem.sentence} ({problem.id})" for problem in settings.JITSI.problems()]
    assert ([words for words, _mend in found()], problems == []) == (problems, False)


@pytest.mark.skipif("not os.environ.get('IAG_DATABASE_URL')", reason="SQLite has our own clock")
def test_clocks_that_are_apart_are_named(well):
    with at(now() + timedelta(minutes=2)):
        named = [finding.words for finding in doctor._clock()]

    apart = abs(120 + MOVED)
    assert named == [f"The clocks here and at the database are {apart:.0f} seconds apart."]
