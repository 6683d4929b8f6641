"""What has left the portal. Nothing here points to a person, a post or a key message."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.dates import day
from deliberation.models import Response

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

CODE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no vowels, so no words; no 0 O 1 I L
CODE_LENGTH = 12  # 57 bits: cannot be guessed, still typed from paper


def new_code() -> str:
    """A verification code such as ``KM4Q-7TRW-B2XN``."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def edition_path(edition: Edition, filename: str) -> str:
    """Where the file of ``edition`` is kept: named by what is in it."""
    return f"editions/{edition.publication.reference}/{edition.number}-{filename}"


def readable(visitor: User | AnonymousUser, prefix: str = "") -> Q:
    """Condition for publications that this visitor reads; ``prefix`` is the path to them.

    They have an edition: public ones for all, the rest for readers and the group.
    """
    published = Q(**{f"{prefix}title__gt": ""})
    anyone = Q(**{f"{prefix}audience": Publication.Audience.PUBLIC})
    if not isinstance(visitor, User):
        return published & anyone
    if visitor.organisation_ids:
        return published
    return published & (anyone | Q(**{f"{prefix}group__in": visitor.roles}))


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, visitor: User | AnonymousUser) -> PublicationQuerySet:
        """Publications that this visitor reads."""
        return self.filter(readable(visitor))


class Publication(models.Model):
    """One published document, under one reference for ever, in one edition or more.

    :ivar reference: such as ``HAR-2026-S01``.
    :ivar kind: the summary of a meeting, or what a member wrote about a visit.
    :ivar title: of the newest edition; empty before there is one.
    :ivar withdrawn_at: since when the newest edition is withdrawn; None while it stands.
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Anyone")
        READERS = "readers", _("National readers and the group’s own people")

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        NOTE = "note", _("Note from a visit")

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="publications")
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SUMMARY)
    title = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.READERS)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["audience", "group"], name="published_for_anyone"),)

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("publications:edition", args=[self.reference])

    @property
    def is_note(self) -> bool:
        """Whether a member wrote it; else it is the summary of a meeting."""
        return self.kind == self.Kind.NOTE


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, visitor: User | AnonymousUser) -> EditionQuerySet:
        """Editions of what this visitor may read, each for those whom it was approved for.

        A later edition for anyone does not open an earlier one that was for readers.
        """
        readable_editions = self.filter(readable(visitor, "publication__"))
        anyone = Q(snapshot__audience=Publication.Audience.PUBLIC)
        if not isinstance(visitor, User):
            return readable_editions.filter(anyone)
        if visitor.organisation_ids:
            return readable_editions
        return readable_editions.filter(anyone | Q(publication__group__in=visitor.roles))

    def newest(self) -> EditionQuerySet:
        """Those that no later one follows: the address of a publication leads to them."""
        same = Edition.objects.filter(publication=OuterRef("publication"))
        return self.exclude(Exists(same.filter(number__gt=OuterRef("number"))))

    def standing(self) -> EditionQuerySet:
        """The newest ones, but for those that are withdrawn."""
        return self.newest().filter(publication__withdrawn_at=None)


class Edition(models.Model):
    """One frozen edition. Written once, when it is published, and never changed.

    :ivar snapshot: everything the page and the PDF are drawn from; see ``publications.snapshot``.
    :ivar text: the canonical plain text of ``snapshot``.
    :ivar pdf: the file, rendered once and served as it is.
    :ivar text_sha256, pdf_sha256: hexadecimal, 64 digits.
    :ivar code: what is typed at ``/verify/``.
    :ivar audit_head: head of the group's audit chain when it was rendered.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    text = models.TextField()
    pdf = models.FileField(upload_to=edition_path, max_length=200)
    text_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=20, unique=True, default=new_code)
    marking = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    audit_head = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("publication", "number"), name="one_edition_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.publication.reference}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a row; refuse to change one."""
        if self.pk:
            raise TypeError("An edition cannot be changed; publish the next one.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return self.publication.get_absolute_url()

    @property
    def group_id(self) -> int:
        return self.publication.group_id


class AnswerQuerySet(models.QuerySet["Answer"]):
    def copied_from(self, response: Response) -> AnswerQuerySet:
        """What stands beside editions of ``response``, if anything does."""
        reference = response.key_message.reference
        return self.filter(reference=reference, answered_at=response.answered_at)

    def standing(self) -> AnswerQuerySet:
        """Those beside a message of a publication that is not withdrawn."""
        standing = Publication.objects.filter(withdrawn_at=None)
        return self.filter(Exists(standing.filter(messages__reference=OuterRef("reference"))))


class Answer(models.Model):
    """Police response to one message, copied word for word and then frozen.

    It is shown beside each edition that holds the message of this reference. That it does not
    address the advice is added once, when the group says so.
    """

    Decision = Response.Decision

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, db_index=True)
    decision = models.CharField(max_length=20, choices=Response.Decision)
    reason = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField()
    unaddressed_on = models.DateField(null=True, blank=True)
    answer_again_by = models.DateField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("answered_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("reference", "answered_at"), name="an_answer_is_frozen_once"
            ),
        )

    def __str__(self) -> str:
        return f"answer to {self.reference}"

    @property
    def answered_on(self) -> date:
        """Day of the answer where the portal is."""
        return timezone.localdate(self.answered_at)

    @property
    def unaddressed(self) -> str:
        """What the group said of it; empty while it said nothing."""
        if self.unaddressed_on is None:
            return ""
        words = _("The group said on %s that this response does not address its advice.")
        return str(words) % day(self.unaddressed_on)

    @property
    def is_final(self) -> bool:
        """Whether nothing further was promised, and nothing further is owed."""
        return self.decision in Response.FINAL and self.answer_again_by is None
