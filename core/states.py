"""Change a state: along the ``NEXT`` of its model, by compare-and-set, and in no other way.

A model with a ``state`` says in ``NEXT`` which states may follow each. An action then reads
``require(...)``, ``become(...)``, ``emit(...)``. Why no lock is needed: docs/decisions/0012.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from core.policy import Refused, Text


def become(
    row: Model, state: str, *, late: Text, among: QuerySet[Any] | None = None, **changes: Any
) -> None:
    """Bring ``row`` to ``state``; of two who press at once, the second is refused.

    :param late: what the second is told.
    :param among: the rows that it must still be one of, where more than its state counts.
    :param changes: what else is written with it. They and the state stand on ``row`` afterwards.
    :raises Refused: with ``late``, when ``NEXT`` does not lead from what it is by now to ``state``.
    """
    rows = type(row)._base_manager.all() if among is None else among  # noqa: SLF001 -- as Django
    if not become_all(rows.filter(pk=row.pk), state, **changes):
        raise Refused(late, thing=row)
    for name, value in {"state": state, **changes}.items():
        setattr(row, name, value)


def become_all(rows: QuerySet[Any], state: str, **changes: Any) -> int:
    """Bring those of ``rows`` to ``state`` that may become it; answers how many did."""
    before = [one for one, after in rows.model.NEXT.items() if state in after]
    return rows.filter(state__in=before).update(state=state, **changes)
