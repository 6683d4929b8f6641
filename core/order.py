"""Let neighbours in a numbered list change places."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

ASIDE = 0  # number of a row while it changes places: numbers begin with 1, so no row stands there


def change_places(row: Any, among: QuerySet[Any], *, up: bool) -> bool:
    """Let ``row`` change its ``number`` with the one before it, or after it; the end is the end.

    The caller holds the list until commit, and has read the number of ``row`` anew under that.

    :param among: the rows of the list, of which ``row`` is one.
    :returns: whether it moved.
    """
    if up:
        beside = among.filter(number__lt=row.number).order_by("-number")
    else:
        beside = among.filter(number__gt=row.number).order_by("number")
    if (neighbour := beside.first()) is None:
        return False
    here, there = row.number, neighbour.number
    for moved, number in ((row, ASIDE), (neighbour, here), (row, there)):
        among.filter(pk=moved.pk).update(number=number)
    row.number = there
    return True
