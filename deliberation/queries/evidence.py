"""What pages need to know about what a key message rests on: reads only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from deliberation.models import Evidence, Post, Space
from deliberation.slides import Page, slides

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import KeyMessage

MOST_OFFERED = 50  # posts, the newest
LONGEST = 120  # letters of a post


class Basis(NamedTuple):
    """One thing that a key message rests on, as somebody reads it who may."""

    pk: int
    words: str
    href: str


def words_of(post: Post) -> str:
    """``Doreen Whitcombe, in the members’ space: Two buses each way``."""
    sentence = (
        _("%(author)s, in the members’ space: %(words)s")
        if post.space == Space.MEMBERS
        else _("%(author)s: %(words)s")
    )
    first = Truncator(" ".join(post.body.split())).chars(LONGEST)
    return sentence % {"author": post.byline, "words": first}


def evidence_of(key_message: KeyMessage, person: User) -> list[Basis]:
    """What ``key_message`` rests on, as far as ``person`` may read it: of the rest nothing."""
    rows = Evidence.objects.visible_to(person).filter(key_message=key_message)
    chosen = list(rows.select_related("post__author", "post__topic"))
    numbers = [row.slide for row in chosen if row.slide]
    pages = slides().drawn(numbers) if numbers else {}
    drawn = []
    for row in chosen:
        if row.post:
            drawn.append(Basis(row.pk, words_of(row.post), row.post.get_absolute_url()))
        elif page := pages.get(row.slide):
            drawn.append(Basis(row.pk, page.words, page.href))
    return drawn


def evidence_to_add(key_message: KeyMessage, person: User) -> tuple[list[Page], list[Page]]:
    """Posts and slides on the topic that ``person`` reads and nobody has chosen, newest first."""
    taken = Evidence.objects.visible_to(person).filter(key_message=key_message)
    posts = Post.objects.visible_to(person).filter(topic=key_message.topic_id, removed_at=None)
    posts = posts.exclude(pk__in=taken.filter(slide=0).values("post"))
    newest = posts.select_related("author", "topic").order_by("-pk")[:MOST_OFFERED]
    numbers = set(taken.values_list("slide", flat=True))
    pages = slides().offered(person, key_message.topic_id)
    return (
        [Page(post.pk, words_of(post), post.get_absolute_url()) for post in newest],
        [page for page in pages if page.pk not in numbers],
    )
