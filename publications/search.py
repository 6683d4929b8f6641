"""What this app offers to search: the newest edition of each publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext_lazy as _

from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source
from publications.models import Edition

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from publications.models.editions import EditionQuerySet


def read_edition(edition: Edition) -> Document:
    """Its title and its canonical text."""
    return Document(
        group_id=edition.publication.group_id,
        place=pointer(edition.publication),
        at=edition.published_at,
        title=edition.snapshot["title"],
        text=edition.text,
    )


def standing(editions: QuerySet[Any]) -> QuerySet[Any]:
    """Those that the address of a publication leads to, but for what was withdrawn."""
    return cast("EditionQuerySet", editions).standing()


def show_edition(edition: Edition) -> Hit:
    """The edition, under the reference of its publication."""
    publication = edition.publication
    where = f"{publication.group}, {publication.reference}"
    return Hit(edition.snapshot["title"], publication.get_absolute_url(), where=where)


SOURCES = (
    Source(
        kind="edition",
        label=_("Publications"),
        noun=_("Publication"),
        model=Edition,
        opens=Edition.objects.visible_to,
        findable=standing,
        read=read_edition,
        show=show_edition,
        joins=lambda rows: rows.select_related("publication__group"),
        is_alike=False,  # it looks into the snapshot, and asks for whom somebody reads
        reaches_others=True,
        follows=(Follow("edition_id", "publication__editions"),),
    ),
)
