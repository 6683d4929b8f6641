"""What a member offers of a visit, as an edition: drawn from its row once, and its words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import LegalHold
from core.dates import day
from core.files import stored
from core.marking import Marking
from core.pdf.pictures import jpeg
from deliberation.advice import paragraphs
from publications.models import Publication, VisitNote
from publications.snapshot import VERSION, Note, Photograph, Snapshot


class NoteDraft(NamedTuple):
    """What the secretary adds to a note: nothing of its words.

    :ivar subjects: words under which the library finds it.
    :ivar not_names: words that name nobody here, each with its reason: ``Moss: a street``.
    """

    subjects: Sequence[str]
    not_names: list[str]


def draw_note(note: VisitNote, draft: NoteDraft, *, reference: str, edition: int) -> Snapshot:
    """The snapshot of ``note`` as it stands now. Of the day of the visit it says the month."""
    group = note.group
    return {
        "version": VERSION,
        "reference": reference,
        "edition": edition,
        "language": "en-GB",
        "marking": Marking.OFFICIAL.label,
        "audience": str(Publication.Audience.PUBLIC),
        "group": group.name,
        "organisation": group.organisation.name,
        "meeting_on": "",
        "answer_days": group.response_days,
        "title": " ".join(note.title.split()),
        "lede": _lede(group.name),
        "asked": [],
        "took_part": [],
        "messages": [],
        "not_agreed": [],
        "next_steps": [],
        "subjects": list(draft.subjects),
        "approved_on": "",
        "published_on": "",
        "note": _drawn(note),
    }


def _lede(group: str) -> str:
    words = _(
        "A member of %s went out with the police and wrote this. It is what one person saw, and"
        " no advice of the group."
    )
    return words % group


def _drawn(note: VisitNote) -> Note:
    return {
        "visited": note.visited_on.strftime("%Y-%m"),
        "words": paragraphs(note.words),
        "photograph": _photograph(note),
    }


def _photograph(note: VisitNote) -> Photograph | None:
    if note.photograph is None:
        return None
    content = content_of(note)
    return {
        "shows": " ".join(note.photograph.shows.split()),
        "width": note.photograph.width,
        "height": note.photograph.height,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def content_of(note: VisitNote) -> bytes:
    """The photograph that its writer chose, as it was drawn; nothing where there is none."""
    return stored(str(note.photograph.picture)) if note.photograph else b""


def as_printed(content: bytes) -> dict[str, tuple[str, bytes]]:
    """What the PDF is laid out with, of a photograph that may be none."""
    return {"photograph": ("image/jpeg", jpeg(content))} if content else {}


def why_not(snapshot: Snapshot, note: VisitNote | None) -> str:
    """Why what was prepared cannot go out any more; empty where it can."""
    if note is None or not note.report.is_approved:
        return _("The report that this note is about was taken back, or is gone.")
    if LegalHold.on(note.report.visit):
        return _("A legal hold covers the visit that this note is about.")
    now_says = (" ".join(note.title.split()), _drawn(note))
    if not note.is_offered or now_says != (snapshot["title"], snapshot["note"]):
        return _("The note was taken back, or has changed. The secretary prepares it again.")
    return ""


def facts(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The row under the title that says when it was; none for the summary of a meeting."""
    if "note" not in snapshot:
        return []
    month = date.fromisoformat(f"{snapshot['note']['visited']}-01")
    return [(_("Observation visit"), date_format(month, "F Y"))]


def photograph_lines(snapshot: Snapshot) -> list[str]:
    """The words of the photograph: what it shows, and how to tell that it is the same."""
    if "note" not in snapshot or (photograph := snapshot["note"]["photograph"]) is None:
        return []
    return [
        _("Photograph: %s") % photograph["shows"],
        _("SHA-256 of the photograph: %s") % photograph["sha256"],
    ]


def signed(snapshot: Snapshot) -> str:
    """Who stands for a note: a member without a name, and the chair who approved it."""
    if "note" not in snapshot:
        return ""
    if not snapshot["approved_on"]:
        return _("Written by a member of %(group)s. To be approved by its chair.") % snapshot
    return _("Written by a member of %(group)s. Approved by its chair on %(day)s.") % {
        "group": snapshot["group"],
        "day": day(date.fromisoformat(snapshot["approved_on"])),
    }
