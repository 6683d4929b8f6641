"""Keep the documents in step with the rows: by events, in the transaction of the change.

Its two steps are called by ``core.emit`` and by ``manage.py rebuild_search``, and by nobody else.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models import BigIntegerField, Q, prefetch_related_objects

from core.prepared import Given, Prepared
from core.search.engine import engine
from core.search.marks import without_marks
from core.search.models import Document
from core.search.registry import Follow, Source, every_source

if TYPE_CHECKING:
    from core.events import Event

LONGEST = 100_000  # characters of one text: PostgreSQL's vector holds a megabyte
BATCH = 500  # rows
COLUMNS = ("group_id", "within", "place", "person_id", "at", "title", "text")


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


class _Questions(NamedTuple):
    """What is asked after an event, compiled once for each rule.

    :ivar rows: the rows of what changed that can be found.
    :ivar kept: the documents of all its rows, as they are.
    """

    rows: Prepared
    kept: Prepared


@cache
def _questions(source: Source, by: Follow) -> _Questions:
    return _Questions(
        Prepared(lambda: source.joins(source.rows()).filter(by.of_rows())),
        Prepared(lambda: Document.objects.filter(by.of_documents(source.model), kind=source.kind)),
    )


def _read_anew(source: Source, by: Follow, changed: int) -> None:
    """Most events change no words: then nothing is written."""
    values, questions = by.values(changed), _questions(source, by)
    documents = documents_of(source, questions.rows(**values))
    kept = {document.row: document for document in questions.kept(**values)}
    if removed := kept.keys() - {document.row for document in documents}:
        Document.objects.filter(pk__in=[kept[row].pk for row in removed]).delete()
        engine().forget()
    _write([new for new in documents if columns_of(new) != columns_of(kept.get(new.row))])


def columns_of(document: Document | None) -> list[Any]:
    """What a document says, but for whose it is."""
    return [getattr(document, name, None) for name in COLUMNS]


@cache
def _batch(source: Source) -> Prepared:
    later = Q(pk__gt=Given("after", BigIntegerField()))
    return Prepared(lambda: source.joins(source.rows()).filter(later).order_by("pk")[:BATCH])


def _copy(source: Source) -> int:
    number, after = 0, 0
    while rows := _batch(source)(after=after):
        _write(documents_of(source, rows))
        number, after = number + len(rows), rows[-1].pk
    return number


def _write(documents: list[Document]) -> None:
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["kind", "row"],
        update_fields=COLUMNS,
    )


def documents_of(source: Source, rows: list[Any]) -> list[Document]:
    """What ``rows`` say now, as documents that are not saved."""
    prefetch_related_objects(rows, *source.beside)
    return [_document(source, row) for row in rows]


def _document(source: Source, row: Any) -> Document:
    document = source.read(row)
    document.kind, document.row = source.kind, row.pk
    if not source.reaches_others and document.group_id:
        document.within = document.group_id
    document.title, document.text = _clean(document.title), _clean(document.text)
    return document


def _clean(text: str) -> str:
    return without_marks(unicodedata.normalize("NFC", text))[:LONGEST]
