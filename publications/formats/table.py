"""Published messages as rows of a table: of one edition, or of everything that a reader reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from django.conf import settings
from django.utils.translation import gettext as _

from core.spreadsheets import cell
from deliberation.advice import Message, view_name
from publications.canonical import two_views
from publications.models import Edition, Proof
from publications.queries import Beside
from publications.snapshot import POSITIONS, Snapshot

MARK = "\ufeff"  # without it, spreadsheet programs read "’" as three other letters
COLUMNS = (
    "reference",
    "publication",
    "edition",
    "group",
    "organisation",
    "published",
    "topics",
    "message",
    "addressed_to",
    "why",
    "outcome",
    *POSITIONS,
    "views",
    "status",
    "response",
    "response_reason",
    "proof",
    "response_due",
    "responded_on",
    "unaddressed_on",
    "address",
)
Row = dict[str, object]


def written(rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> str:
    """The table as a file: its names of columns, then its rows."""
    file = StringIO()
    table = csv.writer(file)
    table.writerow(columns)
    table.writerows([cell(row.get(column, "")) for column in columns] for row in rows)
    return MARK + file.getvalue()


def rows_of(edition: Edition, beside: Mapping[str, Beside]) -> Iterator[Row]:
    """A row for each message of an edition that stands, with what stands beside it."""
    snapshot: Snapshot = edition.snapshot
    for message in snapshot["messages"]:
        views = [(view_name(statement), statement["text"]) for statement in message["statements"]]
        answered = _answered(beside[message["reference"]])
        yield {**_about(edition, message, views), **answered}
    for message in snapshot["not_agreed"]:
        place = beside.get(message["reference"])
        status = _answered(place) if place else {"status": "no_agreed_view"}
        yield {**_about(edition, message, two_views(message)), **status}


def withdrawn_rows(edition: Edition) -> Iterator[Row]:
    """A row for each message of an edition that was withdrawn: that it was, and nothing else."""
    snapshot: Snapshot = edition.snapshot
    for message in (*snapshot["messages"], *snapshot["not_agreed"]):
        yield {**_place(edition, message["reference"]), "status": "withdrawn"}


def _place(edition: Edition, reference: str) -> Row:
    snapshot: Snapshot = edition.snapshot
    path = edition.publication.get_absolute_url()
    return {
        "reference": reference,
        "publication": snapshot["reference"],
        "edition": snapshot["edition"],
        "group": snapshot["group"],
        "organisation": snapshot["organisation"],
        "published": snapshot["published_on"],
        "address": f"{settings.PORTAL_ORIGIN}{path}#{reference}",
    }


def _about(edition: Edition, message: Message, views: list[tuple[str, list[str]]]) -> Row:
    spoken = [f"{name}: {' '.join(paragraphs)}" for name, paragraphs in views]
    return {
        **_place(edition, message["reference"]),
        "topics": ", ".join(edition.snapshot.get("subjects", [])),
        "message": message["text"],
        "addressed_to": "; ".join(message.get("addressed_to", [])),
        "why": "\n".join(message.get("why", [])),
        "outcome": message["outcome"],
        **{str(choice): number for choice, number in message["counts"]},
        "views": "\n".join(spoken),
    }


def _answered(place: Beside) -> Row:
    due = place.due.isoformat() if place.due else ""
    row: Row = {"status": place.status, "response": _("None yet"), "response_due": due}
    if not place.answers:
        return row
    last = place.answers[-1]
    return {
        **row,
        "response": last.get_decision_display(),
        "response_reason": last.reason,
        "proof": "\n".join(_proof(proof) for proof in last.proofs.all()),
        "responded_on": last.answered_on.isoformat(),
        "unaddressed_on": last.unaddressed_on.isoformat() if last.unaddressed_on else "",
    }


def _proof(proof: Proof) -> str:
    """What it shows, and its address, where its withdrawal stands too."""
    address = f"{settings.PORTAL_ORIGIN}{proof.get_absolute_url()}"
    return f"{proof.description or _('Withdrawn')}: {address}"
