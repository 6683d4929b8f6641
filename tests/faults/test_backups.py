"""A backup that is made while people work is restored into an empty portal, and nothing differs."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest

from tests.canary.files import pdf
from tests.faults.conftest import administer, new_database
from tests.faults.portal import ROOT, Portal

pytestmark = pytest.mark.faults
GROWING = {"audit_record", "live_change"}  # rows are added, and none is ever changed
MOVING = {"audit_chain", "cache", "live_stream", "meetings_speakerrequest", "sent_forms_sentform"}
OF_THE_RESTORATION = {"django_session", "jobs_job", "sqlite_sequence"}


def manage(portal, *words):
    """Run one of the portal's commands to its end; what it answered, and all that it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, words)], cwd=ROOT, env=portal.env,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def tables(portal):
    """Every row of every table, as text."""
    if portal.database_url:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        with psycopg.connect(portal.database_url) as database:
            table_names = [name for (name,) in database.execute(names)]
            return {
                name: {str(row) for row in database.execute(f'TABLE "{name}"')}
                for name in table_names
            }
    with closing(sqlite3.connect(portal.folder / "portal.sqlite3")) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: {str(row) for row in database.execute(f'SELECT * FROM "{name}"')}
            for (name,) in names
        }


def files(portal):
    folder = portal.folder / "files"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


@pytest.fixture
def empty(tmp_path, prepared, server):
    """A portal without anything, as a new machine has it: not even tables."""
    folder, name = tmp_path / "empty", f"empty_{os.getpid()}"
    (folder / "static").mkdir(parents=True)
    url = new_database(server, name) if server else ""
    secrets = (prepared[0] / "secrets.json").read_text()  # the keys, which were kept elsewhere
    (folder / "secrets.json").write_text(secrets)
    portal = Portal(folder, prepared[2], database_url=url)
    yield portal
    portal.end()
    if server:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


async def backed_up_under_load(portal, person, file):
    """Press while the backup is made; what the command said."""
    hand = f"/meetings/{portal.meeting}/live/hand/"
    backup = asyncio.create_task(asyncio.to_thread(manage, portal, "backup", file))
    pressed = []
    while not backup.done():
        pressed += [await person.post(hand), await person.post(hand + "lower/")]
        await asyncio.sleep(0.3)  # the backup needs the processor too
    assert (set(pressed), len(pressed) > 5) == ({204}, True)
    return await backup


@pytest.mark.long("a backup while people press buttons, and its restoration: four programs")
async def test_what_is_restored_is_what_was_there_in_every_table_and_file(
    portal_of, visit, empty, tmp_path
):
    portal = portal_of()
    portal.start_web(portal.port)
    page = f"/meetings/{portal.meeting}/live/"
    secretary, member = [await visit(portal, name, page) for name in ("secretary", "member0")]
    papers = f"/meetings/{portal.meeting}/papers/new/"
    assert await secretary.upload(papers, "options", pdf("Keep it open")) == 302
    stranger = await visit(portal, None, "/accounts/password/reset/")
    await stranger.send("/accounts/password/reset/", htmx=False, email="zed@example.org")
    tar = tmp_path / "backup.tar"
    status, output = await backed_up_under_load(portal, member, tar)
    assert (status, "1 files." in output, tar.stat().st_mode & 0o777) == (0, True, 0o600), output
    there, kept = tables(portal), files(portal)

    status, output = manage(empty, "restore", tar)

    assert status == 0, output
    assert "The audit log is whole, and ends where the backup says." in output
    assert files(empty) == kept
    restored = tables(empty)
    assert_the_same_rows(restored, there)
    waiting = [row for row in restored["jobs_job"] if "zed@example.org" in row]
    assert ["held:" in row for row in waiting] == [True]
    assert (restored["django_session"], there["django_session"] == set()) == (set(), False)


def assert_the_same_rows(restored, there):
    assert sorted(restored) == sorted(there)
    steady = there.keys() - GROWING - MOVING - OF_THE_RESTORATION
    differing = {name for name in steady if restored[name] != there[name]}
    assert differing == set()
    assert restored["live_change"] <= there["live_change"]
    news = restored["audit_record"] - there["audit_record"]
    assert ["portal.restored" in record for record in news] == [True]
