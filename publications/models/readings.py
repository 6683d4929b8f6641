"""Who has opened an edition while signed in, so that they can be told when it is withdrawn."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import User
from core.clock import now
from publications.models.editions import Edition


class EditionReadingQuerySet(models.QuerySet["EditionReading"]):
    def note_read(self, user: User, edition: Edition) -> None:
        """Note that ``user`` has had ``edition`` on their screen, or its file.

        Written by GET and told to nobody: reading is no action.
        """
        self.bulk_create([EditionReading(user=user, edition=edition)], ignore_conflicts=True)


class EditionReading(models.Model):
    """One person has opened one edition, in one form or another."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=now)

    objects = EditionReadingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("edition", "user"), name="one_reading_of_an_edition"),
        )

    def __str__(self) -> str:
        return f"reading {self.pk} of edition {self.edition_id}"
