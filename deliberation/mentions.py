"""Whom somebody can mention in a space, and how a post is drawn with them: reads only."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from accounts.models import Membership, Role, User
from accounts.models.memberships import GUESTS, ORGANISERS, OWN_PEOPLE
from core import text
from deliberation.models import Mention, Post, Topic


def mentionable(
    person: User, topic: Topic, space: str, *, unattributed: bool = False
) -> dict[int, str]:
    """Names by id of those who are let into ``space`` and whom ``person`` may know of there.

    Who organises the group knows who is let in. The others know each other in the group, and a
    guest who organises it; of guests, and in a topic for named readers, they know who has
    written where they can read it. Nothing here tells who has accepted the handling.

    :param unattributed: whether for a post without their name, which must not tell by whom it
        mentions that ``person`` is its author.
    """
    known = _known(person, topic, space, unattributed=unattributed)
    places = known.select_related("user").order_by("user__name", "user")
    return {place.user_id: place.user.name for place in places}


def draw_words(post: Post, body: str) -> SafeString:
    """HTML of ``body`` as the words of ``post``, with those whom it mentions."""
    if "@" not in body:
        return text.render(body)
    named = mentionable(post.author, post.topic, post.space, unattributed=post.unattributed)
    return text.render(body, named)


def previewed(post: Post, body: str, label: str) -> Post:
    """``post`` as its author would see it with this ``body`` and ``label``; nothing is stored."""
    preview = copy(post)
    preview.html = draw_words(post, body)
    preview.label = label
    preview.author_role = post.author.roles.get(post.group_id)  # type: ignore[attr-defined]
    return preview


def _known(person: User, topic: Topic, space: str, *, unattributed: bool) -> QuerySet[Membership]:
    places, role = topic.readers(space), person.roles.get(topic.group_id)
    if unattributed:  # a member wrote it, whatever they have become since
        role = Role.MEMBER
    if role in ORGANISERS:
        return places
    posts = Post.objects.visible_to(person).filter(topic=topic, space=space)
    authors = posts.filter(unattributed=False).order_by()
    known = Q(user__in=authors.values("author"))
    if not unattributed:  # of named readers each knows themselves, and the others may not
        known |= Q(user=person)
    if not topic.is_consultation:  # its page says who opened it
        known |= Q(user=topic.opened_by_id)
    if not topic.readers_named:
        known |= Q(role__in=ORGANISERS if role in GUESTS else OWN_PEOPLE)
    return places.filter(known)


def names_in(posts: Collection[int]) -> dict[int, str]:
    """The names of today of everybody who is mentioned in ``posts``, by id. One query."""
    mentions = Mention.objects.filter(post__in=posts).order_by()
    return dict(mentions.values_list("user", "user__name").distinct())
