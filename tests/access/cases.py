"""What one line of the matrix asks: an address, about which thing, with which form."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from tests.access.seen import By, Unseen

NOWHERE = 999_999  # id of nothing
GIVEN = Callable[[Any, str], Any]  # world, kind of person -> a value


def value_of(value):
    """How an address names a thing."""
    return value.pk if isinstance(value, Model) else value


def the(path: str) -> GIVEN:
    """The thing of the world at ``path``, such as ``"round"`` or ``"for_readers.reference"``."""

    def find(world, who):
        value = world
        for name in path.split("."):
            value = getattr(value, name)
        return value_of(value)

    return find


def own(name: str) -> GIVEN:
    """Each person's own thing of this name; nobody in particular tries the member's."""

    def find(world, who):
        things = getattr(world, name)
        return value_of(things.get(who) or things["member"])

    return find


def plain(value: Any) -> GIVEN:
    """The value itself."""
    return lambda world, who: value


@dataclass(frozen=True, eq=False)
class Case:
    """One address about one kind of thing, for all kinds of people.

    :ivar name: of the URL pattern, with its namespace.
    :ivar why: which kind of thing, as the tables have it in brackets.
    :ivar args: of the address, by name: a path in the world, or a function of it.
    :ivar post: the fields of a form that somebody may send; None where nothing is sent.
    :ivar get: whether there is something to look at.
    :ivar query: what stands behind the question mark.
    :ivar hidden: name of the argument, or of the query, that somebody may not know of; the first by default.
    :ivar unknown: what to put in its place to name nothing.
    :ivar before: what happens in the world first, for this case alone.
    :ivar seen: who looks at the address in a browser, or why nobody does; one row of a page says it.
    :ivar reading: whether people read there; the rest is forms and questions before an action.
    """

    name: str
    why: str = ""
    args: dict[str, Any] = field(default_factory=dict)
    post: dict[str, Any] | None = None
    get: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    hidden: str = ""
    unknown: Any = NOWHERE
    query: dict[str, Any] = field(default_factory=dict)
    before: Callable[[Any], object] | None = None
    seen: By | Unseen | None = None
    reading: bool = False

    @property
    def title(self) -> str:
        """The first cell of its row."""
        return f"{self.name} [{self.why}]" if self.why else self.name

    @property
    def methods(self) -> list[str]:
        return ["GET"] * self.get + ["POST"] * (self.post is not None)

    def given(self, world, who):
        """The arguments of its address, for one person."""
        find = {n: the(v) if isinstance(v, str) else v for n, v in self.args.items()}
        return {name: lookup(world, who) for name, lookup in find.items()}

    def path(self, world, who):
        asked = {name: lookup(world, who) for name, lookup in self.query.items()}
        path = reverse(self.name, kwargs=self.given(world, who))
        return f"{path}?{urlencode(asked)}" if asked else path

    def path_to_nothing(self, world, who):
        """The same address about a thing that is not there."""
        if self.hidden in self.query:
            return replace(self, query={self.hidden: plain(self.unknown)}).path(world, who)
        given = self.given(world, who)
        given[self.hidden or next(iter(given))] = self.unknown
        return reverse(self.name, kwargs=given)

    def body(self, world, who):
        """The fields as this person sends them."""
        fields = (self.post or {}).items()
        return {name: v(world, who) if callable(v) else v for name, v in fields}


def case(name, why="", /, **more):
    """A case; what is no part of its form or of how it is asked is an argument of its address."""
    known = {n: more.pop(n) for n in tuple(more) if n in Case.__dataclass_fields__ and n != "args"}
    return Case(name, why, args=more, **known)
