"""Where a text of this app stands: its page, for those who may read it, and its group."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from accounts.models import User
from deliberation.models import (
    Announcement,
    Entitlement,
    HandbookPage,
    HandbookVersion,
    HotSeat,
    KeyMessage,
    MinorityStatement,
    Note,
    NoteAnswer,
    Position,
    Post,
    PostReport,
    PostVersion,
    Question,
    Response,
    Sending,
    StatementDraft,
    Suggestion,
    Summary,
    Tag,
    Topic,
    TopicVersion,
    Unmasking,
    Wording,
)

FOR_READERS_ALONE = (
    PostReport,
    Note,
    NoteAnswer,
    HandbookPage,
    HandbookVersion,
    Announcement,
    Unmasking,
)  # nobody else knows of them
WITH_A_PAGE = (
    KeyMessage,
    Post,
    Summary,
    PostReport,
    Note,
    Topic,
    HotSeat,
    HandbookPage,
    Announcement,
    Unmasking,
)


def _topic_of(row: Any) -> Topic | None:
    """The topic in which a text stands."""
    if isinstance(row, Position | Entitlement):
        row = row.round
    row = getattr(row, "key_message", row)
    return row if isinstance(row, Topic) else getattr(row, "topic", None)


def where(person: User, row: Model) -> str | None:
    """Address of a text, for who may read it; ``None`` where they may not know of its topic.

    That is one for named readers, or of another group: a name is looked for in all of them.
    """
    for_readers = isinstance(row, FOR_READERS_ALONE)
    if not for_readers and not _may_be_known(person, row):
        return None
    page: Any = _page_of(row)
    if page is not None and type(page).objects.visible_to(person).filter(pk=page.pk).exists():
        return str(page.get_absolute_url())
    return None if for_readers else ""


def _may_be_known(person: User, row: Any) -> bool:
    """Whether ``person`` sees the topic of a text; of a tag, its group."""
    if topic := _topic_of(row):
        return topic.is_visible_to(person)
    return isinstance(row, Tag) and row.group_id in person.roles


def _page_of(row: Any) -> Model | None:
    """The thing on whose page a text stands; ``None`` where it has no page of its own."""
    if isinstance(
        row, Wording | MinorityStatement | StatementDraft | Suggestion | Response | Sending
    ):
        return row.key_message
    if isinstance(row, PostVersion | Question):
        return row.post
    if isinstance(row, NoteAnswer):
        return row.note
    if isinstance(row, TopicVersion):
        return row.topic
    if isinstance(row, HandbookVersion):
        return row.page
    return row if isinstance(row, WITH_A_PAGE) else None


def group(row: Model) -> int | None:
    """Id of the group in whose topic or other texts, or between whose people, a text stands."""
    if isinstance(row, Note | NoteAnswer | HandbookPage | HandbookVersion | Announcement):
        return row.group_id
    topic = _topic_of(row)
    return topic.group_id if topic else getattr(row, "group_id", None)
