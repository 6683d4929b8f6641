"""What a member writes about their visit, and what became of it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ADVISERS, ORGANISERS
from core.clock import now
from core.conditions import among, both, either
from visits.models.visits import Visit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

ANSWER_LENGTH = 2000  # characters
REPORT_LENGTH = 5000
STEP_LENGTH = 1000


class VisitReportQuerySet(models.QuerySet["VisitReport"]):
    def visible_to(self, user: User | AnonymousUser) -> VisitReportQuerySet:
        """One's own; for chair and secretary those that were sent; for members the approved ones.

        What is with its writer, before it is sent and after it was sent back, nobody else reads.
        """
        if not isinstance(user, User):
            return self.none()
        belongs = among("visit__group", user.groups_as(ADVISERS))
        organises = among("visit__group", user.groups_as(ORGANISERS))
        sent = ~Q(state__in=VisitReport.WITH_WRITER)
        reads = either(Q(visit__observer=user.pk), Q(state=VisitReport.State.APPROVED))
        return self.filter(either(both(organises, sent), both(belongs, reads)))


class VisitReport(models.Model):
    """Answers to set questions, and what else the member saw.

    ::

        draft -> sent -> approved -> withdrawn
        sent, approved -> returned -> sent    (with words: to be changed, or corrected afterwards)

    :ivar safety: a concern for the chair and the secretary, told at once: nobody else reads it.
    :ivar is_named: whether the member lets others read their name with it.
    :ivar first_sent_at: when it was sent; ``None`` before. Whether it came within 24 hours.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Waits for a second person")
        RETURNED = "returned", _("Sent back to its writer")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Treated(models.TextChoices):
        WELL = "well", _("With respect, each time")
        MOSTLY = "mostly", _("With respect, but not each time")
        POORLY = "poorly", _("Mostly without respect")
        NOT_SEEN = "not_seen", _("I saw nobody spoken to")

    class Explained(models.TextChoices):
        ALWAYS = "always", _("Yes, each time")
        SOMETIMES = "sometimes", _("Sometimes")
        NEVER = "never", _("No")
        NOT_USED = "not_used", _("I saw no power used")

    WITH_WRITER = (State.DRAFT, State.RETURNED)
    NEXT = {
        State.DRAFT: {State.SENT},
        State.SENT: {State.RETURNED, State.APPROVED},
        State.RETURNED: {State.SENT},
        State.APPROVED: {State.RETURNED, State.WITHDRAWN},
        State.WITHDRAWN: set(),
    }
    FIELDS = ("treated", "explained", "went_well", "would_ask", "safety", "words", "is_named")

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="report")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    treated = models.CharField(max_length=10, choices=Treated, blank=True)
    explained = models.CharField(max_length=10, choices=Explained, blank=True)
    went_well = models.TextField(blank=True)
    would_ask = models.TextField(blank=True)
    safety = models.TextField(blank=True)
    words = models.TextField(blank=True)
    is_named = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=now)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = VisitReportQuerySet.as_manager()

    class Meta:
        ordering = ("visit__starts_at", "pk")

    def __str__(self) -> str:
        return f"report {self.pk}"

    def get_absolute_url(self) -> str:
        return self.visit.get_absolute_url()

    @property
    def group_id(self) -> int:
        return self.visit.group_id

    @property
    def observer_id(self) -> int:
        return self.visit.observer_id

    @property
    def is_with_its_writer(self) -> bool:
        return self.state in self.WITH_WRITER

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def text(self) -> str:
        """All that its writer wrote, one after the other."""
        photographs = [photograph.shows for photograph in self.photographs.all()]
        return "\n".join([self.went_well, self.would_ask, self.safety, self.words, *photographs])

    @property
    def fingerprint(self) -> str:
        """Of the words and photographs: who approves says which they have read."""
        photographs = [[row.pk, row.shows] for row in self.photographs.all()]
        parts = [self.pk, *(getattr(self, name) for name in self.FIELDS), photographs]
        return sha256(json.dumps(parts).encode()).hexdigest()


class ReportStep(models.Model):
    """What became of a report, when and why. Never changed.

    :ivar words: why it was sent back, is to be corrected, or was withdrawn.
    """

    class Kind(models.TextChoices):
        SENT = "sent", _("Sent, with the checklist confirmed")
        RETURNED = "returned", _("Sent back")
        APPROVED = "approved", _("Approved")
        CORRECTED = "corrected", _("Taken back to be corrected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (Kind.APPROVED, Kind.CORRECTED, Kind.WITHDRAWN)  # the members read these too

    report = models.ForeignKey(VisitReport, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(max_length=STEP_LENGTH, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"step {self.pk}"
