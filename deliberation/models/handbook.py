"""The handbook of a group: pages about how it works, and what each said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE
from core.clock import now
from core.conditions import among, both, either
from core.marking import Marking

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

HANDBOOK_MAX_LENGTH = 10_000  # characters of one page


class Readers(models.TextChoices):
    """Who reads a page of the handbook, or an announcement."""

    INSIDE = "inside", _("Members and the secretary")
    GROUP = "group", _("Everybody in the group, also police and observers")

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of those who read it."""
        return frozenset(Role) if self == Readers.GROUP else OWN_PEOPLE

    @classmethod
    def open_to(cls, user: User) -> Q:
        """Condition for rows of the groups of ``user`` that are for them."""
        inside = among("group", user.groups_as(OWN_PEOPLE))
        return either(inside, both(among("group", user.roles), Q(readers=Readers.GROUP)))


class HandbookPageQuerySet(models.QuerySet["HandbookPage"]):
    def visible_to(self, user: User | AnonymousUser) -> HandbookPageQuerySet:
        """Pages of the groups of ``user``, as far as they are for them.

        Those that are archived are there for the chair and the secretary alone.
        """
        if not isinstance(user, User):
            return self.none()
        kept = either(Q(archived_at=None), among("group", user.groups_as(ORGANISERS)))
        return self.filter(Readers.open_to(user), kept)


class HandbookPage(models.Model):
    """One page of the handbook of a group, as it stands now.

    :ivar number: its place in the handbook.
    :ivar body: Markdown, as written.
    :ivar version: of title, words and readers; each is kept as a ``HandbookVersion``.
    :ivar archived_at: when it was taken out of the handbook; ``None`` for never. It can come back.
    """

    FIELDS = ("title", "body", "readers")
    marking = Marking.OFFICIAL  # of every page, and of the documents on it

    group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, related_name="handbook_pages"
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    readers = models.CharField(max_length=10, choices=Readers, default=Readers.INSIDE)
    version = models.PositiveSmallIntegerField(default=1)
    changed_at = models.DateTimeField(default=now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = HandbookPageQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("group", "number"), name="one_page_a_number"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deliberation:handbook-page", args=[self.pk])

    def get_marking_display(self) -> str:
        """Its marking in words, as a topic and a meeting have theirs."""
        return self.marking.label

    def people(self) -> models.QuerySet[User]:
        """Who reads it today: the inverse of ``visible_to``."""
        return User.objects.in_roles(self.group_id, Readers(self.readers).roles)


class HandbookVersion(models.Model):
    """A page of the handbook as somebody wrote it. Never changed; the newest is the page."""

    page = models.ForeignKey(HandbookPage, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    readers = models.CharField(max_length=10, choices=Readers)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("page", "version"), name="one_handbook_version"),
        )

    def __str__(self) -> str:
        return f"version {self.version} of handbook page {self.page_id}"

    @property
    def group_id(self) -> int:
        return self.page.group_id
