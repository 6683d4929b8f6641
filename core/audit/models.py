"""The audit log: who did what to which thing, and when. Rows are only ever added."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from core.clock import now


class Chain(models.Model):
    """The newest link of one chain of records: one per group, one for the installation.

    Raised in the same transaction as the record, so that links come in one order.
    """

    scope = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.scope} ({self.length})"


class Record(models.Model):
    """One thing that happened. Written by ``core.audit.chain`` and nothing else.

    :ivar facts: identities and states, never words that people wrote.
    :ivar request_id: as the log and the answer name it; ``None`` for a command, and for what
        the portal does by itself.
    :ivar link: HMAC-SHA256 over this record and the link before it, hexadecimal.
    """

    at = models.DateTimeField(default=now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    group_id = models.BigIntegerField(null=True, db_index=True)
    event = models.CharField(max_length=80, db_index=True)
    facts = models.JSONField(default=dict)
    request_id = models.UUIDField(null=True)
    scope = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    link = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("scope", "number"), name="one_record_per_link"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a row; refuse to change one."""
        if self.pk:
            raise TypeError("An audit record cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("An audit record cannot be deleted.")
