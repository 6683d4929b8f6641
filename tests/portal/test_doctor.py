"""The doctor names what is wrong with the line that mends it, and is content with a portal that is well."""

import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.clock import now
from core.jobs.models import Job, State
from iag_portal import doctor

pytestmark = pytest.mark.django_db
GIGABYTE = 1024**3
MOVED = float(os.environ.get("CLOCK_MOVED_BY", "0"))  # seconds; the clock of the database is not


@pytest.fixture
def well(settings, tmp_path, monkeypatch):
    """A machine on which nothing is wrong."""
    settings.DATA_DIR = tmp_path / "data"
    settings.STATIC_ROOT = settings.STATICFILES_DIRS[0]
    settings.DATA_DIR.mkdir(mode=0o750)
    note = f'{{"made_at": "{now().isoformat()}", "where": "x"}}'
    (settings.DATA_DIR / "last-backup.json").write_text(note)
    monkeypatch.setattr(doctor, "run_checks", lambda **_: [])
    disk = SimpleNamespace(total=100 * GIGABYTE, free=50 * GIGABYTE)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: disk)
    at = now()
    moved = timedelta(seconds=abs(MOVED))
    monkeypatch.setattr(doctor, "CLOCKS_APART", doctor.CLOCKS_APART + moved)
    done = {"state": State.DONE, "created_at": at, "due_at": at, "finished_at": at}
    Job.objects.create(function="accounts.jobs.check_record", **done)
    return SimpleNamespace(data=settings.DATA_DIR, disk=disk)


def found():
    return [(one.words, one.mend.split(",")[0]) for one in doctor.findings()]


def test_nothing_is_wrong_with_a_portal_that_is_well(well, capsys):
    call_command("portal_doctor")

    assert capsys.readouterr().out == "Nothing is wrong. Advice: 0.\n"


def test_everything_that_is_wrong_is_named_with_the_line_that_mends_it(
    well, settings, tmp_path, capsys
):
    at = now() - timedelta(hours=1)
    Job.objects.create(function="x.y", state=State.DUE, created_at=at, due_at=at)
    Job.objects.create(function="x.z", state=State.FAILED, created_at=at, due_at=at, finished_at=at)
    well.disk.free = GIGABYTE
    well.data.chmod(0o755)
    (well.data / "last-backup.json").write_text('{"made_at": "2026-01-02T03:04:05+00:00"}')
    settings.STATIC_ROOT = tmp_path / "static"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert found() == [
        ("Jobs wait: no worker runs.", "systemctl restart iag-portal.target"),
        ("Jobs that have failed: 1.", "script/manage jobs list"),
        (
            "The mail server does not let us in: ConnectionRefusedError.",
            "Correct IAG_EMAIL_URL",
        ),
        (f"The disk of {well.data} has 1.0 GB left.", f"du -xh --max-depth=2 {well.data} | sort -h | tail"),
        (f"Everybody on this machine can look into {well.data}.", f"chmod o-rwx {well.data}"),
        (
            "The styles and scripts that people get are not those of this release.",
            "script/manage collectstatic --no-input",
        ),
        (
            "The newest backup is of 02 January 2026.",
            "script/manage backup /var/backups/iag-portal --keep 14",
        ),
    ]  # fmt: skip
    with pytest.raises(CommandError, match=r"Wrong: 7\. Advice: 0\."):
        call_command("portal_doctor")
    assert "Wrong: Jobs wait: no worker runs.\n    systemctl" in capsys.readouterr().out


def test_a_folder_that_is_not_there_keeps_nothing_else_from_being_told(well, settings, monkeypatch):
    def no_disk(_folder):
        raise FileNotFoundError

    settings.DATA_DIR = well.data / "gone"
    monkeypatch.setattr(doctor.shutil, "disk_usage", no_disk)

    assert [words for words, _mend in found()] == [
        "Disk: FileNotFoundError.",
        "There is no backup.",
    ]


def test_what_the_checks_name_is_told_with_their_hints(well, monkeypatch):
    message = SimpleNamespace(
        msg="The styles are not built.", id="iag.W001", level=30, hint="Run: x"
    )
    monkeypatch.setattr(doctor, "run_checks", lambda **_: [message])

    assert list(doctor.findings()) == [
        doctor.Finding("The styles are not built. (iag.W001)", "Run: x", grave=False)
    ]


@pytest.mark.skipif("not os.environ.get('IAG_DATABASE_URL')", reason="SQLite has our own clock")
def test_clocks_that_are_apart_are_named(well, monkeypatch):
    assert os.environ["IAG_DATABASE_URL"]
    monkeypatch.setattr(doctor, "now", lambda: datetime.now(UTC) + timedelta(minutes=2))

    apart = abs(120 + MOVED)
    assert [words for words, _ in found()] == [
        f"The clocks here and at the database are {apart:.0f} seconds apart."
    ]
