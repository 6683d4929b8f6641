"""Questions in the shared space of a topic, and what became of them: reads only."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from deliberation.models import Post, Question, Reaction, Space, Topic
from deliberation.queries.post_pages import Thread
from deliberation.queries.topics import posts

_FATE = Coalesce("question__state", Value(Question.State.OPEN))
NEWEST = 50  # posts among which the answer is chosen, besides the replies


def questions(topic: Topic, *, since: datetime | None = None, fate: str = "") -> QuerySet[Any]:
    """The posts that ask something, oldest first, each with what became of it.

    :param since: leave out what was written before; ``None`` for all.
    :param fate: leave out of what something else became; empty for all.
    """
    rows = posts(topic, Space.SHARED, since=since).filter(label=Post.Label.QUESTION)
    if fate:
        rows = rows.annotate(_fate=_FATE).filter(_fate=fate)
    joined = ("question__answer__author", "question__answer__topic", "question__settled_by")
    return rows.select_related("topic", *joined)


def with_wanting(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each with ``wanting``: how many people want it answered too, who agreed with it."""
    agreed = Reaction.objects.filter(post=OuterRef("pk"), kind=Reaction.Kind.AGREE)
    counted = agreed.order_by().values("post").annotate(number=Count("pk")).values("number")
    with_numbers: QuerySet[Any] = rows.annotate(wanting=Coalesce(Subquery(counted), 0))
    return with_numbers


def with_mine(rows: QuerySet[Any], person: User) -> QuerySet[Any]:
    """Each with ``is_wanted``: whether ``person`` is one of these."""
    agreed = Reaction.objects.filter(post=OuterRef("pk"), kind=Reaction.Kind.AGREE, user=person)
    with_marks: QuerySet[Any] = rows.annotate(is_wanted=Exists(agreed))
    return with_marks


def counts_at_hand(thread: Thread) -> list[tuple[str, int]]:
    """``question_counts`` of a space all of whose posts are in ``thread``. No query."""
    asked = (post for post in thread.posts if post.label == Post.Label.QUESTION)
    numbers = Counter(
        post.question.state if hasattr(post, "question") else Question.State.OPEN for post in asked
    )
    return [(state, numbers[state]) for state in Question.State if state in numbers]


def question_counts(topic: Topic, *, since: datetime | None = None) -> list[tuple[str, int]]:
    """How many questions are in each state, in the order of the states. One query."""
    rows = Post.objects.filter(topic=topic, space=Space.SHARED, label=Post.Label.QUESTION)
    if since:
        rows = rows.filter(written_at__gte=since)
    states = rows.order_by().values_list(_FATE)
    numbers: dict[str, int] = dict(states.annotate(number=Count("pk")))
    return [(state, numbers[state]) for state in Question.State if state in numbers]


def answers_to_choose(post: Post, person: User) -> QuerySet[Post]:
    """Posts that may answer ``post``, newest first: the replies to it, and the newest others."""
    seen = Post.objects.visible_to(person).filter(topic=post.topic_id, space=Space.SHARED)
    later = seen.filter(pk__gt=post.pk, removed_at=None).order_by("-pk")
    newest = list(later.values_list("pk", flat=True)[:NEWEST])
    chosen = later.filter(pk__in=newest) | later.filter(reply_to=post)
    return chosen.select_related("author")
