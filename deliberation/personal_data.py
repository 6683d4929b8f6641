"""What this app holds about people: what they wrote, and the positions they took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from accounts.models import LegalHold, User
from core.rights.registry import Expiry, PersonalData, Row
from deliberation import actions
from deliberation.models import (
    BreakGlass,
    Consent,
    Entitlement,
    HandbookPage,
    HandbookVersion,
    HandlingAcceptance,
    HandlingText,
    KeyMessage,
    MinorityStatement,
    Position,
    Post,
    PostVersion,
    Reaction,
    Response,
    Space,
    Topic,
    TopicVersion,
    Wording,
)


def posts(person: User) -> Iterator[Row]:
    """Posts, as written. Of the topic only its number: its title is somebody else's words."""
    found = Post.objects.filter(author=person).select_related("topic__group").order_by("pk")
    for post in found:
        where = {"group": str(post.topic.group), "topic": post.topic_id}
        space = str(Space(post.space).label)
        said = {"label": str(post.get_label_display()), "words": post.body}
        yield {**where, "space": space, "written": post.written_at, **said}


def earlier_words(person: User) -> Iterator[Row]:
    """What their posts said before they changed them."""
    found = PostVersion.objects.filter(post__author=person).select_related("post")
    for one in found.order_by("pk"):
        yield {"topic": one.post.topic_id, "written": one.written_at, "words": one.body}


def reactions(person: User) -> Iterator[Row]:
    """With which posts this person agreed, and which they found helpful; not whose they are."""
    found = Reaction.objects.filter(user=person).select_related("post")
    for one in found.order_by("pk"):
        said = str(one.get_kind_display())
        yield {"topic": one.post.topic_id, "post": one.post_id, "said": said, "at": one.made_at}


def positions(person: User) -> Iterator[Row]:
    """Positions with their reasons."""
    found = Position.objects.filter(user=person).select_related("round__key_message")
    for position in found.order_by("pk"):
        yield {
            "key message": position.round.key_message.reference,
            "position": str(position.get_choice_display()),
            "reason": position.reason,
            "taken": position.taken_at,
        }


def rounds(person: User) -> Iterator[Row]:
    """Rounds in which this person was asked, or declared an interest."""
    found = Entitlement.objects.filter(user=person).select_related("round__key_message")
    for one in found.order_by("pk"):
        reference = one.round.key_message.reference
        yield {"key message": reference, "recused": one.recused, "reason": one.reason}


def wordings(person: User) -> Iterator[Row]:
    """Wordings, statements and answers that this person wrote."""
    for row in Wording.objects.filter(written_by=person).select_related("key_message"):
        yield _words("wording", row.key_message, row.text, row.written_at)
    for one in MinorityStatement.objects.filter(written_by=person).select_related("key_message"):
        yield _words("statement", one.key_message, one.text, one.written_at)
    for answer in Response.objects.filter(answered_by=person).select_related("key_message"):
        yield _words("answer", answer.key_message, answer.reason, answer.answered_at)


def _words(kind: str, key_message: KeyMessage, words: str, at: datetime) -> Row:
    return {"kind": kind, "key message": key_message.reference, "words": words, "written": at}


def topics(person: User) -> Iterator[Row]:
    """Topics that this person opened."""
    for topic in Topic.objects.filter(opened_by=person).order_by("pk"):
        yield {"topic": topic.pk, "title": topic.title, "asked": topic.ask, "at": topic.opened_at}


def topic_versions(person: User) -> Iterator[Row]:
    """Titles and questions of topics that this person wrote, by version."""
    for one in TopicVersion.objects.filter(written_by=person).order_by("pk"):
        yield {"topic": one.topic_id, "title": one.title, "asked": one.ask, "at": one.written_at}


def handbook(person: User) -> Iterator[Row]:
    """Pages of the handbook that this person wrote, by version."""
    found = HandbookVersion.objects.filter(written_by=person).select_related("page__group")
    for one in found.order_by("pk"):
        told = {"group": str(one.page.group), "page": one.page_id, "title": one.title}
        yield {**told, "words": one.body, "written": one.written_at}


def readings(person: User) -> Iterator[Row]:
    """Handling accepted, wider audiences agreed to, break-glass asked for."""
    for one in HandlingAcceptance.objects.filter(user=person).order_by("pk"):
        kind = f"handling, version {one.version}, accepted"
        yield {"kind": kind, "topic": one.topic_id, "at": one.accepted_at}
    for consent in Consent.objects.filter(user=person).select_related("change").order_by("pk"):
        kind = "wider audience agreed"
        yield {"kind": kind, "topic": consent.change.topic_id, "at": consent.given_at}
    for glass in BreakGlass.objects.filter(asked_by=person).order_by("pk"):
        kind = "break-glass asked"
        yield {"kind": kind, "topic": glass.topic_number, "at": glass.asked_at}


