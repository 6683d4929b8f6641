"""The topics of a list: ``{% load topics %}``, each drawn once for all to whom it looks alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.drawn import drawn_once
from core.marking import Marking
from deliberation.models import Topic
from deliberation.sentences import decision_in
from deliberation.templatetags.deliberation import first_line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from deliberation.models import Tag

register = template.Library()


class TopicLine(NamedTuple):
    """All that the line of a topic hangs on.

    :ivar asks: the first line of what is asked; empty where it does not open to who looks.
    :ivar decision: when the decision falls, in words; empty for the group's own topics.
    :ivar new_shared: how many posts of this space are new to who looks, as ``new_members``.
    """

    pk: int
    href: str
    title: str
    opens: bool
    asks: str
    state: str
    decision: str
    readers_named: bool
    new_shared: int
    new_members: int
    tags: tuple[str, ...]
    pinned: bool
    marking: str

    @property
    def is_closed(self) -> bool:
        """Whether nothing is written in it any more."""
        return self.state == Topic.State.CLOSED

    @property
    def state_words(self) -> str:
        """Its state, as people say it."""
        return str(Topic.State(self.state).label)

    def get_marking_display(self) -> str:
        """Its marking, as people say it."""
        return str(Marking(self.marking).label)


@register.simple_tag
def topic_line(
    topic: Topic, new: Mapping[str, int], opens: bool, carried: Collection[Tag]
) -> SafeString:
    """Draw one topic of a list.

    :param new: how many posts are new to who looks, by space.
    :param opens: whether it opens to them.
    :param carried: its tags.
    """
    return _drawn(
        TopicLine(
            topic.pk,
            topic.get_absolute_url(),
            topic.title,
            opens,
            first_line(topic.ask) if opens else "",
            topic.state,
            decision_in(topic.decision_due) if topic.decision_due else "",
            topic.readers_named,
            new.get("shared", 0),
            new.get("members", 0),
            tuple(tag.name for tag in carried),
            topic.pinned,
            topic.marking,
        )
    )


@drawn_once(500)
def _drawn(line: TopicLine) -> SafeString:
    return SafeString(render_to_string("deliberation/_topic_line.html", {"line": line}))
