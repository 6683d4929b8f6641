"""The handbook of a group: pages are changed, moved, archived, and go seven years after that."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.events import RowsExpired
from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.locks import lock, lock_all
from core.order import change_places
from core.policy import ChangedMeanwhile, Refused, require
from deliberation.attachments import keeper
from deliberation.events import (
    HandbookPageArchived,
    HandbookPageChanged,
    HandbookPageMoved,
    HandbookPageRestored,
    HandbookPageWritten,
)
from deliberation.models import HandbookPage, HandbookVersion, Readers


class PageText(NamedTuple):
    """What a page of the handbook is to say, and to whom."""

    title: str
    body: str
    readers: Readers | str


@transaction.atomic
def write_handbook_page(
    *, actor: User, group: AdvisoryGroup, text: PageText, tell: bool = False
) -> HandbookPage:
    """Add a page at the end of the handbook.

    :param tell: whether its readers get a notice.
    :raises Refused: unless ``actor`` is the chair or the secretary; when the group is closed.
    """
    require(actor, "deliberation.write_handbook", group)
    lock(group)  # two pages do not get one number
    last = group.handbook_pages.aggregate(last=Max("number"))["last"] or 0
    page = HandbookPage.objects.create(group=group, number=last + 1, **text._asdict())
    _keep(page, actor)
    event = HandbookPageWritten(group_id=group.pk, handbook_page_id=page.pk, tell=int(tell))
    emit(event, actor=actor)
    return page


@transaction.atomic
def change_handbook_page(
    *, actor: User, page: HandbookPage, text: PageText, after: int, tell: bool = False
) -> HandbookPage:
    """Change title, words or readers of a page; what it said before is kept.

    :param after: the version that the writer had in front of them.
    :param tell: whether its readers get a notice.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: when ``actor`` may not; when nothing is changed.
    """
    _lock(page)
    require(actor, "deliberation.change_handbook_page", page)
    if page.version != after:
        raise ChangedMeanwhile(page)
    if all(getattr(page, name) == value for name, value in text._asdict().items()):
        raise Refused(_("Nothing is changed."), thing=page)
    for name, value in text._asdict().items():
        setattr(page, name, value)
    page.version, page.changed_at = after + 1, now()
    page.save(update_fields=[*HandbookPage.FIELDS, "version", "changed_at"])
    _keep(page, actor)
    event = HandbookPageChanged(
        group_id=page.group_id, handbook_page_id=page.pk, version=page.version, tell=int(tell)
    )
    emit(event, actor=actor)
    return page


@transaction.atomic
def move_handbook_page(*, actor: User, page: HandbookPage, up: bool) -> None:
    """Let a page change places with the one before it, or after it; the end is the end."""
    lock(page.group)
    page.refresh_from_db(fields=["number", "archived_at"])
    require(actor, "deliberation.change_handbook_page", page)
    pages = HandbookPage.objects.filter(group=page.group_id, archived_at=None)
    if change_places(page, pages, up=up):
        emit(HandbookPageMoved(group_id=page.group_id, handbook_page_id=page.pk), actor=actor)


@transaction.atomic
def archive_handbook_page(*, actor: User, page: HandbookPage) -> HandbookPage:
    """Take a page out of the handbook. It is kept, with what it said before."""
    _lock(page)
    require(actor, "deliberation.change_handbook_page", page)
    page.archived_at = now()
    page.save(update_fields=["archived_at"])
    emit(HandbookPageArchived(group_id=page.group_id, handbook_page_id=page.pk), actor=actor)
    return page


@transaction.atomic
def restore_handbook_page(*, actor: User, page: HandbookPage) -> HandbookPage:
    """Put an archived page back where it stood."""
    _lock(page)
    require(actor, "deliberation.restore_handbook_page", page)
    page.archived_at = None
    page.save(update_fields=["archived_at"])
    emit(HandbookPageRestored(group_id=page.group_id, handbook_page_id=page.pk), actor=actor)
    return page


@transaction.atomic
def remove_expired_handbook_pages(*, actor: None, ids: list[int]) -> None:
    """Remove these pages, if they are archived still, with all their versions and documents.

    :param actor: nobody: the schedule does it.
    """
    pages = HandbookPage.objects.filter(pk__in=ids)
    lock_all(pages)  # who puts one back waits, or came first
    archived = list(pages.filter(archived_at__isnull=False).values_list("pk", flat=True))
    keeper().forget_documents(actor=None, pages=archived)
    HandbookVersion.objects.filter(page__in=archived).delete()
    number, _kinds = pages.filter(pk__in=archived).delete()
    emit(RowsExpired(group_id=None, kind="handbook", number=number), actor=actor)


def _lock(page: HandbookPage) -> None:
    lock(page, *HandbookPage.FIELDS, "version", "archived_at")


def _keep(page: HandbookPage, by: User) -> None:
    """Write down how the page stands."""
    words: dict[str, Any] = {name: getattr(page, name) for name in HandbookPage.FIELDS}
    HandbookVersion.objects.create(
        page=page, version=page.version, written_by=by, written_at=page.changed_at, **words
    )
