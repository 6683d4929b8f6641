"""What a backup holds, what it never holds, and what is refused before anything is changed."""

import io
import json
import os
import tarfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as portal_settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.actions import record_restoration
from core.audit.models import Record
from core.backups import make, postgresql
from core.backups import manifest as manifests
from core.backups.manifest import BackupError
from core.backups.restore import opened
from core.clock import now
from core.jobs.functions import FUNCTIONS
from core.jobs.models import Job, State
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    """A portal with one stored file and a data folder of its own."""
    files = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    settings.DATA_DIR = tmp_path
    default_storage.save("papers/7/options.pdf", ContentFile(b"Doreen's options"))
    return tmp_path


@pytest.fixture
def tar(place):
    out = io.BytesIO()
    make.make(out, version="9.9.9", scratch=place)
    return out.getvalue()


def entries(tar):
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def packed(contents):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in contents.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return out.getvalue()


def problems(tar, place):
    with opened(io.BytesIO(tar), scratch=place) as unpacked:
        return unpacked.problems


def test_a_backup_is_database_files_and_manifest_and_nothing_is_wrong_with_it(tar, place):
    manifest = json.loads(entries(tar)["manifest.json"])

    assert sorted(entries(tar)) == ["database", "files/papers/7/options.pdf", "manifest.json"]
    assert (manifest["version"], manifest["absent"]) == ("9.9.9", [])
    assert (manifest["rows"]["accounts_user"], manifest["rows"]["django_migrations"] > 50) == (
        0,
        True,
    )
    assert problems(tar, place) == []
    assert [path.name for path in place.iterdir()] == ["files"]


def test_no_key_is_in_it(tar):
    keys = [portal_settings.SECRET_KEY, *portal_settings.FIELD_KEYS, portal_settings.AUDIT_KEY]

    assert [key for key in keys if key.encode() in tar] == []
    assert sorted(json.loads(entries(tar)["manifest.json"])["keys"]) == [
        "IAG_AUDIT_KEY",
        "IAG_FIELD_KEYS",
        "IAG_SECRET_KEY",
    ]


def test_with_other_keys_it_is_refused_and_with_its_own_as_fallbacks_it_is_not(
    tar, place, settings
):
    own = settings.FIELD_KEYS, settings.AUDIT_KEY
    settings.FIELD_KEYS, settings.AUDIT_KEY = [Fernet.generate_key().decode()], "another " * 8

    assert problems(tar, place) == [
        "IAG_FIELD_KEYS is not the key of this backup: no second step would open.",
        "IAG_AUDIT_KEY is not the key of this backup: the audit log would not verify.",
    ]
    settings.FIELD_KEYS, settings.AUDIT_KEY_FALLBACKS = [*settings.FIELD_KEYS, *own[0]], [own[1]]
    assert problems(tar, place) == []


def test_a_file_that_changed_is_named_and_a_manifest_that_was_made_to_fit_it_too(tar, place):
    contents = entries(tar)
    contents["files/papers/7/options.pdf"] = b"Doreen's opinions"
    manifest = json.loads(contents["manifest.json"])
    manifest["version"] = "1.0.0"

    assert problems(packed(contents), place) == [
        "files/papers/7/options.pdf is not what the manifest says."
    ]
    contents = {**entries(tar), "manifest.json": json.dumps(manifest).encode()}
    assert problems(packed(contents), place) == [
        "Somebody changed the manifest after the backup was made."
    ]


def test_a_backup_of_a_newer_release_is_refused(tar, place):
    contents = entries(tar)
    manifest, _seal = manifests.read(contents["manifest.json"])
    migrations = [*manifest.migrations, "meetings.9999_of_tomorrow"]
    contents["manifest.json"] = replace(manifest, migrations=migrations).text()

    [problem] = problems(packed(contents), place)
    assert problem == (
        "This backup is of the newer release 9.9.9: this one does not know"
        " meetings.9999_of_tomorrow."
    )


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda tar: tar[: len(tar) // 2], "This is no whole backup"),
        (lambda tar: b"PK" + tar, "This is no whole backup"),
        (lambda tar: packed({"files/../../x": b"1"}), "'files/../../x' has no place in a backup."),
        (lambda tar: packed({"/etc/x": b"1"}), "'/etc/x' has no place in a backup."),
        (lambda tar: packed({"files/a": b"1", "files/a/b": b"1"}), "two entries in one place."),
        (lambda tar: packed({"database": b"1"})[:1024] * 2, "two entries in one place."),
        (lambda tar: packed({"database": b"1"}), "This backup was not finished"),
        (lambda tar: packed({"manifest.json": b"{}"}), "has a form that this release"),
        (lambda tar: packed({"manifest.json": b"[1"}), "The manifest of this backup cannot be"),
    ],
)
def test_what_is_no_backup_is_refused(tar, place, spoil, words):
    with pytest.raises(BackupError) as refused:
        problems(spoil(tar), place)

    assert words in str(refused.value)
    assert [path.name for path in place.iterdir()] == ["files"]


