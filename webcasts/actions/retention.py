"""What goes with time: webcasts, with the moments that were marked in them."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LegalHold
from core.emit import emit
from core.locks import lock_all
from deliberation.models import Topic
from webcasts.events import WebcastExpired
from webcasts.models import Bookmark, Webcast


@transaction.atomic
def remove_expired_webcasts(*, actor: None, ids: list[int]) -> None:
    """Remove these; one whose topic came under a legal hold since the schedule looked stays.

    :param actor: nobody: the schedule does it.
    """
    rows = Webcast.objects.filter(pk__in=ids)
    lock_all(Topic.objects.filter(webcasts__in=rows))
    unheld = rows.exclude(topic__in=LegalHold.objects.ids(Topic))
    closed = unheld.filter(topic__state=Topic.State.CLOSED)
    for webcast in closed.select_related("topic").order_by("pk"):
        event = WebcastExpired(
            group_id=webcast.group_id, topic_id=webcast.topic_id, webcast_id=webcast.pk
        )
        Bookmark.objects.filter(webcast=webcast).delete()
        webcast.delete()
        emit(event, actor=actor)
