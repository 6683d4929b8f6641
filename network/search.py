"""What this app offers to search: national topics. Who was asked and what they answered, never."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source
from core.text import drawn_words
from deliberation.events import TopicChanged
from network.models import NationalTopic


def read_national_topic(national_topic: NationalTopic) -> Document:
    """Title, what is asked and by whom, and what there is to read."""
    topic = national_topic.topic
    reading = [f"{item.title} {item.note}" for item in national_topic.reading.all()]
    return Document(
        group_id=topic.group_id,
        place=pointer(topic),
        at=national_topic.opened_at or topic.opened_at,
        title=topic.title,
        text="\n".join((drawn_words(topic.ask), topic.asker, *reading)),
    )


def show_national_topic(national_topic: NationalTopic) -> Hit:
    """The national topic, in its network."""
    topic = national_topic.topic
    href = national_topic.get_absolute_url()
    return Hit(topic.title, href, where=str(topic.group), marking=topic.marking)


SOURCES = (
    Source(
        kind="national_topic",
        label=_("National topics"),
        noun=_("National topic"),
        model=NationalTopic,
        opens=NationalTopic.objects.visible_to,
        read=read_national_topic,
        show=show_national_topic,
        joins=lambda rows: rows.select_related("topic__group"),
        beside=("reading",),
        is_alike=False,  # it asks for whom somebody reads
        follows=(
            Follow("national_topic_id"),
            Follow("topic_id", "topic", events=(TopicChanged,)),
        ),
    ),
)