def test_a_portal_that_is_not_empty_is_left_as_it_is(place, tmp_path):
    UserFactory()

    with pytest.raises(CommandError, match="This portal is not empty"):
        call_command("restore", str(tmp_path / "backup.tar"))


def test_every_session_is_ended_also_where_what_was_restored_is_not_whole(
    tar, place, tmp_path, monkeypatch
):
    (tmp_path / "backup.tar").write_bytes(tar)
    client = signed_in(UserFactory())
    monkeypatch.setattr(make.store(), "restore", lambda *_: ["A row is missing."])
    assert client.get("/").status_code == 200

    with pytest.raises(CommandError, match=r"was restored, and is not whole\. A row is missing\."):
        call_command("restore", str(tmp_path / "backup.tar"), replace=True)

    assert (client.get("/").status_code, Session.objects.count()) == (302, 0)


def test_what_a_restoration_that_was_killed_has_left_is_removed_and_what_goes_on_is_not(tar, place):
    names = (".backup-a", ".restore-a", "iag-portal-20260101T000000Z.tar.unfinished", ".restore-b")
    for name in names[:2] + names[3:]:
        (place / name).mkdir()
        (place / name / "database").write_bytes(b"Doreen's words")
    (place / names[2]).write_bytes(b"Doreen's words")
    for name in names[:3]:
        os.utime(place / name, (1, 1))

    assert problems(tar, place) == []
    assert sorted(path.name for path in place.iterdir()) == [".restore-b", "files"]


def test_a_restoration_ends_every_session_and_is_on_record():
    client = signed_in(UserFactory())
    assert client.get("/").status_code == 200
    record_restoration(actor=None, made_at=datetime(2026, 1, 2, tzinfo=UTC))

    assert (client.get("/").status_code, Session.objects.count()) == (302, 0)
    written = Record.objects.get(event="portal.restored")
    assert written.facts == {"seconds": 1_767_312_000, "emails_held": 0}


def test_emails_that_may_have_been_sent_are_held_and_those_of_later_go_out():
    sends = next(name for name, function in FUNCTIONS.items() if function.sends)
    other = next(name for name, function in FUNCTIONS.items() if not function.sends)
    hour, at = timedelta(hours=1), now()
    for key, function, due_at, attempts in [
        ("due", sends, at - hour, 0),
        ("in the hands of a worker", sends, at + hour, 1),
        ("later", sends, at + hour, 0),
        ("slides", other, at - hour, 1),
    ]:
        Job.objects.create(
            key=key, function=function, created_at=at, due_at=due_at, attempts=attempts
        )

    assert record_restoration(actor=None, made_at=at) == 2
    held = Job.objects.filter(state=State.FAILED).values_list("key", flat=True)
    assert sorted(held) == ["due", "in the hands of a worker"]


def test_the_folder_keeps_the_newest_and_the_portal_knows_when_it_was(place, capsys):
    folder = place / "backups"
    for day in ("20260101T000000Z", "20260102T000000Z"):
        folder.mkdir(exist_ok=True)
        (folder / f"iag-portal-{day}.tar").write_bytes(b"")
    call_command("backup", str(folder), keep=2)

    names = sorted(path.name for path in folder.iterdir())
    assert (len(names), names[0]) == (2, "iag-portal-20260102T000000Z.tar")
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir() if path.stat().st_size} == {0}
    assert make.newest() is not None
    call_command("restore", str(folder / names[1]), check=True)
    assert (
        "The backup is whole, and the keys of this portal are its keys." in capsys.readouterr().out
    )


def test_a_backup_that_fails_leaves_no_file_that_looks_like_one(place, monkeypatch):
    def fail(path):
        raise BackupError("The disk is full.")

    monkeypatch.setattr(make.store(), "dump", fail)
    with pytest.raises(CommandError, match=r"No backup was made\. The disk is full\."):
        call_command("backup", str(place / "backups"))

    assert list((place / "backups").iterdir()) == []


def test_a_dump_that_cannot_be_read_to_its_end_is_not_committed(tmp_path):
    given = tmp_path / "given"
    psql = ["sh", "-c", f"cat > {given}"]
    with pytest.raises(BackupError, match="could not read the dump"):
        postgresql._pour(["sh", "-c", "echo half; exit 1"], psql)
    half = given.read_text()
    postgresql._pour(["sh", "-c", "echo whole"], psql)

    assert ("BEGIN;" in half, "half\n" in half, "COMMIT;" in half) == (True, True, False)
    assert given.read_text().endswith("whole\n\nCOMMIT;\n")
    refused = "echo 'must be owner of schema public' >&2; exit 3"
    with pytest.raises(BackupError, match="script/manage --owner restore"):
        postgresql._pour(["sh", "-c", "yes"], ["sh", "-c", refused])
