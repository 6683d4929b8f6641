"""A member is taken out by the police, to see how they work."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, LegalHold, User
from accounts.models.memberships import ADVISERS, ORGANISERS
from core.clock import now
from core.conditions import among, both, either
from visits.models.risk_assessments import RiskAssessment

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WANTS_LENGTH = 1000  # characters
WORDS_LENGTH = 500  # characters of each reason
TIME_TO_REPORT = timedelta(hours=24)  # after the end
BETWEEN = timedelta(days=365)  # one visit a year for each member, unless the chair says why not
LONGEST = timedelta(hours=12)
OPEN_FOR = timedelta(days=90)  # from asking to booking; after that the member asks anew
WARNED_BEFORE = timedelta(days=14)  # its end


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User | AnonymousUser) -> VisitQuerySet:
        """One's own; all of them for chair and secretary; for members those that took place.

        Police, observers and administrators know of none.
        """
        if not isinstance(user, User):
            return self.none()
        belongs = among("group", user.groups_as(ADVISERS))
        organises = among("group", user.groups_as(ORGANISERS))
        its_own = either(Q(observer=user.pk), Q(state=Visit.State.DONE))
        return self.filter(either(organises, both(belongs, its_own)))

    def open(self) -> VisitQuerySet:
        """Those that are asked for or arranged, and not over."""
        return self.filter(state__in=Visit.OPEN)

    def unbooked(self, asked_before: datetime) -> VisitQuerySet:
        """Those that wait to be checked or booked, and were asked for before then.

        Without those under a legal hold, which nobody can book.
        """
        unbooked = self.filter(state__in=Visit.UNBOOKED, applied_at__lte=asked_before)
        return unbooked.exclude(pk__in=LegalHold.objects.ids(Visit))

    def over(self) -> VisitQuerySet:
        """Those that are booked, and whose time is past."""
        return self.filter(state=Visit.State.BOOKED, ends_at__lte=now())


class Visit(models.Model):
    """An observation visit of one member: asked for, checked, booked, done.

    ::

        requested -> checked -> booked -> done
        each of them, while there is no report -> cancelled    (not booked in time: by the clock)

    Whom to ring in an emergency is told to the officer on the day, and is not kept here.

    :ivar wants: what the member wants to see.
    :ivar dates: which dates suit.
    :ivar risks: the version of the risk assessment that the member has read and accepted.
    :ivar checked_on: day on which the checks of the police were passed, as who confirms them says.
    :ivar why_again: why the chair lets somebody out again within a year; else empty.
    :ivar officer: whom they go with, in the words of whoever books.
    :ivar warned_at: when it was said that it is called off unless it is booked; ``None`` before.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Asked for")
        CHECKED = "checked", _("Checked")
        BOOKED = "booked", _("Booked")
        DONE = "done", _("Took place")
        CANCELLED = "cancelled", _("Cancelled")

    UNBOOKED = (State.REQUESTED, State.CHECKED)
    OPEN = (*UNBOOKED, State.BOOKED)
    NEXT = {
        State.REQUESTED: {State.CHECKED, State.CANCELLED},
        State.CHECKED: {State.BOOKED, State.CANCELLED},
        State.BOOKED: {State.BOOKED, State.DONE, State.CANCELLED},  # another day is booked
        State.DONE: {State.CANCELLED},  # it turns out that it did not take place
        State.CANCELLED: set(),
    }

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="visits")
    observer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    wants = models.TextField()
    dates = models.CharField(max_length=WORDS_LENGTH)
    applied_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    version = models.PositiveSmallIntegerField(default=1)
    risks = models.ForeignKey(
        RiskAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why_again = models.CharField(max_length=WORDS_LENGTH, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    meeting_place = models.CharField(max_length=200, blank=True)
    officer = models.CharField(max_length=200, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    why_cancelled = models.CharField(max_length=WORDS_LENGTH, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("group", "observer"),
                condition=Q(state__in=("requested", "checked", "booked")),
                name="one_open_visit_a_member",
            ),
            models.CheckConstraint(
                name="a_booked_visit_has_its_time",
                condition=~Q(state__in=("booked", "done")) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="a_visit_is_checked_before_it_is_booked",
                condition=~Q(state__in=("checked", "booked", "done"))
                | Q(checked_by__isnull=False, checked_on__isnull=False, risks__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"visit {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("visits:visit", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_booked(self) -> bool:
        return self.state == self.State.BOOKED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_unbooked(self) -> bool:
        return self.state in self.UNBOOKED

    @property
    def lapses_at(self) -> datetime | None:
        """When it is called off unless it is booked; ``None`` for one that is booked or over.

        Not before it was said for two weeks.
        """
        if not self.is_unbooked:
            return None
        return max(self.applied_at + OPEN_FOR, (self.warned_at or now()) + WARNED_BEFORE)

    @property
    def day(self) -> date | None:
        """Day on which it begins, where the portal is."""
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def report_due_at(self) -> datetime | None:
        """Until when the report is to be sent, of one that took place."""
        return self.ends_at + TIME_TO_REPORT if self.is_done and self.ends_at else None
