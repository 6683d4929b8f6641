"""Break-glass: one person from outside reads one space, for a while, and everybody knows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from accounts.models.memberships import CHAIRS, OWN_PEOPLE
from core.clock import now
from core.conditions import among
from deliberation.models.topics import Space, Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

LONGEST = timedelta(hours=24)  # from asking to the end


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def visible_to(self, user: User | AnonymousUser) -> BreakGlassQuerySet:
        """All, by number alone, for administrators; for a topic's members and secretary, its own.

        So a topic for named readers is told to those who are named and to nobody else.
        """
        if not isinstance(user, User):
            return self.none()
        if user.is_staff:
            return self.all()
        own = user.groups_as(OWN_PEOPLE)
        topics = Topic.objects.visible_to(user).filter(among("group", own))
        glasses = self.filter(topic_number__in=topics.values("pk"))
        return glasses.annotate(seen_inside=Value(value=True))

    def running(self) -> BreakGlassQuerySet:
        """Those that let somebody read now."""
        running = self.filter(state=BreakGlass.State.RUNNING, ends_at__gt=now())
        return running.filter(asked_by__is_staff=True)

    def unanswered(self) -> BreakGlassQuerySet:
        """Those that a second person has still to confirm."""
        return self.filter(state=BreakGlass.State.ASKED, ends_at__gt=now())


class BreakGlass(models.Model):
    """A request to read one space of one topic from outside, and what came of it.

    ::

        asked -> running -> ended
          +--> withdrawn

    It also ends by itself at ``ends_at``, whatever its state says.

    :ivar topic_number: id of the topic as it was asked for. No foreign key: whether there is
        such a topic is not for one person to find out.
    :ivar looks: how many times the space was opened through it.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for a second person")
        RUNNING = "running", _("Running")
        ENDED = "ended", _("Ended")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.ASKED: {State.RUNNING, State.WITHDRAWN},
        State.RUNNING: {State.ENDED},
        State.ENDED: set(),
        State.WITHDRAWN: set(),
    }

    topic_number = models.PositiveBigIntegerField()
    space = models.CharField(max_length=10, choices=Space)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    looks = models.PositiveIntegerField(default=0)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="glass_is_broken_by_two",
                condition=Q(state__in=("asked", "withdrawn"), confirmed_by=None)
                | Q(confirmed_by__isnull=False) & ~Q(confirmed_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="glass_ends_after_it_began", condition=Q(ends_at__gt=models.F("asked_at"))
            ),
        )

    def __str__(self) -> str:
        return f"break-glass {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:break-glass", args=[self.pk])

    @cached_property
    def topic(self) -> Topic | None:
        """The topic, if there is one of that number."""
        return Topic.objects.select_related("group").filter(pk=self.topic_number).first()

    @property
    def topic_id(self) -> int:
        """The number that was asked for: a refusal about it is hidden with that topic."""
        return self.topic_number

    @property
    def group_id(self) -> int | None:
        """The group whose record tells of it; before a second person, the installation's does.

        Which record holds an action or a refusal would else tell the one who asked whether there
        is such a topic. So would the name of somebody of the group in the installation's:
        what was found by who knows the topic (``visible_to``) is told to that group alone.
        """
        is_told = self.confirmed_by_id or getattr(self, "seen_inside", False)
        return self.topic.group_id if self.topic and is_told else None

    @property
    def stream(self) -> str:
        """Key of the stream that the page of its reader watches."""
        return f"glass.{self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether its end has passed, or somebody ended it."""
        over = self.state in {self.State.ENDED, self.State.WITHDRAWN}
        return over or self.ends_at <= now()

    @property
    def is_running(self) -> bool:
        """Whether its reader may look now."""
        return self.state == self.State.RUNNING and not self.is_over and self.asked_by.is_staff

    def told(self) -> models.QuerySet[Membership]:
        """Places of those who are told at once and may end it.

        The chairs among the topic's readers; where none of them is a chair, its members.
        """
        if self.topic is None:
            return Membership.objects.none()
        members = self.topic.advisers()
        chairs = members.filter(role__in=CHAIRS)
        return chairs if chairs.exists() else members
