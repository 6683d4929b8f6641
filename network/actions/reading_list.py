"""Keep the reading list of a national topic: links that are opened elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from network.actions.national_topics import LATE
from network.events import ReadingAdded, ReadingEvent, ReadingRemoved
from network.models import NationalTopic, ReadingItem
from network.models.reading_list import MOST


class Reading(TypedDict):
    """What is said of something to read: :class:`network.models.ReadingItem` has each."""

    title: str
    url: str
    published_on: date | None
    transcript_url: str
    note: str
    chosen_by: str


@transaction.atomic
def add_reading(*, actor: User, national_topic: NationalTopic, reading: Reading) -> ReadingItem:
    """Put a link on the list, for everybody who reads the national topic.

    :raises Refused: unless ``actor`` organises the network; when it is over; when a link is not by
        https; when the list is full.
    """
    lock(national_topic, "state")
    require(actor, "network.keep_reading_list", national_topic)
    links = (reading["url"], reading["transcript_url"] or reading["url"])
    if not all(link.startswith("https://") for link in links):
        raise Refused(_("Only links that begin with https:// are added."), thing=national_topic)
    if national_topic.reading.count() >= MOST:
        raise Refused(_("The list is full: it has %d links.") % MOST, thing=national_topic)
    item = ReadingItem.objects.create(national_topic=national_topic, **reading)
    emit(_event(ReadingAdded, item), actor=actor)
    return item


@transaction.atomic
def remove_reading(*, actor: User, item: ReadingItem) -> None:
    """Take a link off the list: it was wrong, or leads nowhere.

    :raises Refused: as :func:`add_reading`; under a legal hold; when somebody else did it
        meanwhile.
    """
    lock(item.national_topic, "state")
    lock(item.national_topic.topic)  # a hold waits, or came first
    require(actor, "network.remove_reading", item.national_topic)
    event = _event(ReadingRemoved, item)
    if not ReadingItem.objects.filter(pk=item.pk).delete()[0]:
        raise Refused(LATE, thing=item.national_topic)
    emit(event, actor=actor)


def _event(kind: type[ReadingEvent], item: ReadingItem) -> ReadingEvent:
    of = {"group_id": item.national_topic.group_id, "national_topic_id": item.national_topic_id}
    return kind(**of, reading_id=item.pk)
