"""A space one page at a time: the newest posts, and the way to the earlier ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateTimeField,
    Min,
    Q,
    QuerySet,
)
from django.utils.functional import SimpleLazyObject, cached_property

from accounts.models import User
from core.pagination import ShortPaginator
from core.prepared import Given, Prepared
from core.quotations import QUOTE, bare_line, quoted_lines
from deliberation.attachments import Attachment, keeper
from deliberation.mentions import names_in
from deliberation.models import Post, PostVersion, Reaction, Topic
from deliberation.queries.topics import bare_posts, posts, with_authors

LENGTH = 100  # posts on one page


class Thread(NamedTuple):
    """One page of a space.

    :ivar posts: oldest first.
    :ivar ids: of these posts.
    :ivar total: how many posts of the space this reader may see.
    :ivar labelled: how many of these have each label; of all, where one label is shown.
    :ivar earlier: query of the page before these posts; empty when they are the first.
    :ivar later: query of the page after them; empty when they are the newest.
    :ivar reactions: who said what of each of them, by the id of the post and the kind.
    :ivar names: of everybody whom they mention, by id.
    :ivar attachments: what is attached to each of them, by the id of the post.
    """

    posts: list[Post]
    ids: set[int]
    total: int
    labelled: Counter[str]
    earlier: str
    later: str
    reactions: dict[int, dict[str, list[User]]]
    names: dict[int, str]
    attachments: dict[int, list[Attachment]]

    @property
    def is_whole(self) -> bool:
        """Whether these are all posts that this reader may see."""
        return len(self.posts) == self.labelled.total()


def thread(
    topic: Any, space: str, *, since: datetime | None, number: str | int = 1, label: str = ""
) -> Thread:
    """Page ``number``, counted from the newest posts; the nearest one where there is none.

    One query where all posts are on it, else three at the most; one more where somebody reacted,
    one where somebody is mentioned, and one where something is attached.

    :param topic: of a ``SpaceOnScreen``.
    :param since: leave out what was written before; ``None`` for all.
    :param label: leave out what has another one; empty for all.
    """
    pages = PostPages(topic, space, since=since, label=label)
    page = pages.get_page(number)
    on_page = list(page.object_list)[::-1]
    more = f"&label={label}" if label else ""
    earlier = f"?page={page.next_page_number()}{more}" if page.has_next() else ""
    later = f"?page={page.previous_page_number()}{more}" if page.has_previous() else ""
    ids = {post.pk for post in on_page}
    reactions = _reactions(ids) if topic.has_reactions else {}
    names = names_in(ids) if topic.has_mentions else {}
    attachments = keeper().shown(ids) if topic.has_attachments else {}
    counts = (pages.count, pages.labelled)
    return Thread(on_page, ids, *counts, earlier, later, reactions, names, attachments)


class PostPages(ShortPaginator):
    """The posts of a space by pages, the newest first, counted by label.

    :param label: leave out what has another one; empty for all.
    """

    def __init__(self, topic: Topic, space: str, *, since: datetime | None, label: str) -> None:
        self._topic, self._space, self._since, self._label = topic, space, since, label
        rows: Any = SimpleLazyObject(self._rows)
        super().__init__(rows, LENGTH)

    def _rows(self) -> QuerySet[Post]:
        rows = posts(self._topic, self._space, since=self._since).order_by("-pk")
        return rows.filter(label=self._label) if self._label else rows

    def first(self) -> list[Any]:
        """The first page; of all labels it is asked by a statement that is compiled once."""
        if self._label:
            return super().first()
        group, since = self._topic.group_id, self._since
        asked = _FIRST if since is None else _FIRST_SINCE
        return asked(topic=self._topic.pk, space=self._space, group=group, since=since)

    @cached_property
    def labelled(self) -> Counter[str]:
        """How many posts have each label, whichever is shown; counted where all are at hand."""
        if self.at_hand is not None and not self._label:
            return Counter(post.label for post in self.at_hand)
        rows = bare_posts(self._topic, self._space, since=self._since).order_by()
        return Counter(dict(rows.values_list("label").annotate(number=Count("pk"))))

    @cached_property
    def count(self) -> int:
        """How many posts there are, of the label that is shown."""
        return self.labelled[self._label] if self._label else self.labelled.total()


def _first(since: Given | None) -> QuerySet[Post]:
    """The newest posts of a space: those of one page, and one that tells whether there are more."""
    here = bare_posts(Given("topic", BigIntegerField()), Given("space", CharField()), since=since)
    rows = with_authors(here, Given("group", BigIntegerField()))
    return rows.order_by("-pk")[: LENGTH + 1]


_FIRST = Prepared(lambda: _first(None))
_FIRST_SINCE = Prepared(lambda: _first(Given("since", DateTimeField())))


def _reactions(ids: set[int]) -> dict[int, dict[str, list[User]]]:
    people: defaultdict[int, dict[str, list[User]]] = defaultdict(dict)
    for reaction in Reaction.objects.filter(post__in=ids).select_related("user"):
        people[reaction.post_id].setdefault(reaction.kind, []).append(reaction.user)
    return people


def page_of(topic: Topic, space: str, post: int, *, since: datetime | None) -> int:
    """Number of the page on which ``post`` stands, or would stand. One query."""
    return posts(topic, space, since=since).filter(pk__gt=post).count() // LENGTH + 1


def unseen(
    topic: Topic, space: str, person: User, *, shown: Thread, since: datetime | None, seen: int
) -> tuple[int, int]:
    """How many posts of others came after post ``seen``, and the first of them (0).

    One query, or none where they all are among the posts ``shown``.
    """
    if not shown.later and (not shown.earlier or shown.posts[0].pk <= seen):
        new = [post.pk for post in shown.posts if post.pk > seen and post.author_id != person.pk]
        return len(new), new[0] if new else 0
    others = Post.objects.filter(pk__in=posts(topic, space, since=since).values("pk"))
    newer = others.filter(pk__gt=seen).exclude(author=person)
    totals = newer.aggregate(number=Count("pk"), first=Min("pk"))
    return totals["number"], totals["first"] or 0


def quoting(post: Post, person: User) -> list[Post]:
    """Posts that quote a line of ``post`` and that ``person`` may read, oldest first.

    What either of them said before counts too: earlier words can be read.
    """
    earlier = _earlier_words(post.topic_id)
    lines = {bare_line(line) for line in f"{post.body}\n{earlier[post.pk]}".splitlines()} - {""}
    others = Post.objects.visible_to(person).filter(topic_id=post.topic_id, removed_at=None)
    others = others.filter(Q(body__contains=QUOTE) | Q(pk__in=list(earlier)))
    others = others.exclude(pk=post.pk).select_related("author", "topic").order_by("written_at")
    return [other for other in others if quoted_lines(f"{other.body}\n{earlier[other.pk]}") & lines]


def _earlier_words(topic_id: int) -> defaultdict[int, str]:
    """What posts of a topic said before they were changed, by the id of the post."""
    words: defaultdict[int, str] = defaultdict(str)
    versions = PostVersion.objects.filter(post__topic=topic_id)
    for post, body in versions.values_list("post", "body"):
        words[post] += f"{body}\n"
    return words
