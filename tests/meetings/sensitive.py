"""An OFFICIAL-SENSITIVE paper with pictures of its own, and what its readers fetch."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from core.jobs import run_due_jobs
from core.marking import Marking
from meetings import actions
from meetings.models import PaperCopy
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.pages import press

COLOURS = ("#f4f6f8", "#10304a", "#ffffff")
SIZES = {"large": (640, 360), "small": (240, 135)}


def stored(colour, size):
    """A picture as the worker keeps it."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "WEBP", quality=80)
    return out.getvalue()


def pixels(content):
    """A picture as its colours."""
    return Image.open(io.BytesIO(content)).convert("RGB")


def sensitive_paper(meeting, *, marking=Marking.OFFICIAL_SENSITIVE, **more):
    """Two slides that are shown and, between them, one that is hidden."""
    meeting.marking = marking
    meeting.save(update_fields=["marking"])
    paper = PaperFactory(meeting=meeting, title="Front counter: options", **more)
    version = PaperVersionFactory(paper=paper, total=2)
    for number, title in enumerate(("What we ask", "Secret slide", "Footfall"), start=1):
        slide = SlideFactory(version=version, number=number, title=title, hidden=number == 2)
        slide.text, slide.descriptions = f"Words of {title}", [f"Chart of {title}"]
        slide.width, slide.height = SIZES["large"]
        for name, size in SIZES.items():
            file = ContentFile(stored(COLOURS[number - 1], size))
            getattr(slide, name).save(f"papers/{paper.pk}/1/{number}-{name}.webp", file)
        slide.save()
    return paper


def copy_for(reader, paper):
    """Their copy, laid out by the worker."""
    copy = actions.ask_paper_copy(actor=reader, paper=paper)
    run_due_jobs()
    return PaperCopy.objects.get(pk=copy.pk)


def taken(reader, copy):
    """The answer to pressing Download."""
    return press(reader, "copy-file", copy.pk)
