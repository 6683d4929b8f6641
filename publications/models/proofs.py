"""What shows what the police did, as everybody reads it beside their answer: copied and frozen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import now
from publications.models.editions import Answer, Edition
from publications.models.library import PublishedMessage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class Page(TypedDict):
    """One picture with its words; of a paper also what stands on it.

    :ivar picture: name of the file; empty where there are words only.
    """

    number: int
    picture: str
    width: int
    height: int
    alt: str
    text: str


class ProofQuerySet(models.QuerySet["Proof"]):
    def visible_to(self, visitor: User | AnonymousUser) -> ProofQuerySet:
        """Those beside messages of editions that stand and that this visitor reads."""
        editions = Edition.objects.visible_to(visitor).standing()
        messages = PublishedMessage.objects.filter(
            Exists(editions.filter(publication=OuterRef("publication"))),
            reference=OuterRef("answer__reference"),
        )
        return self.filter(Exists(messages))


class Proof(models.Model):
    """A photograph or a paper beside an answer, with its words, as the chair published it.

    ::

        published -> withdrawn    (its files and words go)

    It points to no paper and to no person, as its answer does.

    :ivar of_paper: number of the paper inside that it was copied from; no key.
    :ivar description: what the photograph shows, or what the paper is.
    :ivar pages: of a photograph one; see :class:`Page`.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="proofs")
    of_paper = models.PositiveIntegerField(unique=True)
    is_photograph = models.BooleanField()
    description = models.CharField(max_length=500)
    pages = models.JSONField(default=list)
    published_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"proof {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("publications:proof", args=[self.pk])

    @property
    def group_id(self) -> int:
        return self.answer.group_id

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return str(_("Photograph") if self.is_photograph else _("Paper"))

    @property
    def withdrawn_on(self) -> date | None:
        """Day on which it was taken back, where the portal is."""
        return timezone.localdate(self.withdrawn_at) if self.withdrawn_at else None

    @property
    def photograph(self) -> Page | None:
        """The page with the picture of a photograph that stands."""
        return self.pages[0] if self.is_photograph and self.pages else None
