"""Where a space stands, and which summaries repeat a post: reads only."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from accounts.models import User
from core.names import folded
from core.quotations import bare_line
from core.text import drawn_words
from deliberation.models import Post, Summary, Topic
from deliberation.queries.repeats import RUN, runs

FEWEST = 3  # words in a row that are looked for


class Step(NamedTuple):
    """A version of a summary, and the words before it that this person may read."""

    summary: Summary
    before: str


def summary(topic: Topic, space: str, *, since: datetime | None = None) -> Summary | None:
    """What stands at the head of a space, with who wrote it. One query.

    :param since: nothing that was written before; ``None`` for all.
    """
    newest = topic.summaries.filter(space=space).select_related("topic", "written_by").last()
    return newest if newest and (not since or newest.written_at >= since) else None


def summary_steps(topic: Topic, space: str, person: User) -> list[Step]:
    """The versions that ``person`` may read, newest first. One query."""
    visible = Summary.objects.visible_to(person).filter(topic=topic, space=space)
    rows = list(visible.select_related("written_by").order_by("-version"))
    steps = [Step(later, earlier.body) for later, earlier in pairwise(rows)]
    return [*steps, *(Step(first, "") for first in rows[-1:])]


def repeating(post: Post, person: User) -> list[Summary]:
    """Summaries, also earlier ones, that repeat ``post`` and that ``person`` may read.

    What the post said before counts too. Of few words all must stand there in a row.
    """
    visible = Summary.objects.visible_to(person).filter(topic=post.topic_id)
    summaries = list(visible.select_related("topic", "written_by").order_by("pk"))
    if not summaries:
        return []
    bodies = [post.body, *post.versions.values_list("body", flat=True)]
    lines = {bare_line(line) for body in bodies for line in body.splitlines()} - {""}
    texts = [*bodies, *map(drawn_words, bodies)]
    looked_for = {run for words in texts for run in runs(words, _length(words))}
    return [summary for summary in summaries if _repeats(summary, looked_for, lines)]


def _length(words: str) -> int:
    return min(RUN, max(FEWEST, len(folded(words).split())))


def _repeats(summary: Summary, looked_for: set[str], lines: set[str]) -> bool:
    if lines & {bare_line(line) for line in summary.body.splitlines()}:
        return True
    lengths = {len(run.split()) for run in looked_for}
    texts = (summary.body, drawn_words(summary.body))
    return any(not looked_for.isdisjoint(runs(t, n)) for t in texts for n in lengths)
