"""What is drawn of the same values again and again, and looks the same each time, is drawn once.

A page that is kept can show somebody what is no longer theirs, or what is no longer so. Nothing
here can: what is remembered hangs on nothing but the values that are handed over, so that a change
of any of them is drawn anew, and whoever asks has to have them already.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def drawn_once(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function answered, the last ``most`` answers.

    :param most: how many; what it remembers stays in the memory of each web process.

    Of two values that are equal but of another type each has its own answer: ``<b>`` that is
    safe is not ``<b>`` that has to be escaped. That is not looked for inside a tuple: what stands
    at one place of a ``NamedTuple`` is of one type always. A row of the database is no value:
    two are equal when their keys are.
    """
    return cast("Callable[[Callable[P, R]], Callable[P, R]]", lru_cache(maxsize=most, typed=True))
