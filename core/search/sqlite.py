"""Full text on SQLite: FTS5 over the table of documents, kept by triggers (migration 0002)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import F, FloatField, Func, QuerySet, TextField, Value
from django.db.models.functions import Length, Ln

from core.search.marks import END, START
from core.search.models import Document

TITLE, TEXT = 0, 1  # numbers of the columns
OF_TITLE = 8.0  # what a word in the title weighs, against one in the text


def matching(
    documents: QuerySet[Document], phrases: list[str], within: Collection[int]
) -> QuerySet[Document]:
    """``documents`` within these groups with all of these phrases, each with its ``relevance``.

    The index finds where both the words and the groups are: it passes by what stands elsewhere.

    That is how often they stand in it, for its length. Not bm25: it weighs a word by the number of
    documents that have it, and so tells of those that are hidden.
    """
    groups = " OR ".join(f'"{group}"' for group in sorted(within))
    both = f"{_query(phrases)} AND within : ({groups})"
    with_all = documents.filter(full_text__whole__matches=both)
    often = Value(OF_TITLE) * _times(TITLE, "title") + _times(TEXT, "text")
    length = Ln(Length("title") + Length("text") + Value(2.0), output_field=FloatField())
    return with_all.annotate(relevance=often / (Value(1.0) + length))


def marked(documents: Collection[int], phrases: list[str]) -> QuerySet[Document]:
    """Documents of these keys, each with ``marked_title`` and ``marked_text``.

    The index is asked for the keys: asked of the documents, it went through all with the words.
    """
    these = Document.objects.filter(full_text__pk__in=documents)
    with_all = these.filter(full_text__whole__matches=_query(phrases))
    return with_all.annotate(marked_title=_marked(TITLE), marked_text=_marked(TEXT))


def hold() -> None:
    """Keep others from writing until commit: on SQLite the first that writes does."""


def forget() -> None:
    """Take words that are gone out of the index too: FTS5 only strikes them out."""
    _tell("optimize")


def make_anew() -> None:
    """Build the index from the documents, whatever was in it."""
    _tell("rebuild")


def _tell(command: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_fulltext(search_fulltext) VALUES (%s)", [command])


def _query(phrases: list[str]) -> str:
    """Strings of FTS5, in which nothing is a command; all of them stand in title or text."""
    strings = ('"{}"'.format(phrase.replace('"', '""')) for phrase in phrases)
    return f"{{title text}} : ({' AND '.join(strings)})"


def _marked(column: int) -> Func:
    parts = (F("full_text__whole"), Value(column), Value(START), Value(END))
    return Func(*parts, function="highlight", output_field=TextField())


def _times(column: int, name: str) -> Func:
    """How often they stand in one column: each is marked by two letters."""
    number = Length(_marked(column)) - Length(name)
    return Func(number, template="(%(expressions)s) / 2.0", output_field=FloatField())
