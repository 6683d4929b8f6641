"""What goes with time: visits, with their reports."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LegalHold
from core.emit import emit
from core.files import remove_with_commit
from core.locks import lock_all
from visits.events import VisitExpired
from visits.models import ReportStep, Visit, VisitDigest, VisitPhotograph, VisitReport


@transaction.atomic
def remove_expired_visits(*, actor: None, ids: list[int]) -> None:
    """Remove these; one that came under a legal hold since the schedule looked stays.

    :param actor: nobody: the schedule does it.
    """
    rows = Visit.objects.filter(pk__in=ids)
    lock_all(rows)
    for visit in rows.exclude(pk__in=LegalHold.objects.ids(Visit)).order_by("pk"):
        event = VisitExpired(group_id=visit.group_id, visit_id=visit.pk)
        photographs = VisitPhotograph.objects.filter(report__visit=visit)
        remove_with_commit(
            name for row in photographs for name in (row.file.name, row.picture.name) if name
        )
        photographs.delete()
        ReportStep.objects.filter(report__visit=visit).delete()
        VisitReport.objects.filter(visit=visit).delete()
        visit.delete()
        emit(event, actor=actor)
    VisitDigest.objects.filter(reports=None, state=VisitDigest.State.READY).delete()
