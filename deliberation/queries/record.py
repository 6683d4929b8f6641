"""What of the audit record is about topics for named readers, which others know nothing of."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from core.audit.chain import HEAD_LENGTH, scope_of
from core.audit.models import Record
from deliberation.events import TopicOpened


def named_topics(group_id: int) -> set[int]:
    """Topics for named readers of this group, there or removed since."""
    opened = Record.objects.filter(scope=scope_of(group_id), event=TopicOpened.name)
    return set(opened.filter(facts__named=1).values_list("facts__topic_id", flat=True))


def about(topics: list[int]) -> Q:
    """Records about these topics, for ``filter``: whatever is about one names it, refusals too.

    Most records name none. Denied by ``exclude``, what is not there is neither equal nor
    unequal, and those would go as well.
    """
    return Q(facts__topic_id__in=topics)


def head_for_all(group_id: int) -> str:
    """The first digits of the newest link that may be shown and printed; empty for none.

    That of the newest record which is about no topic for named readers: a head that moves
    while nothing is on record would tell of one. It proves the chain up to there.
    """
    chain: QuerySet[Record] = Record.objects.filter(scope=scope_of(group_id))
    if named := named_topics(group_id):
        chain = chain.exclude(pk__in=chain.filter(about(sorted(named))).values("pk"))
    newest = chain.order_by("-number").values_list("link", flat=True).first()
    return (newest or "")[:HEAD_LENGTH]
