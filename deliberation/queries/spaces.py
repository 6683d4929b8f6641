"""One space of a topic, as its page and its redraws begin: the topic and what goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    Exists,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from accounts.models import LegalHold, User
from core.live.models import Stream
from core.policy import pointer
from core.prepared import Given, Prepared
from deliberation.models import (
    AudienceChange,
    BreakGlass,
    History,
    HotSeat,
    Mention,
    Post,
    Reaction,
    ReadMark,
    Space,
    Summary,
    Topic,
)
from deliberation.models.asker import PreparedFor
from deliberation.queries.topics import unread

if TYPE_CHECKING:
    from deliberation.queries.post_pages import Thread


class SpaceOnScreen(NamedTuple):
    """A space of a topic.

    :ivar topic: with its group, and with ``seq``, the step at which its stream stood then;
        ``is_held``; ``has_changes``, whether somebody is still to agree that more people read it;
        ``has_glasses``, whether somebody from outside reads this space now; ``has_reactions``,
        whether somebody agreed with a post here or found it helpful; ``has_mentions``, whether
        a post here mentions anybody; ``has_attachments``, whether a file is attached to one;
        ``has_summary``; ``has_tags``; ``has_questions`` and ``has_hot_seat``, in the shared space;
        ``seat_guest``, the id of who answers in that. With
        ``read_to`` and ``new_elsewhere`` where it was asked for one reader.
    """

    topic: Any
    space: Space


def on_screen(pk: int, space: str) -> SpaceOnScreen | None:
    """The space of the topic ``pk``, whoever looks. One query."""
    return _screen(pk, space, _ON_SCREEN)


def on_screen_of(person: User, pk: int, space: str) -> SpaceOnScreen | None:
    """The space of the topic ``pk``, if ``person`` may know of that topic. One query."""
    return _screen(pk, space, partial(_ON_SCREEN_OF, person))


def _screen(pk: int, space: str, ask: Callable[..., list[Topic]]) -> SpaceOnScreen | None:
    if space not in Space.values:
        return None
    named = Topic(pk=pk)
    topics = ask(topic=pk, space=space, key=named.stream(space), held=pointer(named))
    return SpaceOnScreen(topics[0], Space(space)) if topics else None


def _with_facts(topics: QuerySet[Topic]) -> QuerySet[Any]:
    rows = topics.filter(pk=_TOPIC).select_related("group", "opened_by")
    return rows.annotate(**_about()).order_by()


def _about() -> dict[str, Any]:
    """What the page shows only where there is any of it."""
    here = {"topic": _TOPIC, "space": _SPACE}
    with_post = {"post__topic": _TOPIC, "post__space": _SPACE}
    running = BreakGlass.objects.running()
    holds = LegalHold.objects.in_force().filter(thing=Given("held", CharField()))
    stream = Stream.objects.filter(key=Given("key", CharField()))
    shared = Post.objects.filter(topic=_TOPIC, space=Space.SHARED)
    seats = HotSeat.objects.standing().filter(topic=_TOPIC)
    return {
        "seq": Coalesce(_one(stream, "seq"), 0),
        "is_held": Exists(holds),
        "has_changes": Exists(AudienceChange.objects.waiting().filter(topic=_TOPIC)),
        "has_glasses": Exists(running.filter(topic_number=_TOPIC, space=_SPACE)),
        "has_attachments": Exists(Post.objects.filter(**here, attachments__isnull=False)),
        "has_tags": Exists(Topic.tags.through.objects.filter(topic=_TOPIC)),
        "has_questions": Exists(shared.filter(label=Post.Label.QUESTION)),
        "has_hot_seat": Exists(seats),
        "seat_guest": _one(seats, "guest"),
        "has_summary": Exists(Summary.objects.filter(**here)),
        "has_reactions": Exists(Reaction.objects.filter(**with_post)),
        "has_mentions": Exists(Mention.objects.filter(**with_post)),
    }


def _personal(reader: User) -> dict[str, Any]:
    """How far ``reader`` has read here, and how many posts are new in the other space."""
    marks = ReadMark.objects.filter(user=reader, topic=_TOPIC)
    seen_there = Coalesce(_one(marks.exclude(space=_SPACE), "post_id"), 0)
    there = Post.objects.filter(topic=_TOPIC, pk__gt=seen_there).exclude(space=_SPACE)
    return {
        "read_to": Coalesce(_one(marks.filter(space=_SPACE), "post_id"), 0),
        "new_elsewhere": _number(there.exclude(author=reader)),
    }


_TOPIC, _SPACE = Given("topic", BigIntegerField()), Given("space", CharField())
_ON_SCREEN = Prepared(lambda: _with_facts(Topic.objects.all()))
_ON_SCREEN_OF = PreparedFor(
    lambda asker: _with_facts(Topic.objects.visible_to(asker)).annotate(**_personal(asker))
)


def labels(thread: Thread) -> list[tuple[str, str, int]]:
    """The labels of posts here, each with its name and how many have it."""
    return [
        (label.value, str(label.label), thread.labelled[label])
        for label in Post.Label
        if thread.labelled[label]
    ]


def _number(posts: QuerySet[Post]) -> Coalesce:
    counted = posts.order_by().values("topic").annotate(number=Count("pk"))
    return Coalesce(_one(counted, "number"), 0)


def _one(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])


def spaces_with_unread(screen: SpaceOnScreen, person: User) -> list[tuple[Space, int]]:
    """The spaces that ``person`` reads, each but this one with the number of its new posts."""
    topic, spaces = screen.topic, screen.topic.spaces_of(person)
    new = dict.fromkeys(spaces, topic.new_elsewhere)
    if topic.history == History.FROM_JOINING:  # part of it may be hidden from them
        new = unread(person, [topic]).get(topic.pk, {})
    return [(space, new.get(space, 0)) for space in reversed(spaces)]
