"""Released messages as rows of a table, for those who read them: nothing says whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings

from deliberation.advice import view_name
from network.models import NationalTopic, ReleasedMessage
from publications.formats.table import Row, written
from publications.snapshot import POSITIONS

COLUMNS = (
    "reference",
    "national_topic",
    "theme",
    "message",
    "in_welsh",
    "addressed_to",
    "why",
    "outcome",
    *POSITIONS,
    "views",
    "released_on",
    "withdrawn_on",
    "address",
)


def table(
    national_topic: NationalTopic,
    standing: Iterable[ReleasedMessage],
    withdrawn: Iterable[ReleasedMessage],
) -> str:
    """The file: what stands, then what was withdrawn, of which it says so and nothing else."""
    return written(_rows(national_topic, standing, withdrawn), COLUMNS)


def _rows(
    national_topic: NationalTopic,
    standing: Iterable[ReleasedMessage],
    withdrawn: Iterable[ReleasedMessage],
) -> Iterator[Row]:
    title = national_topic.topic.title
    for released in standing:
        yield {**_place(released, title), **_words(released)}
    for released in withdrawn:
        yield {**_place(released, title), "withdrawn_on": released.withdrawn_on}


def _place(released: ReleasedMessage, title: str) -> Row:
    return {
        "reference": released.reference,
        "national_topic": title,
        "released_on": released.released_on.isoformat(),
        "address": f"{settings.PORTAL_ORIGIN}{released.get_absolute_url()}",
    }


def _words(released: ReleasedMessage) -> Row:
    message = released.words
    views = [f"{view_name(each)}: {' '.join(each['text'])}" for each in message["statements"]]
    return {
        "theme": released.theme.name if released.theme else "",
        "message": message["text"],
        "in_welsh": released.in_welsh,
        "addressed_to": "; ".join(message.get("addressed_to", [])),
        "why": "\n".join(message.get("why", [])),
        "outcome": message["outcome"],
        **{str(choice): number for choice, number in message["counts"]},
        "views": "\n".join(views),
    }
