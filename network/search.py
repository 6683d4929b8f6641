"""What this app offers to search: national topics, and what goes between groups.

Of a national topic never who was asked, what they answered and whose a message is.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source
from core.text import drawn_words
from deliberation.events import TopicChanged
from network.models import Enquiry, EnquiryAnswer, Forwarding, NationalTopic, ReleasedMessage


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


def read_released(released: ReleasedMessage) -> Document:
    """What was agreed, why, and the same in Welsh."""
    return Document(
        group_id=released.group_id,
        place=pointer(released.national_topic),
        at=_at(released),
        title=released.reference,
        text=f"{_spoken(released.words)}\n{released.in_welsh}",
    )


def _spoken(words: Any) -> str:
    """What of a message people may look for: the words, the reasons, the statements."""
    lines = [line for statement in words["statements"] for line in statement["text"]]
    return "\n".join([words["text"], *words.get("why", []), *lines])


def _at(released: ReleasedMessage) -> datetime:
    """The day; of one day in the order of what was drawn by lot, and not of what was released."""
    number = int(released.reference.rpartition("R")[2])
    return make_aware(datetime.combine(released.released_on, time())) + timedelta(seconds=number)


def show_released(released: ReleasedMessage) -> Hit:
    """The message, in its network: its own group finds it where the title is no longer for them."""
    topic = released.national_topic.topic
    href = released.get_absolute_url()
    return Hit(released.reference, href, where=str(topic.group), marking=topic.marking)


def read_forwarding(forwarding: Forwarding) -> Document:
    """What one group sent to another, or to a body."""
    return Document(
        group_id=forwarding.group_id,
        place=pointer(forwarding),
        at=forwarding.sent_at or forwarding.offered_at,
        title=forwarding.reference,
        text=_spoken(forwarding.words),
    )


def show_forwarding(forwarding: Forwarding) -> Hit:
    """The message, with whose it is."""
    href = forwarding.get_absolute_url()
    return Hit(forwarding.reference, href, where=str(forwarding.group))


def read_enquiry(enquiry: Enquiry) -> Document:
    """What one group asks others."""
    return Document(
        group_id=enquiry.group_id,
        place=pointer(enquiry),
        at=enquiry.asked_at or enquiry.drafted_at,
        title=enquiry.title,
        text=enquiry.question,
    )


def show_enquiry(enquiry: Enquiry) -> Hit:
    """The question, with who asks it."""
    return Hit(enquiry.title, enquiry.get_absolute_url(), where=str(enquiry.group))


def read_answer(answer: EnquiryAnswer) -> Document:
    """What a group answers another."""
    return Document(
        group_id=answer.group_id,
        place=pointer(answer.enquired.enquiry),
        at=answer.given_at or answer.offered_at,
        title=answer.enquired.enquiry.title,
        text=answer.words,
    )


def show_answer(answer: EnquiryAnswer) -> Hit:
    """The question that it answers, with who answers."""
    href = answer.get_absolute_url()
    return Hit(answer.enquired.enquiry.title, href, where=str(answer.group))


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
        reaches_others=True,
        follows=(
            Follow("national_topic_id"),
            Follow("topic_id", "topic", events=(TopicChanged,)),
        ),
    ),
    Source(
        kind="released_message",
        label=_("Messages released to a network"),
        noun=_("Released message"),
        model=ReleasedMessage,
        opens=ReleasedMessage.objects.visible_to,
        findable=lambda rows: rows.filter(withdrawn_on=None),
        read=read_released,
        show=show_released,
        joins=lambda rows: rows.select_related("national_topic__topic__group"),
        is_alike=False,  # it asks for whom somebody reads
        reaches_others=True,
        follows=(Follow("released_id"), Follow("national_topic_id", "national_topic")),
    ),
    Source(
        kind="forwarding",
        label=_("Messages between groups"),
        noun=_("Message from a group"),
        model=Forwarding,
        opens=Forwarding.objects.visible_to,
        findable=lambda rows: rows.filter(state=Forwarding.State.SENT),
        read=read_forwarding,
        show=show_forwarding,
        joins=lambda rows: rows.select_related("group"),
        is_alike=False,  # it asks for whom somebody reads
        reaches_others=True,
        follows=(Follow("forwarding_id"),),
    ),
    Source(
        kind="enquiry",
        label=_("Questions between groups"),
        noun=_("Question from a group"),
        model=Enquiry,
        opens=Enquiry.objects.visible_to,
        findable=lambda rows: rows.filter(asked_at__isnull=False),
        read=read_enquiry,
        show=show_enquiry,
        joins=lambda rows: rows.select_related("group"),
        reaches_others=True,
        follows=(Follow("enquiry_id"),),
    ),
    Source(
        kind="enquiry_answer",
        label=_("Answers between groups"),
        noun=_("Answer from a group"),
        model=EnquiryAnswer,
        opens=EnquiryAnswer.objects.visible_to,
        findable=lambda rows: rows.filter(state=EnquiryAnswer.State.GIVEN),
        read=read_answer,
        show=show_answer,
        joins=lambda rows: rows.select_related("enquired__group", "enquired__enquiry"),
        reaches_others=True,
        follows=(Follow("enquiry_answer_id"), Follow("enquiry_id", "enquired__enquiry")),
    ),
)
