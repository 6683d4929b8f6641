"""An edition in its forms, each of the same snapshot: PDF, large print, text, data, table.

What each holds is told in ``docs/formats.md``. The two PDFs are files that were laid out once; the
others are written when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from publications.canonical import Seal
from publications.formats.data import data
from publications.formats.plain_text import plain_text
from publications.formats.table import rows_of, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.policy import Text
    from publications.models import Edition
    from publications.queries import Beside

KIND = {
    "pdf": "application/pdf",
    "large-print.pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
WITH_ANSWERS = frozenset({"json", "csv"})  # hold what stands beside the messages
LABELS = {
    "large-print.pdf": _("Large print (PDF)"),
    "txt": _("Plain text"),
    "csv": _("Table of its key messages (CSV)"),
    "json": _("Data for programs (JSON)"),
}


class OtherFormat(NamedTuple):
    """One other form of an edition, with its size in bytes."""

    form: str
    label: Text
    size: int


def seal_of(edition: Edition) -> Seal:
    """What the edition prints so that it can be checked."""
    return Seal(edition.code, edition.text_sha256, edition.audit_head)


def file_name(edition: Edition, form: str) -> str:
    """What its file is called: ``HAR-2026-S01-1-large-print.pdf``."""
    stem, _dot, ending = form.rpartition(".")
    name = f"{edition.publication.reference}-{edition.number}"
    return f"{name}-{stem}.{ending}" if stem else f"{name}.{ending}"


def other_formats(
    edition: Edition, beside: Mapping[str, Beside], superseded_by: Edition | None
) -> list[OtherFormat]:
    """The forms of an edition besides its page and its PDF; large print once it is laid out."""
    others = []
    for form, label in LABELS.items():
        if form == "csv" and edition.publication.is_note:
            continue  # it has no key messages
        if form == "large-print.pdf":
            large_print = getattr(edition, "large_print", None)
            size = large_print.pdf.size if large_print else 0
        else:
            size = len(content_of(form, edition, beside, superseded_by) or b"")
        others.append(OtherFormat(form, label, size))
    return [other for other in others if other.size]


def content_of(
    form: str, edition: Edition, beside: Mapping[str, Beside], superseded_by: Edition | None
) -> bytes | None:
    """What the file of this form holds; None while it is not laid out."""
    if form == "txt":
        return plain_text(edition.snapshot, seal_of(edition)).encode()
    if form == "json":
        return data(edition, beside, superseded_by).encode()
    if form == "csv":
        return written(rows_of(edition, beside)).encode()
    laid_out = edition if form == "pdf" else getattr(edition, "large_print", None)
    if laid_out is None:
        return None
    with laid_out.pdf.open("rb") as stored:
        content: bytes = stored.read()
    return content
