"""What goes with time: national topics, with what was asked, answered and released."""

from __future__ import annotations

from django.db import transaction

from core.emit import emit
from core.locks import lock_all
from network.events import NationalTopicExpired
from network.models import (
    AskedForce,
    Mandate,
    MessageOffer,
    NationalTopic,
    ReadingItem,
    ReleasedMessage,
    RestsOn,
    Theme,
)
from network.queries import unheld


@transaction.atomic
def remove_expired_national_topics(*, actor: None, ids: list[int]) -> None:
    """Remove these; one that came under a legal hold since the schedule looked stays.

    :param actor: nobody: the schedule does it.
    """
    rows = NationalTopic.objects.filter(pk__in=ids)
    lock_all(rows)
    for national_topic in unheld(rows).select_related("topic").order_by("pk"):
        event = NationalTopicExpired(
            group_id=national_topic.group_id, national_topic_id=national_topic.pk
        )
        RestsOn.objects.filter(released__national_topic=national_topic).delete()
        for hangs in (Mandate, MessageOffer):
            hangs.objects.filter(asked__national_topic=national_topic).delete()
        for model in (ReleasedMessage, Theme, AskedForce, ReadingItem):
            model.objects.filter(national_topic=national_topic).delete()
        national_topic.delete()
        emit(event, actor=actor)
