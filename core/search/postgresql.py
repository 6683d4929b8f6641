"""Full text on PostgreSQL: a column ``vector`` that the database makes itself (migration 0003)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVectorField,
)
from django.db import connection
from django.db.models import Case, F, Func, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL

from core.search.letters import BETWEEN, TO_PLAIN, WITH_ACCENTS, WITHOUT
from core.search.marks import END, START
from core.search.models import Document

LENGTH = 1  # of SearchRank: divide by 1 + the logarithm of the length


class Lexemes(SearchQuery):
    """A query of lexemes as they stand: ``to_tsquery`` would read words in them."""

    template = "%(expressions)s::tsquery"


def matching(
    documents: QuerySet[Document], phrases: list[str], within: Collection[int]
) -> QuerySet[Document]:
    """``documents`` within these groups with all of these phrases, each with its ``relevance``.

    The index finds where both the words and the groups are: it passes by what stands elsewhere.

    That is how often they stand in it, for its length; it asks about no other document.
    """
    vector = RawSQL("search_document.vector", [], output_field=SearchVectorField())
    query = _query(phrases)
    both = query & Lexemes(" | ".join(f"'~{group}'" for group in sorted(within)))
    with_all = documents.alias(vector=vector).filter(vector=both)
    return with_all.annotate(relevance=SearchRank(F("vector"), query, normalization=LENGTH))


def marked(documents: Collection[int], phrases: list[str]) -> QuerySet[Document]:
    """Documents of these keys, each with ``marked_title`` and ``marked_text``, in plain letters."""
    query = _query(phrases)
    return Document.objects.filter(pk__in=documents).annotate(
        marked_title=_marked("title", query), marked_text=_marked("text", query)
    )


def hold() -> None:
    """Keep others from writing until commit, so that what they remove is not copied anew."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE search_document IN SHARE ROW EXCLUSIVE MODE")


def forget() -> None:
    """Nothing is left to do: the index goes with its row, and both with the next vacuum."""


def make_anew() -> None:
    """Nothing is left to do: the column is made with its row."""


def _query(phrases: list[str]) -> SearchQuery:
    """Words as English has them, or as they stand: Welsh, and names."""
    words = " ".join(f'"{phrase.translate(TO_PLAIN)}"' for phrase in phrases)
    english = SearchQuery(words, config="english", search_type="websearch")
    return english | SearchQuery(words, config="simple", search_type="websearch")


def _marked(name: str, query: SearchQuery) -> SearchHeadline:
    return SearchHeadline(
        _plain(name), query, config="english", start_sel=START, stop_sel=END, highlight_all=True
    )


def _plain(name: str) -> Func:
    """A column in the letters of its ``vector``.

    Each letter of a text is looked for in all those that ``translate`` is given, five hundred, one
    after the other: so only where a text has one of them.
    """
    accents = When(
        **{f"{name}__regex": f"[{WITH_ACCENTS}]"}, then=_translated(F(name), WITH_ACCENTS, WITHOUT)
    )
    return _translated(Case(accents, default=F(name)), BETWEEN, " " * len(BETWEEN))


def _translated(text: Any, typed: str, plain: str) -> Func:
    return Func(text, Value(typed), Value(plain), function="translate", output_field=TextField())
