"""Which groups belong to the circle of another, said by the app that knows of networks.

A meeting can be opened to people of its circle who are not asked to take part in it. Networks of
groups are an app above this: it registers what it knows::

    circles.register(Circles(groups_of=groups_of, networks_of=networks_of))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class Circles:
    """What is known of circles, each as a query of ids.

    :ivar groups_of: of a network, the groups in it.
    :ivar networks_of: of groups, the networks in which they are.
    """

    groups_of: Callable[[int], QuerySet[Any]]
    networks_of: Callable[[Collection[int]], QuerySet[Any]]


_KNOWERS: list[Circles] = []


def register(knows: Circles) -> None:
    """Have ``knows`` tell of circles."""
    _KNOWERS[:] = [knows]


def groups_around(network_id: int) -> QuerySet[Any] | tuple[()]:
    """Ids of the groups in a network; none of a group that is no network."""
    return _KNOWERS[0].groups_of(network_id) if _KNOWERS else ()


def networks_around(groups: Collection[int]) -> QuerySet[Any] | None:
    """Ids of the networks in which these groups are; ``None`` where there can be none."""
    return _KNOWERS[0].networks_of(groups) if _KNOWERS and groups else None
