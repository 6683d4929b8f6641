"""The posts of a page: ``{% load posts %}``.

A page draws a hundred of them at each visit, and again for all who have it open. So a post is drawn
once for everybody to whom it looks alike: ``deliberation/_post.html`` is given a :class:`PostLine`
and nothing else. What people may do is asked for each page, and stands in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.drawn import drawn_once
from deliberation.models import Post
from deliberation.templatetags.attachments import attachments
from deliberation.templatetags.deliberation import (
    edited_mark,
    how_it_came,
    moment_of,
    question_fate,
    shown_since,
    who_withdrew,
    whom_it_answers,
    words_for,
)
from deliberation.templatetags.post_links import Links
from deliberation.templatetags.reactions import Reactions

if TYPE_CHECKING:
    from django.template import Context

    from deliberation.live import TopicAudience
    from deliberation.queries import Thread

register = template.Library()
NOTHING = SafeString("")


class Page(NamedTuple):
    """Who looks at posts, and where: the same for all of them.

    :ivar viewer: what they may do; ``None`` where posts are shown without what stands below them.
    :ivar person: the key of who looks; ``None`` where all of ``viewer`` do, of whom a script shows
        each what is theirs.
    :ivar thread: of which the posts are one page; ``None`` where they are of none.
    :ivar new_ids: of posts that are new to ``person``; ``new_first`` is the first of them.
    :ivar writes: whether who looks can answer posts; ``removes``, whether they can remove them;
        ``unmasks``, whether they can ask who wrote one without a name.
    """

    topic: Any
    here: str
    viewer: TopicAudience | None
    person: int | None
    thread: Thread | None
    names: Mapping[int, str]
    new_ids: Collection[int]
    new_first: int
    writes: bool
    removes: bool
    unmasks: bool

    @classmethod
    def of(cls, context: Context) -> Page:
        """What the context of a template says of it."""
        topic: Any = context.get("topic")
        viewer, thread = context.get("viewer") or None, context.get("thread") or None
        user = context.get("user")
        return cls(
            topic=topic,
            here=context.get("here") or "",
            viewer=viewer,
            person=user.pk if user else None,
            thread=thread,
            names=thread.names if thread else {},
            new_ids=context.get("new_ids") or (),
            new_first=context.get("new_first") or 0,
            writes=bool(viewer and viewer.writes and topic.state == topic.State.OPEN),
            removes=bool(viewer and (viewer.chairs or viewer.assists)),
            unmasks=bool(viewer and viewer.chairs),
        )


class PostLine(NamedTuple):
    """All that a drawn post hangs on: plain values, and what is drawn of what few posts have.

    :ivar author_id: for scripts; ``None`` where they are not named.
    :ivar marks_new: whether it is the first of those that are new to who looks.
    """

    pk: int
    byline: str
    author_id: int | None
    author_role: str | None
    label: str
    is_reply: bool
    is_new: bool
    marks_new: bool
    written: SafeString
    edited: SafeString
    fate: SafeString
    told: SafeString
    answers: SafeString
    words: SafeString
    files: SafeString
    reactions: Reactions | None
    links: Links | None

    @property
    def label_words(self) -> str:
        """The word of its label."""
        return str(Post.Label(self.label).label)


@register.simple_tag(takes_context=True)
def posts_of_page(context: Context, posts: Iterable[Any]) -> SafeString:
    """Draw ``posts``, each once for all who see it alike."""
    page = Page.of(context)
    draw = _drawn if page.viewer else _draw
    return SafeString("".join([draw(_line(post, page)) for post in posts]))


@register.simple_tag(takes_context=True)
def post_alone(context: Context, post: Any) -> SafeString:
    """Draw ``post`` as it will stand, without what stands below it."""
    return SafeString(_draw(_line(post, Page.of(context)._replace(viewer=None))))


def _draw(line: PostLine) -> str:
    return render_to_string("deliberation/_post.html", {"post": line})


_drawn = drawn_once(500)(_draw)


def _line(post: Any, page: Page) -> PostLine:
    viewer, thread, removed = page.viewer, page.thread, post.withdrawn
    answers = post.reply_to_id and shown_since(post.reply_to, viewer.since if viewer else None)
    dictation = getattr(post, "dictation", None)
    return PostLine(
        pk=post.pk,
        byline=post.byline,
        author_id=None if post.unattributed else post.author_id,
        author_role=post.author_role,
        label=post.label,
        is_reply=bool(post.reply_to_id),
        is_new=post.pk in page.new_ids,
        marks_new=post.pk == page.new_first,
        written=moment_of(post, post.written_at),
        edited=edited_mark(post, viewer or "") if post.edited_at else NOTHING,
        fate=question_fate(post, page.topic) if viewer and post.label else NOTHING,
        told=how_it_came(post) if dictation else NOTHING,
        answers=whom_it_answers(post, page.here, thread or "") if answers else NOTHING,
        words=who_withdrew(post) if removed else words_for(post, page.person, page.names),
        files=attachments(post, thread or "") if viewer else NOTHING,
        reactions=Reactions.of(post, page) if viewer else None,
        links=Links.of(post, page) if viewer else None,
    )
