"""What pages need to know about topics and who reads along: reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from accounts.models import AdvisoryGroup, Membership, Role, User
from accounts.models.memberships import ADVISERS, GUESTS, OWN_PEOPLE, POLICE
from core.conditions import among
from core.notices.models import Following, Level, Notice
from core.policy import may
from core.prepared import Given, GivenKeys, Prepared
from deliberation import sentences
from deliberation.models import Post, ReadMark, Space, Tag, Topic
from deliberation.models.asker import PreparedFor
from deliberation.models.posts import since_joining
from deliberation.models.topics import members_space, places_let_in

NEWS = 5  # topics on home
BY_DECISION = (F("decision_due").asc(nulls_last=True), "-pk")


class Readers(NamedTuple):
    """How many can read a space: numbers, never names."""

    members: int
    police: int
    secretaries: int
    others: int

    @property
    def sentence(self) -> str:
        """Such as "12 members, the secretary and 2 police officers can read this"."""
        return sentences.who_reads(**self._asdict())


def readers(topic: Topic, space: str) -> Readers:
    """Who can read ``space`` of ``topic`` now, from the live permissions. One query."""
    asked = _roles_of_readers(topic.roles_in(space), topic.readers_named)
    roles = Counter(asked(topic=topic.pk, group=topic.group_id))
    return Readers(
        members=sum(roles[role] for role in ADVISERS),
        police=sum(roles[role] for role in POLICE),
        secretaries=roles[Role.SECRETARY],
        others=roles[Role.OBSERVER] + roles[Role.INTERPRETER],
    )


@cache
def _roles_of_readers(roles: tuple[Role, ...], readers_named: bool) -> Prepared:
    """Of each place that ``Topic.readers`` finds where these ``roles`` are let in, its role."""
    here = (Given("topic", BigIntegerField()), Given("group", BigIntegerField()))
    return Prepared(
        lambda: places_let_in(*here, roles, readers_named=readers_named).values_list(
            "role", flat=True
        )
    )


def bare_posts(topic: Any, space: Any, *, since: Any = None) -> QuerySet[Post]:
    """The posts of one space, without what their page shows beside them.

    :param topic: or its key; as all three, the place of it in a prepared question.
    :param since: leave out what was written before; ``None`` for all.
    """
    rows = Post.objects.filter(topic=topic, space=space)
    return rows.filter(written_at__gte=since) if since else rows


def posts(topic: Topic, space: str, *, since: datetime | None = None) -> QuerySet[Post]:
    """The posts of one space, oldest first, with their authors and ``author_role`` (or None)."""
    return with_authors(bare_posts(topic, space, since=since), topic.group_id)


# What no post shows of the people beside it: a page has four of them for each of a hundred posts.
UNSEEN_OF_PEOPLE = [
    f"{person}__{column}"
    for person in ("author", "reply_to__author", "dictation__entered_by", "dictation__corrected_by")
    for column in ("password", "last_login", "date_joined", "access_ended_at", "bounced_at")
]


def with_authors(posts: QuerySet[Post], group: Any) -> QuerySet[Post]:
    """``posts`` of a group with what their page shows beside them.

    :param group: its key, or the place of it in a prepared question.
    """
    places = Membership.objects.current().filter(group=group, user=OuterRef("author"))
    return (
        posts.select_related(
            "author",
            "reply_to__author",
            "dictation__entered_by",
            "dictation__corrected_by",
            "question",
        )
        .defer("body", "reply_to__body", "reply_to__html", *UNSEEN_OF_PEOPLE)
        .annotate(author_role=Subquery(places.values("role")[:1]))
    )


class Turnout(NamedTuple):
    """How many people a topic has, and how much they wrote: numbers, and no word of it."""

    members: int
    posted: int
    posts: int


def turnout(topic: Topic) -> Turnout:
    """Of the members proper of a topic: how many there are, how many wrote in it, and how much."""
    members = topic.advisers()
    written = Post.objects.filter(topic=topic, author__in=members.values("user"), removed_at=None)
    sums = written.aggregate(posted=Count("author", distinct=True), posts=Count("pk"))
    return Turnout(members.count(), **sums)


# --- Topics ------------------------------------------------------------------------------


def topics_of(person: User, tag: Tag | None = None) -> QuerySet[Topic]:
    """Topics that ``person`` sees: by group, open ones first, then pinned ones, the nearest first.

    Those of the members' own come after them, the newest first. Each says in ``has_tags`` whether
    its group has any.

    :param tag: leave out those that do not carry it, and those that do not open to ``person``.
    """
    topics = Topic.objects.visible_to(person).select_related("group")
    topics = topics.annotate(has_tags=Exists(Tag.objects.filter(group=OuterRef("group"))))
    if tag:
        topics = topics.filter(
            pk__in=Topic.objects.readable_by(person).filter(tags=tag).values("pk")
        )
    return topics.order_by("group__name", "-state", "-pinned", *BY_DECISION)  # "open" > "closed"


def unread(person: User, topics: Iterable[Topic]) -> dict[int, dict[str, int]]:
    """Posts of others that ``person`` has not seen: topic id -> space -> number. One query."""
    keys = [topic.pk for topic in topics]
    counts: dict[int, dict[str, int]] = {}
    for topic, space, number in _UNREAD(person, topics=keys) if keys else ():
        counts.setdefault(topic, {})[space] = number
    return counts


_UNREAD = PreparedFor(
    lambda asker: (
        _unseen_posts(asker)
        .filter(among("topic", GivenKeys("topics", list)))
        .order_by()
        .values_list("topic", "space")
        .annotate(number=Count("pk"))
    )
)


def _unseen_posts(person: User) -> QuerySet[Post]:
    """Posts of others that ``person`` may read and has not had on their screen."""
    mark = ReadMark.objects.filter(
        user=person, topic=OuterRef("topic"), space=OuterRef("space")
    ).values("post_id")
    others = Post.objects.visible_to(person).exclude(author=person)
    return others.alias(seen=Coalesce(Subquery(mark), 0)).filter(pk__gt=F("seen"))


def replies_to(person: User) -> QuerySet[Post]:
    """Posts of which ``person`` was told that they reply to them, and that they have not seen.

    Told of a reply is who wants to be: whoever muted the topic is not.
    """
    kinds = ("post.replied", "post.replied_unattributed")
    notices = Notice.objects.unseen().filter(recipient=person, kind__in=kinds)
    key = Substr("about", len("deliberation.post:") + 1)
    posts = notices.order_by().annotate(post=Cast(key, BigIntegerField())).values("post")
    return _unseen_posts(person).filter(pk__in=posts)


class News(NamedTuple):
    """A space of a topic in which others have written since somebody last looked.

    :ivar followed: whether the person asked to be told of every post there.
    """

    topic: Topic
    space: Space
    url: str
    followed: bool


def news_for(person: User) -> list[News]:
    """The first of the topics with news, as many as home shows. One query."""
    return [_news(topic) for topic in _WITH_NEWS(person)]


def topics_with_news(person: User) -> QuerySet[Any]:
    """Open topics with posts that ``person`` has not seen, none that they muted.

    Those that they follow come first, then by the nearest decision. It looks at the newest post
    of each space alone, so that a long topic costs no more than a short one.
    """
    posts = Post.objects.filter(since_joining(person), topic=OuterRef("pk")).exclude(author=person)
    marks = ReadMark.objects.filter(user=person, topic=OuterRef("pk"))
    asked = {}
    for space in Space:
        newest = posts.filter(space=space).order_by("-pk").values("pk")[:1]
        seen = marks.filter(space=space).values("post_id")
        asked[f"new_{space}"] = Coalesce(Subquery(newest), 0)
        asked[f"seen_{space}"] = Coalesce(Subquery(seen), 0)
    in_shared = Q(new_shared__gt=F("seen_shared"))
    in_members = Q(new_members__gt=F("seen_members")) & members_space(person)
    place = Concat(Value("topic."), Cast(OuterRef("pk"), CharField()))
    level = Following.objects.filter(user=person, place=place).values("level")
    asked["level"] = Coalesce(Subquery(level), Value(""))
    open_topics = Topic.objects.readable_by(person).filter(state=Topic.State.OPEN)
    topics: QuerySet[Any] = open_topics.annotate(**asked)
    with_news = topics.filter(in_shared | in_members).exclude(level=Level.NONE)
    followed = Case(When(level=Level.ALL, then=0), default=1)
    return with_news.order_by(followed, *BY_DECISION)


# The first few are found by their keys, so that the rest of the row is read of these alone.
_WITH_NEWS = PreparedFor(
    lambda asker: topics_with_news(asker).filter(pk__in=topics_with_news(asker).values("pk")[:NEWS])
)


def _news(topic: Any) -> News:
    space = Space.SHARED if topic.new_shared > topic.seen_shared else Space.MEMBERS
    return News(topic, space, topic.url_of(space), followed=topic.level == Level.ALL)


def groups_to_open_topics_in(person: User) -> list[AdvisoryGroup]:
    """Groups in which ``person`` may open a topic."""
    groups = sorted((place.group for place in person.places.values()), key=str)
    return [group for group in groups if may(person, "deliberation.open_topic", group)]


def groups_to_tag_topics_in(person: User) -> list[AdvisoryGroup]:
    """Groups of which ``person`` keeps the tags."""
    groups = sorted((place.group for place in person.places.values()), key=str)
    return [group for group in groups if may(person, "deliberation.change_tags", group)]


# --- People ------------------------------------------------------------------------------


def advisers_of(group: AdvisoryGroup | int) -> QuerySet[User]:
    """The members proper of a group today, by name."""
    places = Membership.objects.current().filter(group=group, role__in=ADVISERS)
    return User.objects.filter(pk__in=places.values("user"), is_active=True).order_by("name")


def people_of(group: AdvisoryGroup | int) -> QuerySet[Membership]:
    """Places of everybody in a group today, by name."""
    places = Membership.objects.current().filter(group=group, user__is_active=True)
    return places.select_related("user").order_by("user__name")


def guests_of(group: AdvisoryGroup | int) -> QuerySet[Membership]:
    """Places of the police, observers and interpreters of a group today, by name."""
    return people_of(group).filter(role__in=GUESTS)


def written_for(topic: Topic, space: str) -> QuerySet[User]:
    """People by name who may write in this space of ``topic``, and do not sign in to do it."""
    places = topic.readers_now(space).filter(role__in=OWN_PEOPLE | POLICE)
    return User.objects.filter(pk__in=places.values("user"), email=None).order_by("name", "pk")
