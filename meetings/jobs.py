"""Work that a meeting needs done in the background."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from iag_portal.jobs import job, progress
from iag_portal.jobs.models import Job, State
from meetings.actions import fail_paper, finish_paper
from meetings.models import PaperVersion
from meetings.slides.package import Kind
from meetings.slides.refusal import ConversionFailed, RefusedPack

TOO_LONG = _("This pack took too long to prepare. Upload it as a PDF, or in smaller parts.")


@job(timeout=timedelta(minutes=4), attempts=3)
def prepare_paper(version_id: int) -> None:
    """Make the slides of one uploaded file, and say so on the pages that wait for them."""
    from meetings.slides.convert import convert  # noqa: PLC0415 -- 0.3 s, which web would start with

    version = PaperVersion.objects.select_related("paper__meeting").get(pk=version_id)
    if version.is_readable:
        return

    def report(done: int, total: int) -> None:
        progress(100 * done // max(total, 1))
        PaperVersion.objects.note_progress(version, done, total)

    with tempfile.TemporaryDirectory(prefix="iag-slides-") as work:
        try:
            slides = convert(Path(version.file.path), Kind(version.kind), Path(work), report)
        except (ConversionFailed, RefusedPack) as problem:
            fail_paper(actor=None, version=version, problem=str(problem))
            return
    finish_paper(actor=None, version=version, slides=slides)


@job(timeout=timedelta(minutes=1), attempts=1, every=timedelta(minutes=5))
def give_up_on_papers() -> None:
    """Say so on the page of a paper whose job was stopped each time, rather than wait for ever."""
    stopped = Job.objects.filter(function=prepare_paper.name, state=State.FAILED)
    waiting = PaperVersion.objects.exclude(
        state__in=(*PaperVersion.READABLE, PaperVersion.State.FAILED)
    )
    versions = [args[0] for args in stopped.values_list("args", flat=True)]
    for version in waiting.filter(pk__in=versions).select_related("paper__meeting"):
        fail_paper(actor=None, version=version, problem=str(TOO_LONG))
