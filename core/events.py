"""What an event is: one thing that happened, said once.

An event is a pointer, not a payload: it carries identities and states, never words
that people wrote. Whoever receives it looks the words up with their own rights.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import get_annotations
from typing import ClassVar, dataclass_transform

from django.utils.functional import Promise

CODE = re.compile(r"[a-z0-9_]{0,40}")


@dataclass_transform(frozen_default=True, kw_only_default=True)
@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Event:
    """One thing that happened. Subclasses are declared in each app's ``events.py``.

    Each is a frozen dataclass that is given its identities by name, without saying so.

    :cvar name: what happened to what, such as ``hand.raised``.
    :cvar label: the same for people, as the record shows it: one sentence, without the actor.
    :ivar group_id: the advisory group whose audit chain records it; ``None`` for the
        installation as a whole.
    """

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    group_id: int | None

    def __init_subclass__(cls) -> None:
        """Make a dataclass of a kind that has identities of its own.

        What Python would write for each of the others, and to compare and to show each, is here
        once: for 300 kinds it was a fifth of the start of each process.
        """
        if get_annotations(cls).keys() - {"name", "label"}:
            dataclass(frozen=True, kw_only=True, repr=False, eq=False)(cls)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        facts = ", ".join(f"{key}={value!r}" for key, value in vars(self).items())
        return f"{type(self).__qualname__}({facts})"

    def __post_init__(self) -> None:
        """Refuse words: text in an event is a code, such as a role, or several of them.

        :raises ValueError: for anything else, before it can reach a record or a log.
        """
        for key, value in vars(self).items():
            codes = value if isinstance(value, tuple) else (value,)
            if any(isinstance(code, str) and not CODE.fullmatch(code) for code in codes):
                raise ValueError(f"{type(self).__name__}.{key} carries words.")

    def facts(self) -> dict[str, int | str | tuple[str, ...] | None]:
        """Identities and states to store in the audit record."""
        return {key: value for key, value in vars(self).items() if key != "group_id"}

    def streams(self) -> list[str]:
        """Keys of the streams whose open pages this event changes."""
        return []

    def people(self) -> list[int]:
        """Ids of the people whose access this event may end: their open pages are checked."""
        return []


def every_event(of: type[Event] = Event) -> Iterator[type[Event]]:
    """Each kind of event that has a name, in the order of declaration."""
    for kind in of.__subclasses__():
        if "name" in kind.__dict__:
            yield kind
        yield from every_event(kind)
