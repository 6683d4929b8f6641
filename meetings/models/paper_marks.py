"""Which papers a person has had on their screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models.papers import Paper


class PaperMarkQuerySet(models.QuerySet["PaperMark"]):
    def note_opened(self, user: User, paper: Paper) -> None:
        """Note that ``user`` has had ``paper`` on their screen.

        Written by GET and told to nobody: reading is no action.
        """
        self.bulk_create([PaperMark(user=user, paper=paper)], ignore_conflicts=True)


class PaperMark(models.Model):
    """A paper that a person has had on their screen: for their own pages, and nobody else's."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey("Paper", on_delete=models.PROTECT, related_name="+")

    objects = PaperMarkQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "paper"), name="one_paper_mark"),)
