"""Keep the documents in step with the rows: by events, in the transaction of the change.

Called by ``core.emit`` and by ``manage.py rebuild_search``, and by nobody else.
"""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.search.engine import engine
from core.search.marks import without_marks
from core.search.models import Document
from core.search.registry import Follow, Source, every_source

if TYPE_CHECKING:
    from core.events import Event

LONGEST = 100_000  # characters of one text: PostgreSQL's vector holds a megabyte
BATCH = 500  # rows
COLUMNS = ("group_id", "place", "person", "at", "title", "text")


def follow(event: Event) -> None:
    """Read anew what ``event`` changed: what can no longer be found leaves at once."""
    for source in every_source():
        for rule in source.follows:
            changed = rule.changed_by(event)
            if changed is not None:
                _read_anew(source, rule, changed)


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Make every document anew; answers how many there are of each kind."""
    engine().hold()
    Document.objects.all().delete()
    numbers = {source.kind: _copy(source) for source in every_source()}
    engine().make_anew()
    return numbers


def _read_anew(source: Source, by: Follow, changed: int) -> None:
    rows = source.joins(source.rows()).filter(**{by.rows: changed})
    documents = [_document(source, row) for row in rows]
    there = Document.objects.filter(by.documents(source.model, changed), kind=source.kind)
    gone, _kinds = there.exclude(row__in=[document.row for document in documents]).delete()
    if gone:
        engine().forget()
    _write(documents)


def _copy(source: Source) -> int:
    number = 0
    rows = iter(source.joins(source.rows()).order_by("pk").iterator(chunk_size=BATCH))
    while some := list(islice(rows, BATCH)):
        number += len(some)
        _write([_document(source, row) for row in some])
    return number


def _write(documents: list[Document]) -> None:
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["kind", "row"],
        update_fields=COLUMNS,
    )


def _document(source: Source, row: Any) -> Document:
    document = source.read(row)
    document.kind, document.row = source.kind, row.pk
    document.title, document.text = _clean(document.title), _clean(document.text)
    return document


def _clean(text: str) -> str:
    return without_marks(unicodedata.normalize("NFC", text))[:LONGEST]
