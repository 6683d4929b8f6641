"""Whether a text repeats what somebody wrote in confidence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from accounts.models import AdvisoryGroup
from core.names import folded
from core.text import drawn_words
from deliberation.models import Post, PostVersion, Summary, Topic

LINK = "]("
RUN = 8  # words in a row that are no chance


def repeated_runs(
    texts: Iterable[str], group: AdvisoryGroup, known: Iterable[str] = ()
) -> list[list[str]]:
    """Runs of eight words of each of ``texts`` that stand in a post of ``group`` too, each once.

    Every post and summary is looked at, with its earlier words and what is attached to it, also
    those that who asks may not read: the answer holds nothing but words of ``texts``. What stands
    in ``known``, such as agreed wordings and the questions of topics, is no secret of a post.

    :returns: for each text the first eight words of each stretch, plain and in lower case.
    """
    asked = Topic.objects.filter(group=group).values_list("ask", flat=True)
    open_words = {run for text in (*known, *asked) for run in runs(text)}
    candidates = [[run for run in runs(text) if run not in open_words] for text in texts]
    if not any(candidates):
        return [[] for _of_text in candidates]
    posts = Post.objects.filter(topic__group=group, removed_at=None).order_by()
    earlier = PostVersion.objects.filter(post__topic__group=group).order_by()
    looked_for = {run for of_text in candidates for run in of_text}
    summaries = Summary.objects.filter(topic__group=group).order_by()
    copied: set[str] = set()
    places = (posts, earlier, summaries)
    bodies = [rows.values_list("body", flat=True).iterator() for rows in places]
    attached = posts.filter(attachments__versions__slides__isnull=False)
    bodies.append(attached.values_list("attachments__versions__slides__text", flat=True).iterator())
    for body in chain.from_iterable(bodies):
        copied |= looked_for.intersection(runs(body))
        if LINK in body:  # its address stands between the words, and is not drawn
            copied |= looked_for.intersection(runs(drawn_words(body)))
    return [_stretches(of_text, copied) for of_text in candidates]


def runs(text: str, length: int = RUN) -> list[str]:
    """Each ``length`` words of ``text`` in a row, plain and in lower case."""
    words = folded(text).split()
    return [" ".join(words[start : start + length]) for start in range(len(words) - length + 1)]


def _stretches(of_text: list[str], copied: set[str]) -> list[str]:
    """The first run of each stretch of runs that follow each other."""
    return [
        run
        for place, run in enumerate(of_text)
        if run in copied and (place == 0 or of_text[place - 1] not in copied)
    ]
