"""What a summary says besides its key messages, told by an app above that knows of it.

A network that put a topic to its forces is such an app: it registers what it knows::

    extras.register(Extra(draw=draw, lock=lock))

Where nobody tells anything, a summary has the text that it would have without this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from meetings.models import Meeting


class Answers(TypedDict):
    """How many forces, or associates, were asked and what became of it.

    Of so few that one would know whose answer it is, all but ``asked`` is ``None``.

    :ivar of: ``forces`` or ``associates``.
    :ivar others: how many take part besides those that are ``named``.
    """

    of: str
    asked: int
    took_part: int | None
    declined: int | None
    no_answer: int | None
    named: list[str]
    others: int | None


class Turnout(TypedDict):
    """How many people talked, in the groups of all forces or of all associates.

    :ivar sentence: the same in words.
    """

    of: str
    members: int
    wrote: int
    posts: int
    sentence: str


class Theme(TypedDict):
    """How many released messages a theme had. ``name`` is empty for those in none."""

    name: str
    messages: int
    of_associates: int | None


class Reading(TypedDict):
    """One link of the reading list. ``chosen_by``: ``network`` or ``members``."""

    title: str
    address: str
    published_on: str
    transcript: str
    note: str
    chosen_by: str


class InWelsh(TypedDict):
    """A released message in Welsh."""

    reference: str
    text: str


class National(TypedDict):
    """One topic that a network put to its forces: totals, and names of those that let others read.

    :ivar address: of its page in the portal.
    :ivar began_on, closed_on: ISO days between which the groups talked.
    :ivar released: how many messages of groups stood.
    """

    address: str
    title: str
    question: list[str]
    asker: str
    began_on: str
    closed_on: str
    answers: list[Answers]
    turnout: list[Turnout]
    released: int
    themes: list[Theme]
    reading: list[Reading]
    in_welsh: list[InWelsh]


class Extra(NamedTuple):
    """What an app tells.

    :ivar draw: of a meeting, and of the key messages in its summary, what this says besides;
        nothing for meetings of other groups.
    :ivar lock: lets nobody change that before the transaction ends.
    """

    draw: Callable[[Meeting, Collection[str]], list[National]]
    lock: Callable[[Meeting], None]


_KNOWERS: list[Extra] = []


def register(extra: Extra) -> None:
    """Have ``extra`` asked about each summary."""
    _KNOWERS[:] = [extra]


def national_of(meeting: Meeting, references: Collection[str]) -> list[National]:
    """The topics of ``meeting`` that were put to forces, as they stand now.

    :param references: of the key messages in the summary, which is silent on all other topics.
    """
    return _KNOWERS[0].draw(meeting, references) if _KNOWERS else []


def lock_extras(meeting: Meeting) -> None:
    """Let nobody change what :func:`national_of` says before this transaction ends."""
    if _KNOWERS:
        _KNOWERS[0].lock(meeting)
