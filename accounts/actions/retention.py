"""What goes with time."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.events import RowsExpired
from accounts.models import DataExport, Invitation, LegalHold, Reach, SignInReset
from core.emit import emit
from core.notices.models import Notice


@transaction.atomic
def remove_expired_invitations(*, actor: None, ids: list[int]) -> None:
    """Remove invitations that nobody can use any more, with the names and addresses in them.

    :param actor: nobody: the schedule does it.
    """
    _remove(actor, "invitations", Invitation.objects.filter(pk__in=ids))


@transaction.atomic
def remove_expired_resets(*, actor: None, ids: list[int]) -> None:
    """Remove sign-in resets that are long over.

    :param actor: nobody: the schedule does it.
    """
    _remove(actor, "resets", SignInReset.objects.filter(pk__in=ids))


@transaction.atomic
def remove_expired_holds(*, actor: None, ids: list[int]) -> None:
    """Remove legal holds that were lifted long ago, with the reasons in them.

    :param actor: nobody: the schedule does it.
    """
    _remove(actor, "holds", LegalHold.objects.filter(pk__in=ids))


@transaction.atomic
def remove_expired_notices(*, actor: None, ids: list[int]) -> None:
    """Remove what people were told long ago.

    :param actor: nobody: the schedule does it.
    """
    _remove(actor, "notices", Notice.objects.filter(pk__in=ids))


def _remove(actor: None, kind: str, rows: QuerySet[Any]) -> None:
    """Remove ``rows``, and say in the record of each group how many they were."""
    numbers = Counter(rows.values_list("group_id", flat=True))
    rows.delete()
    for group_id, number in sorted(numbers.items(), key=lambda pair: pair[0] or 0):
        emit(RowsExpired(group_id=group_id, kind=kind, number=number), actor=actor)


@transaction.atomic
def remove_expired_data_exports(*, actor: None, ids: list[int]) -> None:
    """Remove copies of people's own data that are too old to fetch.

    :param actor: nobody: the schedule does it.
    """
    number = DataExport.objects.filter(pk__in=ids).remove()
    emit(RowsExpired(group_id=None, kind="data_exports", number=number), actor=actor)


@transaction.atomic
def remove_expired_reaches(*, actor: None, ids: list[int]) -> None:
    """Remove telephone numbers and addresses of people who left long ago.

    :param actor: nobody: the schedule does it.
    """
    number, _rows = Reach.objects.filter(pk__in=ids).delete()
    emit(RowsExpired(group_id=None, kind="reaches", number=number), actor=actor)
