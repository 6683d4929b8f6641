"""An hour of questions to a guest, in the shared space of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now, today
from deliberation.models.posts import Post, PostQuerySet
from deliberation.models.topics import Space, Topic, readable

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

NAME_MAX_LENGTH = 100  # characters


class HotSeatQuerySet(models.QuerySet["HotSeat"]):
    def visible_to(self, user: User | AnonymousUser) -> HotSeatQuerySet:
        """Those of topics that ``user`` may open: their shared space is where it takes place."""
        return self.filter(readable(user, "topic__")) if isinstance(user, User) else self.none()

    def standing(self) -> HotSeatQuerySet:
        """Those that take place, or did."""
        return self.exclude(state=HotSeat.State.CANCELLED)

    def due(self) -> HotSeatQuerySet:
        """Those whose time has come to begin or to end, which the worker sees to."""
        begins = Q(state=HotSeat.State.PLANNED, opens_at__lte=now())
        return self.filter(begins | Q(state__in=HotSeat.AHEAD, closes_at__lte=now()))

    def beginning_until(self, moment: datetime) -> HotSeatQuerySet:
        """Planned ones that begin between now and ``moment``."""
        return self.filter(state=HotSeat.State.PLANNED, opens_at__gt=now(), opens_at__lte=moment)

    def overdue(self) -> HotSeatQuerySet:
        """Those that ended, and until whose day not every question had an answer."""
        open_ones = open_questions().filter(topic=models.OuterRef("topic"))
        overdue = self.filter(state=HotSeat.State.ENDED, answers_by__lt=today())
        return overdue.filter(models.Exists(open_ones))


class HotSeat(models.Model):
    """A guest answers questions in a topic, from one moment to another.

    Its states::

        planned -> running -> ended
                -> ended
                -> cancelled -> planned

    The worker begins and ends it, so that open pages are drawn again; it ends one at once whose
    whole time passed while it was away. Another takes the place of one that was cancelled. What
    people may do hangs on the clock alone. Questions are posts of the shared space that carry this
    label, put before it and during it. Each has its fate as any other: see ``Question``.

    :ivar guest: who answers; ``None`` for somebody who has no account, for whom the chair or the
        secretary types what they say. Then ``guest_name`` says who that is.
    :ivar answers_by: until this day the guest promised to answer what is open when it ends.
    :ivar version: of guest and times.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")

    NEXT = {
        State.PLANNED: {State.RUNNING, State.ENDED, State.CANCELLED},
        State.RUNNING: {State.ENDED},
        State.ENDED: set(),
        State.CANCELLED: {State.PLANNED},
    }
    AHEAD = (State.PLANNED, State.RUNNING)

    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="hot_seat")
    guest = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hot_seats",
    )
    guest_name = models.CharField(max_length=NAME_MAX_LENGTH, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    answers_by = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveSmallIntegerField(default=1)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField(default=now)

    objects = HotSeatQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("state", "opens_at"), name="hot_seats_by_beginning"),)
        constraints = (
            models.CheckConstraint(
                name="a_hot_seat_ends_after_it_begins", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="a_guest_has_an_account_or_a_name",
                condition=Q(guest=None) & ~Q(guest_name="") | Q(guest__isnull=False, guest_name=""),
            ),
        )

    def __str__(self) -> str:
        return f"hot seat {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{Topic(pk=self.topic_id).get_absolute_url()}#region-questions"

    @property
    def group_id(self) -> int:
        return self.topic.group_id

    @property
    def who(self) -> str:
        """The guest by name."""
        return str(self.guest) if self.guest else self.guest_name

    @property
    def stands(self) -> bool:
        """Whether it takes place, or did."""
        return self.state != self.State.CANCELLED

    @property
    def is_ahead(self) -> bool:
        """Whether it has not ended, and will take place: questions can be put."""
        return self.state in self.AHEAD and now() < self.closes_at

    @property
    def is_to_come(self) -> bool:
        """Whether it has not begun."""
        return self.is_ahead and now() < self.opens_at

    @property
    def is_running(self) -> bool:
        return self.is_ahead and now() >= self.opens_at

    @property
    def is_over(self) -> bool:
        return self.stands and not self.is_ahead

    @property
    def is_past_its_promise(self) -> bool:
        """Whether the day has passed until which every question was to be answered."""
        return self.is_over and self.answers_by < today()

    @property
    def has_open_questions(self) -> bool:
        """Whether nothing has become of one of its questions yet."""
        return open_questions().filter(topic=self.topic_id).exists()


def open_questions() -> PostQuerySet:
    """Posts of a shared space that ask something of which nothing has become yet."""
    asked = Post.objects.filter(space=Space.SHARED, label=Post.Label.QUESTION)
    return asked.filter(Q(question=None) | Q(question__state="open"))
