"""Released messages as a document to print, for a meeting: nothing says whose they are."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from core.clock import today
from core.pdf.tools import write
from network import queries
from network.models import NationalTopic
from publications.pdf.layout import style


def page_of(national_topic: NationalTopic, marking: str) -> str:
    """The document before it is laid out: what stands today, by theme, and what was withdrawn."""
    rows = list(queries.released_of(national_topic))
    context: dict[str, Any] = {
        "national_topic": national_topic,
        "marking": marking,
        "today": today(),
        "stand": len(rows),
        "sections": queries.sections(rows),
        "withdrawn": queries.withdrawn_of(national_topic),
    }
    return render_to_string("pdf/pack.html", context)


def pack(national_topic: NationalTopic, marking: str) -> bytes:
    """The same as PDF/UA.

    :raises core.pdf.PdfUnavailable: when something is missing on this machine.
    """
    return write(page_of(national_topic, marking), style())
