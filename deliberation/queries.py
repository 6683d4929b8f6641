"""What pages need to know about topics and key messages: reads only."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from accounts.models import Role
from accounts.models.memberships import ADVISERS, POLICE
from deliberation.models import KeyMessage, Post, Topic


class Readers(NamedTuple):
    """How many can read a space: numbers, never names."""

    members: int
    police: int
    secretaries: int
    others: int


def readers(topic: Topic, space: str) -> Readers:
    """Who can read ``space`` of ``topic`` now, from the live permissions. One query."""
    roles = Counter(topic.readers(space).values_list("role", flat=True))
    return Readers(
        members=sum(roles[role] for role in ADVISERS),
        police=sum(roles[role] for role in POLICE),
        secretaries=roles[Role.SECRETARY],
        others=roles[Role.OBSERVER] + roles[Role.INTERPRETER],
    )


def posts(topic: Topic, space: str) -> QuerySet[Post]:
    """The posts of one space, oldest first, with their authors."""
    found = Post.objects.filter(topic=topic, space=space)
    return found.select_related("author", "reply_to__author").defer("body", "reply_to__body")


def with_everything(key_messages: QuerySet[KeyMessage]) -> QuerySet[KeyMessage]:
    """``key_messages`` with what their cards show, at a number of queries that does not grow."""
    return key_messages.select_related("topic__group").prefetch_related(
        "wordings", "rounds", "responses", Prefetch("statements")
    )
