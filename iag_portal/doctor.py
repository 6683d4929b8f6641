"""Everything that is wrong with a portal, each with the line that mends it.

The settings and the machine are asked by the system checks, the processes by what
``/health/ready`` asks, the video host by what ``check_video`` asks. Here is what they do not.
"""

from __future__ import annotations

import filecmp
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from core.backups.make import newest
from core.clock import now
from iag_portal.pages.health import look
from meetings import queries
from meetings.video import trial

GIGABYTE = 1024**3
LEAST_FREE = 2 * GIGABYTE  # bytes: a pack of 50 MB becomes pictures of several times that
LEAST_SHARE = 0.05  # of the disk
CLOCKS_APART = timedelta(seconds=2)
BACKUP_EACH = timedelta(days=2)  # one night may be missed
MAIL_PATIENCE = 5  # seconds


class Finding(NamedTuple):
    """One thing that is wrong.

    :ivar mend: the line to type, or what to do.
    :ivar grave: whether people notice it, or will.
    """

    words: str
    mend: str
    grave: bool = True


def findings() -> Iterator[Finding]:
    """Each as it is found. A part that cannot be asked is named, and the others go on."""
    for message in run_checks(include_deployment_checks=True):
        yield Finding(f"{message.msg} ({message.id})", message.hint or "", message.level >= ERROR)
    for part in PARTS:
        try:
            yield from part()
        except DatabaseError:  # which the checks have named
            continue
        except OSError as error:
            words = f"{part.__name__.strip('_').capitalize()}: {type(error).__name__}."
            yield Finding(words, f"Look at {settings.DATA_DIR}: IAG_DATA in the settings.")


def _processes() -> Iterator[Finding]:
    health = look()
    if health.jobs == "stuck":
        yield Finding("Jobs wait: no worker runs.", "systemctl restart iag-portal.target")
    if health.jobs_failed:
        words = f"Jobs that have failed: {health.jobs_failed}."
        yield Finding(words, "script/manage jobs list, then jobs retry ID or jobs drop ID")
    if health.record == "broken":
        yield Finding("The audit log is not whole.", "script/manage verify_audit")
    if health.record == "not checked":
        words = "The audit log was not checked in the last two days."
        yield Finding(words, "script/manage verify_audit, and look that a worker runs", grave=False)
    if health.redis == "down":
        yield Finding("Redis does not answer.", "systemctl restart redis-server")


def _clock() -> Iterator[Finding]:
    """One-time codes, video tokens and the ends of sessions go by the clock."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [there] = cursor.fetchone()
    if (apart := abs(now() - there)) > CLOCKS_APART:
        words = (
            f"The clocks here and at the database are {apart.total_seconds():.0f} seconds apart."
        )
        yield Finding(words, "timedatectl set-ntp true (on both machines)")


def _mail() -> Iterator[Finding]:
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return
    server = get_connection(timeout=MAIL_PATIENCE)
    try:
        server.open()
        server.close()
    except OSError as error:  # smtplib's are, too
        words = f"The mail server does not let us in: {type(error).__name__}."
        yield Finding(words, "Correct IAG_EMAIL_URL, or ask who runs the server.")


def _disk() -> Iterator[Finding]:
    disk = shutil.disk_usage(settings.DATA_DIR)
    if disk.free < LEAST_FREE or disk.free < disk.total * LEAST_SHARE:
        words = f"The disk of {settings.DATA_DIR} has {disk.free / GIGABYTE:.1f} GB left."
        yield Finding(words, f"du -xh --max-depth=2 {settings.DATA_DIR} | sort -h | tail")


def _folders() -> Iterator[Finding]:
    """People's words are for the user of the portal alone; a closed folder closes what is in it."""
    folder = settings.DATA_DIR
    if folder.is_dir() and folder.stat().st_mode & stat.S_IRWXO:
        yield Finding(f"Everybody on this machine can look into {folder}.", f"chmod o-rwx {folder}")


def _static() -> Iterator[Finding]:
    built, laid_out = settings.STATICFILES_DIRS[0], Path(settings.STATIC_ROOT)
    names = [str(path.relative_to(built)) for path in built.rglob("*") if path.is_file()]
    _same, *others = filecmp.cmpfiles(built, laid_out, names, shallow=False)
    if any(others):
        words = "The styles and scripts that people get are not those of this release."
        yield Finding(words, "script/manage collectstatic --no-input")


def _backup() -> Iterator[Finding]:
    made_at = newest()
    if made_at is None or made_at < now() - BACKUP_EACH:
        words = f"The newest backup is of {made_at:%d %B %Y}." if made_at else "There is no backup."
        yield Finding(words, "script/manage backup /var/backups/iag-portal --keep 14")


def _video() -> Iterator[Finding]:
    jitsi = settings.JITSI
    if jitsi.problems():  # which the checks have named
        return
    heard = queries.last_heard()
    for sentence in trial.faults(jitsi, portal=settings.PORTAL_ORIGIN, heard=heard):
        yield Finding(sentence, "deploy/prosody/README.md")


PARTS: list[Callable[[], Iterator[Finding]]] = [
    _processes,
    _clock,
    _mail,
    _disk,
    _folders,
    _static,
    _backup,
    _video,
]