def is_held(person: User) -> bool:
    """Whether this person wrote, or took a position, in a topic under a legal hold."""
    held = LegalHold.objects.ids(Topic)
    if not held:
        return False
    actions = (
        Post.objects.filter(topic__in=held, author=person),
        Reaction.objects.filter(post__topic__in=held, user=person),
        Topic.objects.filter(pk__in=held, opened_by=person),
        TopicVersion.objects.filter(topic__in=held, written_by=person),
        Wording.objects.filter(key_message__topic__in=held, written_by=person),
        MinorityStatement.objects.filter(key_message__topic__in=held, written_by=person),
        Response.objects.filter(key_message__topic__in=held, answered_by=person),
        Entitlement.objects.filter(round__key_message__topic__in=held, user=person),
    )
    return any(rows.exists() for rows in actions)


def topics_with_old_posts(before: datetime) -> list[int]:
    """Closed topics whose newest post is older, and that no legal hold covers."""
    closed = Topic.objects.filter(state=Topic.State.CLOSED, posts__written_at__lt=before)
    newer = Topic.objects.filter(posts__written_at__gte=before)
    found = closed.exclude(pk__in=newer).exclude(pk__in=LegalHold.objects.ids(Topic))
    return list(found.distinct().order_by("pk").values_list("pk", flat=True))


def old_topics(before: datetime) -> list[int]:
    """Closed topics in which nothing happened since, with no legal hold.

    A topic goes after the meetings on whose agenda it stands.
    """
    since = Q(opened_at__gte=before) | Q(decision_due__gte=before.date())
    since |= Q(posts__written_at__gte=before) | Q(agenda_items__isnull=False)
    for action in ("wordings__written_at", "responses__answered_at", "rounds__opened_at"):
        since |= Q(**{f"key_messages__{action}__gte": before})
    alive = Topic.objects.filter(since)
    closed = Topic.objects.filter(state=Topic.State.CLOSED).exclude(pk__in=alive.values("pk"))
    found = closed.exclude(pk__in=LegalHold.objects.ids(Topic))
    return list(found.order_by("pk").values_list("pk", flat=True))


def old_break_glass(before: datetime) -> list[int]:
    """Looks from outside that ended before this moment, at topics that no legal hold covers."""
    found = BreakGlass.objects.filter(ends_at__lt=before)
    found = found.exclude(topic_number__in=LegalHold.objects.ids(Topic))
    return list(found.order_by("pk").values_list("pk", flat=True))


def archived_pages(before: datetime) -> list[int]:
    """Pages that were taken out of a handbook before."""
    found = HandbookPage.objects.filter(archived_at__lt=before)
    return list(found.order_by("pk").values_list("pk", flat=True))


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
    if isinstance(row, HandbookPage | HandbookVersion):
        page = row.page if isinstance(row, HandbookVersion) else row
        seen = HandbookPage.objects.visible_to(person).filter(pk=page.pk).exists()
        return page.get_absolute_url() if seen else None
    topic = _topic_of(row)
    if topic is None or not topic.is_visible_to(person):
        return None
    if isinstance(row, Post | PostVersion):
        post = row.post if isinstance(row, PostVersion) else row
        seen = Post.objects.visible_to(person).filter(pk=post.pk).exists()
        return post.get_absolute_url() if seen else ""
    if isinstance(row, Wording | MinorityStatement | Response):
        messages = KeyMessage.objects.visible_to(person).filter(pk=row.key_message_id)
        return row.key_message.get_absolute_url() if messages else ""
    known = Topic.objects.visible_to(person).filter(pk=topic.pk)
    if isinstance(row, Topic | TopicVersion) and known.exists():
        return topic.get_absolute_url()
    return ""


def group(row: Model) -> int | None:
    """Id of the group in whose topic, or handbook, a text stands."""
    if isinstance(row, HandbookPage | HandbookVersion):
        return row.group_id
    topic = _topic_of(row)
    return topic.group_id if topic else None


PERSONAL_DATA = PersonalData(
    sections={
        "posts": posts,
        "earlier_words": earlier_words,
        "reactions": reactions,
        "positions": positions,
        "rounds": rounds,
        "wordings": wordings,
        "topics": topics,
        "topic_versions": topic_versions,
        "handbook": handbook,
        "readings": readings,
    },
    texts={
        Topic: ("title", "ask", "asker", "handling"),
        TopicVersion: ("title", "ask"),
        HandbookPage: ("title", "body"),
        HandbookVersion: ("title", "body"),
        HandlingText: ("text",),
        BreakGlass: ("reason",),
        Post: ("body",),
        PostVersion: ("body",),
        Wording: ("text",),
        MinorityStatement: ("text",),
        Position: ("reason",),
        Entitlement: ("reason",),
        Response: ("reason",),
    },
    expiries=(
        Expiry("posts", topics_with_old_posts, actions.remove_expired_posts),
        Expiry("topics", old_topics, actions.remove_expired_topics),
        Expiry("handbook", archived_pages, actions.remove_expired_handbook_pages),
        Expiry("break_glass", old_break_glass, actions.remove_expired_break_glass),
    ),
    holds=is_held,
    where=where,
    group=group,
)
