"""The words that can be found: a copy, which can be made anew at any time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler

from core.search.registry import every_source, for_people

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.backends.base.base import BaseDatabaseWrapper

    from accounts.models import User

ANYWHERE = 0  # in place of the key of a group


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """Documents whose row ``user`` may open now: each app answers, with its own rules.

        A question for each document that has the words, so that a search begins with these.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(_alike()(user) | seen(user, alike=False))


def seen(user: User, *, alike: bool) -> Q:
    """Condition for documents whose row ``user`` may open.

    :param alike: of the kinds that are asked for everybody who is alike, or of all others.
    """
    condition = Q(pk__in=())
    for source in every_source():
        if source.is_alike is alike:
            rows = source.rows_for(user).filter(pk=OuterRef("row"))
            condition |= Q(kind=source.kind) & Q(Exists(rows))
    return condition


@cache
def _alike() -> Callable[[User], Q]:
    """Compiled once: anew it was half of what a search costs."""
    return for_people().condition(lambda user: Document.objects.filter(seen(user, alike=True)))


class Document(models.Model):
    """The words of one row of another table, for search alone.

    SQLite keeps the table ``search_fulltext`` beside it, PostgreSQL the column ``vector``: both
    are made by migration 0003, and by the database itself whenever a row here changes.

    :ivar kind: of the source that offers the row.
    :ivar row: its primary key.
    :ivar within: the group whose people alone may open it; :data:`ANYWHERE` where others may too.
    :ivar place: the topic or the meeting in which it stands, such as ``topic.12``, or empty.
    :ivar person: who wrote it, where its page says so to everybody who reads it.
    :ivar at: when it was written.
    """

    kind = models.CharField(max_length=20)
    row = models.BigIntegerField()
    group_id = models.BigIntegerField(null=True)
    within = models.BigIntegerField(default=ANYWHERE)
    place = models.CharField(max_length=40, blank=True, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "row"), name="one_document_a_row"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class WholeField(models.TextField):  # type: ignore[type-arg]
    """All columns of a table of FTS5 at once: a hidden column that has the name of the table."""


@WholeField.register_lookup
class Matches(models.Lookup):
    """``MATCH``: the words of a query are in the row."""

    lookup_name = "matches"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """``"search_fulltext"."search_fulltext" MATCH …``."""
        whole, of_whole = self.process_lhs(compiler, connection)
        query, of_query = self.process_rhs(compiler, connection)
        return f"{whole} MATCH {query}", (*of_whole, *of_query)


class FullText(models.Model):
    """The index of FTS5 over the documents: on SQLite only."""

    document = models.OneToOneField(
        Document,
        on_delete=models.DO_NOTHING,  # a trigger does
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="full_text",
    )
    whole = WholeField(db_column="search_fulltext")

    class Meta:
        managed = False
        db_table = "search_fulltext"

    def __str__(self) -> str:
        return f"words of document {self.document_id}"
