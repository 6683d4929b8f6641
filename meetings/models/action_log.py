"""What somebody is to do by a day, and what became of it: the action log of a group."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE, POLICE
from core.clock import now, today
from core.conditions import among, both, either
from core.marking import Marking
from deliberation.models.topics import readable
from meetings.models.agenda import AgendaItem, opens_item
from meetings.models.meetings import Meeting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

KEEPERS = OWN_PEOPLE | POLICE  # who read the action log of their group, and can own an action
SOON = timedelta(days=7)  # before the day of an action, its owner is reminded
TASK_MAX_LENGTH = 300  # characters
WORDS_MAX_LENGTH = 500  # characters


def reads_of_item(user: User, prefix: str = "") -> Q:
    """Condition for items of which ``user`` reads what they led to, as far as the item goes."""
    of_topic = either(Q(**{f"{prefix}topic": None}), readable(user, f"{prefix}topic__"))
    return both(opens_item(user, prefix), of_topic)


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: User | AnonymousUser) -> ActionQuerySet:
        """Actions of the groups in which ``user`` is one of its own people or of the police.

        What an item for members agreed is for readers of the item; what an item on a topic
        agreed, for people who may open the topic. Observers and interpreters come for a meeting
        or a topic, and read none.
        """
        if not isinstance(user, User):
            return self.none()
        kept = among("group", user.groups_as(KEEPERS))
        return self.filter(both(kept, either(Q(item=None), reads_of_item(user, "item__"))))

    def active(self) -> ActionQuerySet:
        """Those of which nobody has said yet that they are closed."""
        return self.filter(state__in=Action.ACTIVE)

    def near(self) -> ActionQuerySet:
        """Those that are still to be done, and whose day is near, here or past."""
        return self.filter(state=Action.State.OPEN, due_on__lte=today() + SOON)

    def waiting_for(self, user: User) -> ActionQuerySet:
        """Of those, the ones that ``user`` is to do."""
        return self.visible_to(user).near().filter(owner=user)

    def overdue(self) -> ActionQuerySet:
        """Those that are still to be done, after their day."""
        return self.filter(state=Action.State.OPEN, due_on__lt=today())


class Action(models.Model):
    """One thing that one person is to do by a day.

    ::

        open -> reported complete -------> complete
         |   -> reported partly complete -> partly complete
         |   -> withdrawn
         +<- each of them: sent back, or opened again

    :ivar number: in its group; none is given twice, whatever was removed since.
    :ivar meeting, item: where it was agreed; ``None`` for none.
    :ivar task: what is to be done.
    :ivar owner: who does it, or sees to it.
    :ivar marking: that of the meeting, or of the topic where it is the more careful one.
    :ivar version: raised with each change; what it said before is kept as ``ActionUpdate``.
    :ivar closed_at: when it was closed; ``None`` while it is not.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        REPORTED_COMPLETE = "reported_complete", _("Reported complete")
        REPORTED_PARTLY = "reported_partly", _("Reported partly complete")
        COMPLETE = "complete", _("Complete")
        PARTLY_COMPLETE = "partly_complete", _("Partly complete")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    CLOSES_AS = {
        State.REPORTED_COMPLETE: State.COMPLETE,
        State.REPORTED_PARTLY: State.PARTLY_COMPLETE,
    }
    REPORTED = (State.REPORTED_COMPLETE, State.REPORTED_PARTLY)
    ACTIVE = (State.OPEN, *REPORTED)
    CLOSED = (State.COMPLETE, State.PARTLY_COMPLETE, State.WITHDRAWN)
    NEXT = {
        State.OPEN: {State.REPORTED_COMPLETE, State.REPORTED_PARTLY, State.WITHDRAWN},
        State.REPORTED_COMPLETE: {State.OPEN, State.COMPLETE, State.WITHDRAWN},
        State.REPORTED_PARTLY: {State.OPEN, State.PARTLY_COMPLETE, State.WITHDRAWN},
        State.COMPLETE: {State.OPEN},
        State.PARTLY_COMPLETE: {State.OPEN},
        State.WITHDRAWN: {State.OPEN},
    }

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    task = models.CharField(max_length=TASK_MAX_LENGTH)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions"
    )
    due_on = models.DateField()
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("group", "number"), name="one_action_a_number"),
            models.CheckConstraint(
                name="an_action_of_an_item_is_of_its_meeting",
                condition=Q(item=None) | Q(meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="an_action_is_closed_at_some_time",
                condition=Q(
                    closed_at__isnull=True,
                    state__in=("open", "reported_complete", "reported_partly"),
                )
                | Q(
                    closed_at__isnull=False, state__in=("complete", "partly_complete", "withdrawn")
                ),
            ),
        )
        indexes = (
            models.Index(fields=("state", "due_on"), name="actions_by_day"),
            models.Index(fields=("group", "due_on"), name="actions_of_a_group"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.task}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:action", args=[self.pk])

    @property
    def reference(self) -> str:
        """How people call it: ``A-7``."""
        return f"A-{self.number}"

    @property
    def is_closed(self) -> bool:
        return self.state in self.CLOSED

    @property
    def is_reported(self) -> bool:
        """Whether its owner said that it is done, and nobody has closed it yet."""
        return self.state in self.REPORTED

    @property
    def is_active(self) -> bool:
        """Whether it is not closed."""
        return self.state in self.ACTIVE

    @property
    def is_to_be_done(self) -> bool:
        """Whether nobody has said that it is done, or withdrawn it."""
        return self.state == self.State.OPEN

    @property
    def days_overdue(self) -> int:
        """How many days ago it was to be done; 0 where it is not overdue."""
        days = (today() - self.due_on).days
        return days if self.is_to_be_done and days > 0 else 0


class ActionUpdate(models.Model):
    """How an action stood from one moment on. Such a row is added, and never changed.

    :ivar became: its state.
    :ivar words: what was done, why it was changed, sent back or withdrawn; perhaps none.
    :ivar by: who did it.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    became = models.CharField(max_length=20, choices=Action.State)
    task = models.CharField(max_length=TASK_MAX_LENGTH)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    words = models.CharField(max_length=WORDS_MAX_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"update {self.pk} of action {self.action_id}"


class ActionNumber(models.Model):
    """The number that was last given to an action of a group."""

    group = models.OneToOneField(AdvisoryGroup, on_delete=models.PROTECT, related_name="+")
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"number {self.last} of group {self.group_id}"
