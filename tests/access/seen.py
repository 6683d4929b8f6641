"""Who looks at a page in a browser, in the story of the demo; or why nobody does."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

ANYBODY = ""  # who has not signed in


@dataclass(frozen=True, eq=False)
class Unseen:
    """A page at which nobody looks.

    :ivar why: as a sentence goes on after "because".
    """

    why: str


@dataclass(frozen=True, eq=False)
class By:
    """People of the story who look at an address; :func:`by` makes one.

    :ivar who: the first parts of their email addresses.
    :ivar parts: of the address, as the story has numbered them; its references are those of 2026.
    :ivar query: what stands behind the question mark.
    :ivar status: what is answered.
    """

    who: tuple[str, ...]
    parts: dict[str, Any]
    query: dict[str, Any] | None
    status: int

    def path(self, name: str) -> str:
        return reverse(name, kwargs=self.parts, query=self.query)


def by(*who: str, query: dict[str, Any] | None = None, status: int = 200, **parts: Any) -> By:
    return By(who, parts, query, status)


ON_THE_WAY = Unseen("it is reached only on the way to something else, where a test looks at it")
ON_ITS_WAY_OUT = Unseen("test_the_evening looks at it, while a summary is on its way out")
FOR_MACHINES = Unseen("it is no page for people")
NOT_NOW = Unseen("it is refused to all as the story stands; others are drawn by the same templates")
