"""The minutes of a meeting: what was said in each item, in versions, and when they were agreed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from core import text
from core.clock import now, today
from core.conditions import among, both, either
from core.marking import Marking
from meetings.models.action_log import reads_of_item
from meetings.models.agenda import AgendaItem
from meetings.models.interests import shuts_out
from meetings.models.meetings import Meeting, opens_meeting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

MINUTES_MAX_LENGTH = 10_000  # characters of one item
CHECKED_FOR = 10  # working days, where the group never chose another number


def opens_minutes(user: User, prefix: str = "") -> Q:
    """Condition for minutes that ``user`` may open; ``prefix`` is the path to them, with ``__``.

    A draft is for those who write it: the chair, the vice-chair and the secretary. What is
    published is for everybody who sees the meeting.
    """
    writes = among(f"{prefix}meeting__group", user.groups_as(ORGANISERS))
    out = ~Q(**{f"{prefix}state": Minutes.State.DRAFT})
    return both(opens_meeting(user, f"{prefix}meeting__"), either(out, writes))


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: User | AnonymousUser) -> MinutesQuerySet:
        """Minutes that ``user`` may open; how much of them, each item says."""
        return self.filter(opens_minutes(user)) if isinstance(user, User) else self.none()

    def being_checked(self) -> MinutesQuerySet:
        """Those of which corrections can be proposed today."""
        return self.filter(state=Minutes.State.PUBLISHED, check_until__gte=today())

    def to_check(self, user: User) -> MinutesQuerySet:
        """Those of meetings to which ``user`` was invited, while corrections can be proposed."""
        return self.being_checked().filter(meeting__attendances__user=user)


class Minutes(models.Model):
    """The minutes of one meeting.

    ::

        draft -> published -> agreed

    A draft is changed by who writes it; what is published by corrections alone, each proposed
    and answered; what is agreed by nobody. The facts beside the words are no part of these
    rows: they are read from what the meeting left, as it stood when they were agreed.

    :ivar checked_for: how many working days people have to check them.
    :ivar check_until: last day on which those who were invited propose corrections.
    :ivar agreed_in: the meeting that agreed them; ``None`` before, and when that meeting is gone.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("To be agreed")
        AGREED = "agreed", _("Agreed")

    NEXT = {
        State.DRAFT: {State.PUBLISHED},
        State.PUBLISHED: {State.AGREED},
        State.AGREED: set(),
    }

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="written_minutes"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)
    checked_for = models.PositiveSmallIntegerField(default=CHECKED_FOR)
    check_until = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "minutes"
        constraints = (
            models.CheckConstraint(
                name="published_minutes_are_checked_until_a_day",
                condition=Q(state="draft", published_at=None, check_until=None)
                | ~Q(state="draft") & Q(published_at__isnull=False, check_until__isnull=False),
            ),
            models.CheckConstraint(
                name="agreed_minutes_say_when_and_by_whom",
                condition=Q(state="agreed", agreed_at__isnull=False, agreed_by__isnull=False)
                | ~Q(state="agreed") & Q(agreed_at=None, agreed_by=None, agreed_in=None),
            ),
        )

    def __str__(self) -> str:
        return f"minutes of meeting {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.meeting_id])

    @property
    def group_id(self) -> int:
        return self.meeting.group_id

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether people read them, and they are not agreed yet."""
        return self.state == self.State.PUBLISHED

    @property
    def is_agreed(self) -> bool:
        return self.state == self.State.AGREED

    @property
    def is_being_checked(self) -> bool:
        """Whether those who were invited can propose corrections today."""
        last: date | None = self.check_until
        return self.is_published and last is not None and today() <= last

    @property
    def as_of(self) -> datetime:
        """The moment of which the facts beside the words are: that of the agreement, or now."""
        return self.agreed_at or now()

    def later_meetings(self) -> models.QuerySet[Meeting]:
        """Those of the group that can have agreed them, the newest first."""
        began = Meeting.objects.filter(group=self.meeting.group_id, state__in=Meeting.BEGUN)
        return began.filter(starts_at__gt=self.meeting.starts_at)


class MinutesItemQuerySet(models.QuerySet["MinutesItem"]):
    def visible_to(self, user: User | AnonymousUser) -> MinutesItemQuerySet:
        """Of the minutes that ``user`` may open, the items that they may read.

        Those who read what the item led to, but for who left for it because of an interest, or for
        another item on its topic: they read its papers no more than what was said.
        """
        if not isinstance(user, User):
            return self.none()
        reads = both(opens_minutes(user, "minutes__"), reads_of_item(user, "item__"))
        return self.filter(both(reads, ~Q(shuts_out(user, "item"))))


class MinutesItem(models.Model):
    """What the minutes say of one item of the agenda.

    :ivar body: Markdown, as written; empty where nobody has written anything.
    :ivar version: raised with each change; what it said before is kept as ``MinutesVersion``.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="items")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minuted")
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = MinutesItemQuerySet.as_manager()

    class Meta:
        ordering = ("item__number",)

    def __str__(self) -> str:
        return f"minutes of item {self.item_id}"

    def get_absolute_url(self) -> str:
        return f"{self.minutes.get_absolute_url()}#item-{self.pk}"

    @property
    def group_id(self) -> int:
        return self.minutes.group_id

    @property
    def topic_id(self) -> int | None:
        """Of an item on a topic: a refusal about it is hidden with the topic."""
        return self.item.topic_id

    @property
    def marking(self) -> Marking:
        """The most careful of the meeting and of the topic."""
        topic, meeting = self.item.topic, self.minutes.meeting
        return Marking.highest(row.marking for row in (meeting, topic) if row)

    def get_marking_display(self) -> str:
        """The marking in words, as a row says it that has one of its own."""
        return str(self.marking.label)

    @property
    def html(self) -> SafeString:
        """The words, rendered and cleaned."""
        return text.render(self.body)


class MinutesVersion(models.Model):
    """What the minutes of an item said from one moment on. Such a row is added, and never changed.

    :ivar correction: the one that put it there, where one did.
    """

    minutes_item = models.ForeignKey(MinutesItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)
    correction = models.OneToOneField(
        "Correction", on_delete=models.PROTECT, null=True, blank=True, related_name="version"
    )

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("minutes_item", "number"), name="one_version_of_minutes_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number} of minutes item {self.minutes_item_id}"
