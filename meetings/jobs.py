"""Work that a meeting needs done in the background."""

import tempfile
from datetime import timedelta
from pathlib import Path

from iag_portal.jobs import job, progress
from meetings.actions import fail_paper, finish_paper
from meetings.models import PaperVersion
from meetings.slides.convert import convert
from meetings.slides.package import Kind
from meetings.slides.refusal import ConversionFailed, RefusedPack


@job(timeout=timedelta(minutes=4), attempts=3)
def prepare_paper(version_id: int) -> None:
    """Make the slides of one uploaded file, and say so on the pages that wait for them."""
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
