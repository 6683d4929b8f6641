"""Streams: what open pages watch. They live in the database, so that nothing can be lost."""

from django.db import models

from core.audit.models import Record


class Stream(models.Model):
    """A thing that pages watch, and how often it has changed."""

    key = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.seq}"


class Change(models.Model):
    """One step of a stream: the audit record that raised it to ``seq``."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="changes")
    seq = models.PositiveBigIntegerField()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("stream", "seq"), name="one_change_per_step"),
        )
