"""What this app offers to search: topics, their summaries, posts and key messages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source
from core.text import drawn_words, words_in
from deliberation.events import (
    AnnouncementReadingEvent,
    HandbookPageMoved,
    KeyMessageEvent,
    PostsExpired,
    RoundEvent,
    SummaryEvent,
    TopicEvent,
    TopicExpired,
)
from deliberation.models import Announcement, HandbookPage, KeyMessage, Post, Space, Summary, Topic

GONE = Follow("topic_id", "topic", events=(TopicExpired,))  # with the topic


def read_topic(topic: Topic) -> Document:
    """Title, what is asked and by whom, and how it is handled."""
    words = (drawn_words(topic.ask), topic.asker, topic.handling)
    return Document(
        group_id=topic.group_id,
        place=pointer(topic),
        at=topic.opened_at,
        title=topic.title,
        text="\n".join(words),
    )


def show_topic(topic: Topic) -> Hit:
    """The topic, in its group."""
    href = topic.get_absolute_url()
    return Hit(topic.title, href, where=str(topic.group), marking=topic.marking)


def read_post(post: Post) -> Document:
    """What was written, as it is drawn; the title of a topic is its own document."""
    return Document(
        group_id=post.group_id,
        place=pointer(post.topic),
        person_id=None if post.unattributed else post.author_id,
        at=post.written_at,
        text=words_in(post.html),
    )


def show_post(post: Post) -> Hit:
    """The post, in its space, with who wrote it."""
    where = f"{post.topic.group}, {Space(post.space).label}"
    return Hit(
        title=post.topic.title,
        href=post.get_absolute_url(),
        where=where,
        author=post.byline,
        marking=post.topic.marking,
    )


def kept_posts(posts: QuerySet[Any]) -> QuerySet[Any]:
    """Those whose words were not removed."""
    return posts.filter(removed_at=None)


def read_summary(summary: Summary) -> Document:
    """Where a space stands, as it is drawn."""
    return Document(
        group_id=summary.group_id,
        place=pointer(summary.topic),
        person_id=summary.written_by_id,
        at=summary.written_at,
        text=drawn_words(summary.body),
    )


def show_summary(summary: Summary) -> Hit:
    """The summary, at the head of its space."""
    return Hit(
        title=summary.topic.title,
        href=summary.get_absolute_url(),
        where=f"{summary.topic.group}, {Space(summary.space).label}",
        author=str(summary.written_by),
        marking=summary.topic.marking,
    )


def newest_summaries(summaries: QuerySet[Any]) -> QuerySet[Any]:
    """Those that stand there now."""
    return summaries & Summary.objects.newest()


def read_key_message(message: KeyMessage) -> Document:
    """What everybody reads who sees it: the newest wording, why, statements, the newest answer."""
    statements = [statement.text for statement in message.statements.all()]
    reasons = [words for words in (message.why, message.addressed_to) if words]
    answers = [message.response.reason] if message.response else []
    return Document(
        group_id=message.group_id,
        place=pointer(message.topic),
        at=message.proposed_at,
        title=message.reference,
        text="\n".join([message.wording.text, *reasons, *statements, *answers]),
    )


def show_key_message(message: KeyMessage) -> Hit:
    """The message, in its group: not everybody who sees it knows of its topic."""
    state = message.get_state_display()
    where = _("%(group)s, %(state)s") % {"group": message.topic.group, "state": state}
    href = message.get_absolute_url()
    return Hit(message.reference, href, where=where, marking=message.topic.marking)


def standing_messages(messages: QuerySet[Any]) -> QuerySet[Any]:
    """Those that were not withdrawn."""
    return messages.exclude(state=KeyMessage.State.WITHDRAWN)


def read_handbook_page(page: HandbookPage) -> Document:
    """Title and words of the page as they stand now."""
    return Document(
        group_id=page.group_id,
        place=pointer(page),
        at=page.changed_at,
        title=page.title,
        text=drawn_words(page.body),
    )


def show_handbook_page(page: HandbookPage) -> Hit:
    """The page, in the handbook of its group."""
    return Hit(page.title, page.get_absolute_url(), where=str(page.group))


def standing_pages(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those that are not archived."""
    return pages.filter(archived_at=None)


def read_announcement(announcement: Announcement) -> Document:
    """Title and words as they stand now."""
    return Document(
        group_id=announcement.group_id,
        place=pointer(announcement),
        person_id=announcement.written_by_id,
        at=announcement.written_at,
        title=announcement.title,
        text=drawn_words(announcement.body),
    )


def show_announcement(announcement: Announcement) -> Hit:
    """The announcement, in its group, with who wrote it."""
    return Hit(
        title=announcement.title,
        href=announcement.get_absolute_url(),
        where=str(announcement.group),
        author=str(announcement.written_by),
    )


def kept_announcements(announcements: QuerySet[Any]) -> QuerySet[Any]:
    """Those that were not withdrawn."""
    return announcements.filter(withdrawn_at=None)


SOURCES = (
    Source(
        kind="topic",
        label=_lazy("Topics"),
        noun=_lazy("Topic"),
        model=Topic,
        opens=Topic.objects.readable_by,
        read=read_topic,
        show=show_topic,
        joins=lambda rows: rows.select_related("group"),
        follows=(Follow("topic_id", events=(TopicEvent,), but=(KeyMessageEvent,)),),
    ),
    Source(
        kind="post",
        label=_lazy("Posts"),
        noun=_lazy("Post"),
        model=Post,
        opens=Post.objects.visible_to,
        findable=kept_posts,
        read=read_post,
        show=show_post,
        joins=lambda rows: rows.select_related("topic__group", "author"),
        follows=(
            Follow("post_id"),  # written, removed, and whatever else happens to one
            Follow("topic_id", "topic", events=(PostsExpired,)),
            GONE,
        ),
    ),
    Source(
        kind="summary",
        label=_lazy("Summaries of topics"),
        noun=_lazy("Summary of a topic"),
        model=Summary,
        opens=Summary.objects.visible_to,
        findable=newest_summaries,
        read=read_summary,
        show=show_summary,
        joins=lambda rows: rows.select_related("topic__group", "written_by"),
        follows=(Follow("topic_id", "topic", events=(SummaryEvent, PostsExpired, TopicExpired)),),
    ),
    Source(
        kind="key_message",
        label=_lazy("Key messages"),
        noun=_lazy("Key message"),
        model=KeyMessage,
        opens=KeyMessage.objects.visible_to,
        findable=standing_messages,
        read=read_key_message,
        show=show_key_message,
        joins=lambda rows: rows.select_related("topic__group"),
        beside=("wordings", "statements", "responses"),
        follows=(
            Follow("key_message_id", but=(RoundEvent,)),
            GONE,
        ),
    ),
    Source(
        kind="handbook_page",
        label=_lazy("Handbook"),
        noun=_lazy("Page of the handbook"),
        model=HandbookPage,
        opens=HandbookPage.objects.visible_to,
        findable=standing_pages,
        read=read_handbook_page,
        show=show_handbook_page,
        joins=lambda rows: rows.select_related("group"),
        follows=(Follow("handbook_page_id", but=(HandbookPageMoved,)),),
    ),
    Source(
        kind="announcement",
        label=_lazy("Announcements"),
        noun=_lazy("Announcement"),
        model=Announcement,
        opens=Announcement.objects.visible_to,
        findable=kept_announcements,
        read=read_announcement,
        show=show_announcement,
        joins=lambda rows: rows.select_related("group", "written_by"),
        follows=(Follow("announcement_id", but=(AnnouncementReadingEvent,)),),
    ),
)
