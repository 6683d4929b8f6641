"""Conditions about rights, built without the branches that hold for nobody.

Most people are no guest, named nowhere and in one group. Django works out the joins and lookups
of each branch before it finds that an empty list matches nothing; on a page that asks about
rights in every question, that is a large part of its time (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from core.prepared import GivenKeys

NOTHING = Q(pk__in=[])  # holds for no row


def among(path: str, keys: Collection[int] | GivenKeys) -> Q:
    """Rows of which ``path`` is one of ``keys``; :data:`NOTHING` where there are none."""
    if not keys:
        return NOTHING
    if isinstance(keys, GivenKeys):
        return Q(**{f"{path}__among": keys})
    return Q(**{path: next(iter(keys))}) if len(keys) == 1 else Q(**{f"{path}__in": keys})


def either(*conditions: Q) -> Q:
    """Rows for which at least one of ``conditions`` holds."""
    possible = [condition for condition in conditions if condition is not NOTHING]
    return reduce(or_, possible) if possible else NOTHING


def both(*conditions: Q) -> Q:
    """Rows for which each of ``conditions`` holds."""
    return NOTHING if any(each is NOTHING for each in conditions) else reduce(and_, conditions)
