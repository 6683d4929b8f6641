"""Copies of papers that one person takes away, each with their name on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import BigIntegerField, Q, QuerySet

from accounts.models import User
from core.clock import now
from core.files import remove_with_commit
from core.prepared import Given
from deliberation.models.asker import PreparedFor
from meetings.models.paper_versions import PaperVersion
from meetings.models.papers import Paper

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PaperCopyQuerySet(models.QuerySet["PaperCopy"]):
    def visible_to(self, user: User | AnonymousUser) -> PaperCopyQuerySet:
        """Their own copies that are still there, of papers that they may still read."""
        if not isinstance(user, User):
            return self.none()
        papers = Paper.objects.visible_to(user)
        own = self.filter(user=user, expires_at__gt=now())
        return own.filter(version__paper__in=papers).order_by("-pk")

    def note_ready(self, copy: PaperCopy, content: bytes) -> None:
        """Keep the file that the worker laid out. That it is ready is no action."""
        name = default_storage.save(f"copies/{copy.pk}.pdf", ContentFile(content))
        waiting = self.filter(pk=copy.pk, file="", expires_at__gt=now())
        if not waiting.update(file=name):  # it was laid out twice, or the paper is gone
            default_storage.delete(name)

    @transaction.atomic
    def remove_old_files(self) -> int:
        """Remove the files whose time is over; answers how many. Who took which copy stays."""
        old = self.filter(Q(expires_at__lte=now()) & ~Q(file=""))
        remove_with_commit(old.values_list("file", flat=True))
        return old.update(file="")


class PaperCopy(models.Model):
    """One person's copy of one version of a paper.

    :ivar pk: the number that the copy prints, by which a lost sheet is traced.
    :ivar head: beginning of the group's audit chain when it was asked for, as it prints it.
    :ivar file: path in the private storage; empty before it is laid out and after a day.
    """

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="copies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paper_copies"
    )
    head = models.CharField(max_length=12)
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    file = models.CharField(max_length=200, blank=True)

    objects = PaperCopyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"copy {self.pk}"

    @property
    def group_id(self) -> int:
        return self.version.group_id

    @property
    def topic_id(self) -> int | None:
        """Of a copy of an attachment: a refusal about it is hidden with the topic."""
        return self.version.paper.topic_id


def _newest(asker: User) -> QuerySet[PaperCopy]:
    version = Given("version", BigIntegerField())
    return PaperCopy.objects.visible_to(asker).filter(version=version)[:1]


_NEWEST = PreparedFor(_newest)


def copy_of(person: User, version: PaperVersion) -> PaperCopy | None:
    """The newest copy of ``version`` that is theirs and there still, if they may read it."""
    return next(iter(_NEWEST(person, version=version.pk)), None)
