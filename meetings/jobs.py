"""Work that a meeting needs done in the background."""

import logging
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import antivirus
from core.clock import now, today
from core.files import on_disk
from core.jobs import for_each, job, progress
from core.jobs.models import Job, State
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from core.working_days import working_day_after
from meetings import queries
from meetings.actions import count_listeners, fail_paper, finish_paper, reject_paper
from meetings.models import Action, Listener, Meeting, Minutes, PaperCopy, PaperVersion
from meetings.models.papers import PLACES
from meetings.slides.memory import at_most
from meetings.slides.package import Kind
from meetings.slides.refusal import ConversionFailed, RefusedPack
from meetings.video.web import outage

MEMORY = 1024**3  # bytes to draw a pack; a picture of 100 million pixels takes 400 MB
PLACE = tuple(f"paper__{place}" for place in PLACES)
logger = logging.getLogger(__name__)
TOO_LONG = _("This pack took too long to prepare. Upload it as a PDF, or in smaller parts.")
TOO_LARGE = _("This photograph took too long to prepare. Make it smaller, then attach it again.")


@job(timeout=timedelta(minutes=15), attempts=3)
def prepare_paper(version_id: int) -> None:
    """Make the slides of one uploaded file, and say so on the pages that wait for them."""
    from meetings.slides.convert import convert  # noqa: PLC0415 -- 0.3 s, which web would start with

    version = PaperVersion.objects.select_related(*PLACE).get(pk=version_id)
    if version.state in PaperVersion.SETTLED or not version.file or not _is_clean(version):
        return

    def report(done: int, total: int) -> None:
        progress(100 * done // max(total, 1))
        PaperVersion.objects.note_progress(version, done, total)

    with (
        on_disk(str(version.file)) as pack,
        at_most(MEMORY),
        tempfile.TemporaryDirectory(prefix="iag-slides-") as work,
    ):
        try:
            slides = convert(pack, Kind(version.kind), Path(work), report)
        except (ConversionFailed, RefusedPack) as problem:
            fail_paper(actor=None, version=version, problem=str(problem))
            return
    finish_paper(actor=None, version=version, slides=slides)


def _is_clean(version: PaperVersion) -> bool:
    """Whether the file may be opened. A harmful one is gone; without an answer it waits."""
    try:
        with version.file.open("rb") as file:
            virus = antivirus.scan(cast("BinaryIO", file))
    except antivirus.ScannerDown:
        PaperVersion.objects.note_unscanned(version)
        return False
    if virus:
        logger.warning("clamd found %s in paper version %s", virus, version.pk)
        reject_paper(actor=None, version=version)
    return not virus


@job(timeout=timedelta(minutes=1), attempts=1, every=timedelta(minutes=1))
def scan_again() -> None:
    """Go on with the files that waited for the virus scanner, once it answers."""
    waiting = PaperVersion.objects.unscanned().order_by("pk")
    if waiting.exists() and antivirus.answers():
        for_each(waiting.values_list("pk", flat=True), prepare_paper.enqueue)


@job(timeout=timedelta(minutes=1), attempts=1, every=timedelta(minutes=1))
def count_listening() -> None:
    """Count who listens: a page that was closed says nothing."""
    heard = Meeting.objects.filter(pk__in=Listener.objects.values("meeting"))
    for_each(heard.order_by("pk"), _count_listening)


def _count_listening(meeting: Meeting) -> None:
    count_listeners(actor=None, meeting=meeting)


@job(timeout=timedelta(minutes=1), attempts=1, every=timedelta(minutes=5))
def give_up_on_papers() -> None:
    """Say so on the page of a paper whose job was stopped each time, rather than wait for ever."""
    stopped = Job.objects.filter(function=prepare_paper.name, state=State.FAILED)
    waiting = PaperVersion.objects.exclude(
        state__in=(*PaperVersion.SETTLED, PaperVersion.State.FAILED)
    )
    versions = [args[0] for args in stopped.values_list("args", flat=True)]
    for_each(waiting.filter(pk__in=versions).select_related(*PLACE), _give_up_on)


def _give_up_on(version: PaperVersion) -> None:
    problem = TOO_LARGE if Kind(version.kind).is_photograph else TOO_LONG
    fail_paper(actor=None, version=version, problem=str(problem))


@job(timeout=timedelta(minutes=4), attempts=3)
def lay_out_copy(copy_id: int) -> None:
    """Lay out the copy of a paper that somebody asked for."""
    from meetings.copies.document import lay_out  # noqa: PLC0415 -- only the worker needs it

    place = [f"version__{name}" for name in PLACE]
    rows = PaperCopy.objects.select_related("user", *place)
    copy = rows.filter(pk=copy_id, file="", expires_at__gt=now()).first()
    if copy is not None:
        PaperCopy.objects.note_ready(copy, lay_out(*queries.copy_to_print(copy)))


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(hours=1))
def remove_copies() -> None:
    """Remove the files of copies that were there for a day."""
    PaperCopy.objects.remove_old_files()


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_meetings() -> None:
    """Tell the people who are invited that their meeting is tomorrow; once for each day."""
    day = today() + timedelta(days=1)
    coming = Meeting.objects.filter(state=Meeting.State.CALLED, starts_at__date=day)
    for_each(
        coming.order_by("pk"),
        lambda meeting: tell_of_day(
            named("meeting.tomorrow"), meeting, key=f"{meeting.pk}.{day:%Y%m%d}"
        ),
    )


@job(timeout=timedelta(minutes=2), attempts=1, every=timedelta(minutes=15))
def look_at_the_video_host() -> None:
    """Tell chair and secretary a day, and an hour, before a meeting that its video does not answer.

    Once for each, while there is time to mend it or to ring everybody.
    """
    at = now()
    coming = Meeting.objects.filter(
        state=Meeting.State.CALLED, starts_at__gt=at, starts_at__lte=at + timedelta(days=1)
    )
    if settings.JITSI.enabled and coming.exists() and outage(settings.JITSI):
        for_each(coming.order_by("pk"), lambda meeting: _tell_of_no_video(meeting, at))


def _tell_of_no_video(meeting: Meeting, at: datetime) -> None:
    near = "hour" if meeting.starts_at - at <= timedelta(hours=1) else "day"
    key = f"{meeting.pk}.{meeting.starts_at:%Y%m%dT%H%M}.{near}"
    tell_of_day(named("meeting.no_video"), meeting, key=key)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_actions() -> None:
    """Tell owners that the day of an action is near or here, and the chair too that it is past.

    Once for each day by which it is to be done, however often the job is run.
    """
    for_each(Action.objects.near().order_by("pk"), _remind_of_action)


def _remind_of_action(action: Action) -> None:
    if action.days_overdue:
        name = "action.overdue"
    else:
        name = "action.due" if action.due_on == today() else "action.due_soon"
    tell_of_day(named(name), action, key=f"{action.pk}.{action.due_on:%Y%m%d}")


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_minutes() -> None:
    """Tell who was invited that the last day to check minutes is the next working day.

    Or that it is today, where they were published since; once for each last day.
    """
    minutes = Minutes.objects.being_checked().filter(check_until__lte=working_day_after(today(), 1))
    for_each(minutes.select_related("meeting").order_by("pk"), _remind_of_minutes)


def _remind_of_minutes(minutes: Minutes) -> None:
    key = f"{minutes.pk}.{minutes.check_until:%Y%m%d}"
    tell_of_day(named("minutes.check_ends_soon"), minutes, key=key)
