"""What pages of a national topic need to know: what can be put, and what goes with time."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, LegalHold, User
from core.marking import Marking
from deliberation.models import Topic
from network.models import AskedForce, NationalTopic


def topics_to_put(group: AdvisoryGroup, person: User) -> QuerySet[Topic]:
    """Topics of a network that it can put to its forces, as ``person`` may open them."""
    topics = Topic.objects.readable_by(person).filter(group=group, state=Topic.State.OPEN)
    plain = topics.filter(marking=Marking.OFFICIAL, readers_named=False, handling_first=False)
    put = NationalTopic.objects.standing().values("topic")
    return plain.filter(decision_due__isnull=False).exclude(pk__in=put).order_by("-pk")


def last_day_of(topic_id: int) -> date | None:
    """Until when groups have time that are asked, or are to be asked, about this topic."""
    under_way = NationalTopic.objects.filter(topic=topic_id).exclude(state__in=NationalTopic.OVER)
    return under_way.values_list("closes_on", flat=True).first()


def unheld(national_topics: QuerySet[NationalTopic]) -> QuerySet[NationalTopic]:
    """Those whose topic no legal hold covers, nor the topic of a group that took part."""
    held = LegalHold.objects.ids(Topic)
    apart = AskedForce.objects.filter(topic__in=held).values("national_topic")
    return national_topics.exclude(topic__in=held).exclude(pk__in=apart)


def old_national_topics(before: datetime) -> list[int]:
    """Those that were over before, of topics that no hold covers: by a step, or by the last day.

    After that day nothing can happen to what nobody closed, a draft too.
    """
    by_day = Q(closed_at__isnull=True, closes_on__lt=localdate(before))
    over = unheld(NationalTopic.objects.filter(Q(closed_at__lt=before) | by_day))
    return list(over.order_by("pk").values_list("pk", flat=True))
