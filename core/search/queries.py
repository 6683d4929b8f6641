"""Ask the documents: what one person may open, by the words in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString

from core.conditions import among
from core.policy import Text
from core.prepared import GivenKeys
from core.search import marks
from core.search.engine import engine
from core.search.models import ANYWHERE, Document, DocumentQuerySet
from core.search.registry import Hit, Source, for_people, source_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


class Narrowed(NamedTuple):
    """What besides the words was asked for; empty for everything.

    :ivar place: such as ``topic.12`` or ``group.3``.
    :ivar person: a part of the name of whoever wrote it.
    :ivar since, until: the first and the last day on which it was written.
    """

    kind: str = ""
    place: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None


class Result(NamedTuple):
    """One line of the results.

    :ivar title, text: safe HTML, in which the words that were found are marked.
    """

    hit: Hit
    noun: Text
    at: datetime
    title: SafeString | str
    text: SafeString | str


def find(
    user: User,
    phrases: list[str],
    narrowed: Narrowed = Narrowed(),  # noqa: B008 -- frozen
) -> QuerySet[Document, Any]:
    """Documents that ``user`` may open, with all of ``phrases``: the most relevant first.

    Of each its ``pk``, ``kind`` and ``row``.
    """
    rows: Any = _narrow(Document.objects.visible_to(user), narrowed)
    within = (ANYWHERE, *(user.roles if user.is_authenticated else ()))
    rows = engine().matching(rows, phrases, within).values_list("pk", "kind", "row", named=True)
    ordered: QuerySet[Document, Any] = rows.order_by("-relevance", "-at", "-pk")
    return ordered


def _narrow(rows: DocumentQuerySet, narrowed: Narrowed) -> DocumentQuerySet:
    name, _dot, pk = narrowed.place.partition(".")
    if name == "group":
        rows = rows.filter(group_id=pk)
    elif name:
        rows = rows.filter(place=narrowed.place)
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    if narrowed.person:
        rows = rows.filter(person__name__icontains=narrowed.person)
    if narrowed.since:
        rows = rows.filter(at__date__gte=narrowed.since)
    if narrowed.until:
        rows = rows.filter(at__date__lte=narrowed.until)
    return rows


def results(user: User, hits: Iterable[Any], phrases: list[str]) -> list[Result]:
    """``hits`` as people see them. One query, and one for each kind among them.

    Their rows are asked for anew: what is closed in between is left out.
    """
    chosen = list(hits)
    of_kind: dict[str, list[int]] = defaultdict(list)
    for hit in chosen:
        of_kind[hit.kind].append(hit.row)
    rows = {(kind, row.pk): row for kind, ids in of_kind.items() for row in _rows(user, kind, ids)}
    marked = engine().marked([hit.pk for hit in chosen], phrases)
    documents = {hit.pk: hit for hit in marked}
    return [
        _result(documents[hit.pk], rows[hit.kind, hit.row])
        for hit in chosen
        if hit.pk in documents and (hit.kind, hit.row) in rows
    ]


def _rows(user: User, kind: str, ids: list[int]) -> Iterable[Any]:
    source = source_of(kind)
    if not source.is_alike:
        return source.joins(source.rows_for(user)).filter(pk__in=ids)
    rows = _rows_of(source)(user, rows=ids)
    prefetch_related_objects(rows, *source.beside)
    return rows


@cache
def _rows_of(source: Source) -> Callable[..., list[Any]]:
    these = among("pk", GivenKeys("rows", list))
    return for_people().rows(lambda user: source.joins(source.rows_for(user)).filter(these))


def _result(document: Any, row: Any) -> Result:
    source = source_of(document.kind)
    hit = source.show(row)
    title: SafeString | str = hit.title
    text: SafeString | str = ""
    if hit.quotes:
        text = marks.snippet(marks.restored(document.text, document.marked_text))
        if document.title:
            title = marks.highlighted(marks.restored(document.title, document.marked_title))
    return Result(hit, source.noun, document.at, title, text)
