"""Change a state: along the ``NEXT`` of its model, by compare-and-set, and in no other way.

A model with a ``state`` says in ``NEXT`` which states may follow each. An action then reads
``require(...)``, ``transition(...)``, ``emit(...)``. Why no lock is needed: docs/decisions/0012.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from core.policy import Refused, Text


def transition(
    row: Model, state: str, *, if_changed: Text, among: QuerySet[Any] | None = None, **changes: Any
) -> None:
    """Bring ``row`` to ``state``; of two who press at once, the second is refused.

    :param if_changed: what the second is told.
    :param among: the rows that it must still be one of, where more than its state counts.
    :param changes: what else is written with it. They and the state stand on ``row`` afterwards.
    :raises Refused: with ``if_changed``, when ``NEXT`` does not lead from its present state there.
    """
    rows = type(row)._base_manager.all() if among is None else among  # noqa: SLF001 -- as Django
    if not transition_all(rows.filter(pk=row.pk), state, **changes):
        raise Refused(if_changed, thing=row)
    for name, value in {"state": state, **changes}.items():
        setattr(row, name, value)


def transition_all(rows: QuerySet[Any], state: str, **changes: Any) -> int:
    """Bring those of ``rows`` to ``state`` that may move to it; answers how many did."""
    before = [state_before for state_before, after in rows.model.NEXT.items() if state in after]
    return rows.filter(state__in=before).update(state=state, **changes)
