"""A short public note of a member about a visit, before it is an edition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ORGANISERS
from core.clock import now
from core.conditions import among, both, either
from publications.models.editions import Publication
from visits.models import VisitPhotograph, VisitReport

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

TITLE_LENGTH = 120  # characters
WORDS_LENGTH = 2000
MOST_WORDS = 200
WHY_LENGTH = 1000


class VisitNoteQuerySet(models.QuerySet["VisitNote"]):
    def visible_to(self, user: User | AnonymousUser) -> VisitNoteQuerySet:
        """One's own; for chair and secretary those that were offered, or are out.

        Who has left the group still takes back what they offered, and their name.
        """
        if not isinstance(user, User):
            return self.none()
        organises = among("report__visit__group", user.groups_as(ORGANISERS))
        offered = ~Q(state__in=VisitNote.WITH_WRITER)
        return self.filter(either(Q(report__visit__observer=user.pk), both(organises, offered)))

    def byline_of(self, publication: Publication) -> str:
        """Name of who wrote what is published, where they let it stand beside it; else empty.

        It goes with the visit, and when they leave the portal.
        """
        if not publication.is_note:
            return ""
        named = self.filter(releases__publication=publication, is_named=True)
        here = named.exclude(report__visit__observer__departures__done_at__isnull=False)
        note = here.select_related("report__visit__observer").first()
        return str(note.report.visit.observer) if note else ""


class VisitNote(models.Model):
    """What a member offers to the public of what they saw: a title, some words, one photograph.

    ::

        draft -> offered -> published -> draft    (the writer corrects it: the next edition)
          ^         |
          +---------+-> returned -> offered       (taken back; sent back, with a reason)

    It goes with its visit. What was published of it stays, and has no key to it.

    :ivar photograph: of the report; ``None`` for none.
    :ivar is_named: whether the writer lets their name stand beside what is published.
    :ivar why_returned: what the secretary asks its writer to change.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Offered to the group")
        RETURNED = "returned", _("Sent back to its writer")
        PUBLISHED = "published", _("Published")

    WITH_WRITER = (State.DRAFT, State.RETURNED)
    NEXT = {
        State.DRAFT: {State.OFFERED},
        State.OFFERED: {State.DRAFT, State.RETURNED, State.PUBLISHED},
        State.RETURNED: {State.OFFERED},
        State.PUBLISHED: {State.DRAFT},
    }

    report = models.OneToOneField(VisitReport, on_delete=models.CASCADE, related_name="note")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=TITLE_LENGTH)
    words = models.TextField()
    photograph = models.ForeignKey(
        VisitPhotograph, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_named = models.BooleanField(default=False)
    why_returned = models.CharField(max_length=WHY_LENGTH, blank=True)
    written_at = models.DateTimeField(default=now)

    objects = VisitNoteQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"note {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("publications:note", args=[self.report.visit_id])

    @property
    def group(self) -> AdvisoryGroup:
        return self.report.visit.group

    @property
    def group_id(self) -> int:
        return self.report.group_id

    @property
    def observer_id(self) -> int:
        """Who wrote it."""
        return self.report.observer_id

    @property
    def visited_on(self) -> date:
        """Day of the visit: what is published says the month alone."""
        return self.report.visit.day or self.report.written_at.date()

    @property
    def publication(self) -> Publication | None:
        """Where it was published, withdrawn or not."""
        rows = Publication.objects.exclude(title="")
        return rows.filter(releases__visit_note=self.pk).first()

    @property
    def is_with_its_writer(self) -> bool:
        return self.state in self.WITH_WRITER

    @property
    def is_offered(self) -> bool:
        return self.state == self.State.OFFERED

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def text(self) -> str:
        """All that its writer wrote, with the words of the photograph."""
        shows = self.photograph.shows if self.photograph else ""
        return f"{self.title}\n{self.words}\n{shows}"
