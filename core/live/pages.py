"""What a live page declares: who may look at it, and which regions an event redraws."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Mapping
from typing import Any, ClassVar, TypeAlias

from django.template.loader import render_to_string

LONGEST_KEY = 80  # letters; what the stream's row holds
Audience: TypeAlias = Hashable
Regions: TypeAlias = dict[str, str]


class LivePage(ABC):
    """A page that redraws itself while it is open.

    A region is a ``{% partialdef %}`` of the page's own template, so the same lines
    serve the first answer, the socket and the polling twin. A region is drawn once for
    each audience and sent to everybody in it: it holds nothing personal.

    :cvar prefix: first part of its stream keys, such as ``"meeting"`` of ``"meeting.7"``.
    :cvar template: the page's template.
    :ivar regions: event name -> names of the regions it changes; see ``also_changed_by``.
    """

    prefix: ClassVar[str]
    template: ClassVar[str]
    regions: Mapping[str, tuple[str, ...]]

    @abstractmethod
    def find(self, key: str) -> Any | None:
        """The thing that ``key`` names; None where there is none. Asked once for each drawing."""

    @abstractmethod
    def audiences(self, thing: Any, people: Collection[int]) -> Mapping[int, Audience]:
        """The audience of each of ``people``, by id; those who may not look are absent."""

    @abstractmethod
    def context(self, thing: Any, audience: Audience) -> dict[str, Any]:
        """What the template needs to draw the regions of ``thing`` for ``audience``."""

    def keeps_signed_in(self, thing: Any) -> bool:
        """Whether to have it open is to be there: people listen for long and press nothing."""
        return False

    def every_region(self) -> frozenset[str]:
        """Names of all regions."""
        return frozenset(name for names in self.regions.values() for name in names)

    def changed_by(self, events: Collection[str]) -> frozenset[str]:
        """Names of the regions that ``events`` change."""
        return frozenset(name for event in events for name in self.regions.get(event, ()))

    def draw(self, thing: Any, audience: Audience, regions: Collection[str]) -> Regions:
        """HTML of each of ``regions``, drawn for ``audience``."""
        if not regions:
            return {}
        context = self.context(thing, audience)
        return {
            name: render_to_string(f"{self.template}#{name}", context).strip()
            for name in sorted(regions)
        }


_PAGES: dict[str, LivePage] = {}


def register(page: LivePage) -> None:
    """Make a live page known; a prefix may be taken only once."""
    if page.prefix in _PAGES:
        raise ValueError(f"Live page defined twice: {page.prefix}")
    _PAGES[page.prefix] = page


def also_changed_by(prefix: str, regions: Mapping[str, tuple[str, ...]]) -> None:
    """Have events of an app above that of the page redraw regions of it too."""
    page = _PAGES[prefix]
    page.regions = {**page.regions, **regions}


def page_of(key: str) -> LivePage | None:
    """The live page whose stream ``key`` is, or ``None``."""
    written = len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()
    return _PAGES.get(key.partition(".")[0]) if written else None


def every_page() -> list[LivePage]:
    """Each live page there is."""
    return list(_PAGES.values())
