"""Taking copies out: of the audit record, of one's own data. Each is on the record itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.events import OwnDataAsked, OwnDataDownloaded, RecordDownloaded
from accounts.jobs import build_own_data
from accounts.models import DataExport
from core.clock import now
from core.emit import emit
from core.policy import Refused, require

if TYPE_CHECKING:
    from accounts.models import AdvisoryGroup, User

AT_ONCE = timedelta(hours=1)


@transaction.atomic
def download_record(*, actor: User, group: AdvisoryGroup | None) -> None:
    """Write down that ``actor`` takes a copy of a record.

    :param group: ``None`` for the record of the installation.
    :raises Refused: unless ``actor`` keeps the group's list, or is an administrator.
    """
    permission = "download_record" if group else "read_installation_record"
    require(actor, f"accounts.{permission}", group)
    emit(RecordDownloaded(group_id=group.pk if group else None), actor=actor)


@transaction.atomic
def ask_own_data(*, actor: User) -> DataExport:
    """Ask for a copy of what the portal holds about ``actor``; the worker builds it.

    :raises Refused: when one was asked for within the hour and is not fetched yet.
    """
    if DataExport.objects.of(actor).filter(asked_at__gt=now() - AT_ONCE).exists():
        raise Refused(_("You have asked for a copy within the last hour."))
    export = DataExport.objects.create(
        user=actor, asked_at=now(), expires_at=now() + settings.RETENTION["data_exports"]
    )
    build_own_data.enqueue(export.pk)
    emit(OwnDataAsked(group_id=None, export_id=export.pk, person_id=actor.pk), actor=actor)
    return export


@transaction.atomic
def download_own_data(*, actor: User, export: DataExport) -> None:
    """Write down that ``actor`` fetches their copy.

    :raises Refused: when it is somebody else's, not ready, or too old.
    """
    mine = DataExport.objects.of(actor).filter(pk=export.pk, ready_at__isnull=False)
    if not mine.exists():
        raise Refused(_("This copy is not there any more. Ask for a new one."))
    emit(OwnDataDownloaded(group_id=None, export_id=export.pk, person_id=actor.pk), actor=actor)
