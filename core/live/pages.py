"""What a live page declares: who may look at it, and which regions an event redraws."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Mapping
from typing import Any, ClassVar, TypeAlias

from django.template.loader import render_to_string

from core.live.asked import Asked

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
    :cvar shares: whether a region is drawn once for all of whom it asks alike (``Asked``).
        Its context is then made for each drawing: what is asked of the database hangs on the thing.
    :ivar regions: event name -> names of the regions it changes; see ``also_changed_by``.
    """

    prefix: ClassVar[str]
    template: ClassVar[str]
    shares: ClassVar[bool] = False
    regions: Mapping[str, tuple[str, ...]]

    @abstractmethod
    def find(self, key: str) -> Any | None:
        """The thing that ``key`` names; None where there is none. Asked once for each drawing."""

    @abstractmethod
    def audiences(self, thing: Any, people: Collection[int]) -> Mapping[int, Audience]:
        """The audience of each of ``people``, by id; those who may not look are absent."""

    @abstractmethod
    def context(self, thing: Any, audience: Any) -> dict[str, Any]:
        """What the template needs to draw the regions of ``thing`` for ``audience``.

        It may be one that is :class:`Asked`: what it is asked for is asked by name.
        """

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
        return {name: self._drawn(name, context) for name in sorted(regions)}

    def draw_for_each(
        self, thing: Any, audiences: Collection[Audience], regions: Collection[str]
    ) -> dict[Audience, Regions]:
        """The same for several audiences."""
        if not self.shares:
            return {audience: self.draw(thing, audience, regions) for audience in audiences}
        drawn: dict[Audience, Regions] = {audience: {} for audience in audiences}
        for name in sorted(regions):
            waiting = dict.fromkeys(audiences)
            while waiting:
                first, _none = waiting.popitem()
                asked = Asked(first)
                html = self._drawn(name, self.context(thing, asked))
                alike = [first, *(audience for audience in waiting if asked.fits(audience))]
                for audience in alike:
                    drawn[audience][name] = html
                    waiting.pop(audience, None)
        return drawn

    def _drawn(self, name: str, context: dict[str, Any]) -> str:
        return render_to_string(f"{self.template}#{name}", context).strip()


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
