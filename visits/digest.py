"""Lay out the reports of a quarter as PDF/UA-1: numbers by question, then each report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from core.clock import today
from core.files import stored
from core.pdf.pictures import jpeg
from core.pdf.tools import write
from visits.models import VisitDigest, VisitReport

STYLE = Path(__file__).with_name("digest.css")
MARK = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'  # paper.css asks for one


def lay_out(digest: VisitDigest, reports: Sequence[VisitReport]) -> bytes:
    """The PDF of a digest. It names who wrote a report only where they chose so.

    :raises core.pdf.PdfUnavailable: when something is missing on this machine.
    """
    pictures = {"mark": ("image/svg+xml", MARK)}
    for report in reports:
        for photograph in report.photographs.all():
            content = jpeg(stored(str(photograph.picture)))
            pictures[f"photograph-{photograph.pk}"] = ("image/jpeg", content)
    context = {
        "digest": digest,
        "reports": reports,
        "figures": figures_of(reports),
        "drawn_on": today(),
    }
    html = render_to_string("pdf/visits.html", context)
    return write(html, _style(), pictures=pictures)


def figures_of(reports: Sequence[VisitReport]) -> list[tuple[str, list[tuple[str, int]]]]:
    """How many reports chose each answer, by question."""
    questions: tuple[tuple[str, Any], ...] = (
        ("treated", VisitReport.Treated),
        ("explained", VisitReport.Explained),
    )
    return [
        (
            name,
            [
                (str(choice.label), sum(getattr(report, name) == choice for report in reports))
                for choice in choices
            ],
        )
        for name, choices in questions
    ]


@cache
def _style() -> str:
    from meetings.copies.document import style  # noqa: PLC0415 -- only the worker needs it

    return style() + STYLE.read_text()
