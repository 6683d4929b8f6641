"""By which tags a person finds topics: reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from accounts.models import User
from deliberation.models import Tag, Topic


class Sorted(NamedTuple):
    """The tags of topics that somebody may open.

    :ivar numbers: each tag with how many of those topics carry it, by name.
    :ivar of_topics: the tags of each of those topics, by its id.
    """

    numbers: list[tuple[Tag, int]]
    of_topics: dict[int, list[Tag]]


def tags_of(person: User) -> Sorted:
    """The tags of the topics that ``person`` may open: nothing hidden is counted. One query."""
    carried = Topic.tags.through.objects.filter(topic__in=Topic.objects.readable_by(person))
    rows = carried.select_related("tag__group").order_by("tag__group__name", "tag__name", "tag")
    of_topics: defaultdict[int, list[Tag]] = defaultdict(list)
    for row in rows:
        of_topics[row.topic_id].append(row.tag)
    numbers = Counter(tag for tags in of_topics.values() for tag in tags)
    names = sorted(numbers.items(), key=lambda pair: (str(pair[0].group), pair[0].name))
    return Sorted(names, dict(of_topics))
