"""What goes with time."""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from accounts.events import RowsExpired
from accounts.models import DataExport, Invitation
from iag_portal.emit import emit


@transaction.atomic
def remove_expired_invitations(*, actor: None, ids: list[int]) -> None:
    """Remove invitations that nobody can use any more, with the names and addresses in them.

    :param actor: nobody: the schedule does it.
    """
    rows = Invitation.objects.filter(pk__in=ids)
    numbers = Counter(rows.values_list("group_id", flat=True))
    rows.delete()
    for group_id, number in sorted(numbers.items(), key=lambda pair: pair[0] or 0):
        event = RowsExpired(group_id=group_id, kind="invitations", number=number)
        emit(event, actor=actor)


@transaction.atomic
def remove_expired_data_exports(*, actor: None, ids: list[int]) -> None:
    """Remove copies of people's own data that are too old to fetch.

    :param actor: nobody: the schedule does it.
    """
    number = DataExport.objects.filter(pk__in=ids).remove()
    emit(RowsExpired(group_id=None, kind="data_exports", number=number), actor=actor)
