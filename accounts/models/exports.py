"""Copies of one's own data, asked for, built by the worker, gone after a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from core.clock import now
from core.files import remove_with_commit

if TYPE_CHECKING:
    from accounts.models.users import User


class DataExportQuerySet(models.QuerySet["DataExport"]):
    def of(self, person: User) -> DataExportQuerySet:
        """The copies that ``person`` asked for and may still fetch, newest first."""
        return self.filter(user=person, expires_at__gt=now()).order_by("-pk")

    def note_ready(self, export: DataExport, content: bytes) -> None:
        """Keep the file that the worker built. That it is ready is no action."""
        name = default_storage.save(f"own-data/{export.pk}.zip", ContentFile(content))
        waiting = self.filter(pk=export.pk, ready_at__isnull=True)
        if not waiting.update(file=name, ready_at=now()):  # it was built twice
            default_storage.delete(name)

    @transaction.atomic
    def remove(self) -> int:
        """Remove these copies with their files; answers how many.

        The files go with the commit: a look without consequences takes none, nor an action that
        fails.
        """
        remove_with_commit(self.exclude(file="").values_list("file", flat=True))
        return self.delete()[0]


class DataExport(models.Model):
    """One copy of what the portal holds about one person.

    :ivar file: path in the private storage; empty until it is ready.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="data_exports"
    )
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=200, blank=True)

    objects = DataExportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"data export {self.pk}"
