"""Topics: what a group is asked, by whom, until when, and who may read along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ADVISERS, GUESTS, Membership
from iag_portal.clock import now

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Marking(models.TextChoices):
    """How carefully a thing is handled. Nothing above OFFICIAL-SENSITIVE is allowed in."""

    OFFICIAL = "official", "OFFICIAL"
    OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL-SENSITIVE"


class Space(models.TextChoices):
    """For whom a post is written."""

    MEMBERS = "members", _("Members’ space")
    SHARED = "shared", _("Shared space")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, user: User | AnonymousUser) -> TopicQuerySet:
        """Topics of the groups ``user`` belongs to; guests see those they are invited to."""
        if not isinstance(user, User):
            return self.none()
        own = [group for group, role in user.roles.items() if role not in GUESTS]
        guest = [group for group, role in user.roles.items() if role in GUESTS]
        invited = TopicGuest.objects.filter(user=user).values("topic")
        return self.filter(Q(group__in=own) | Q(group__in=guest, pk__in=invited))


class Topic(models.Model):
    """A confidential conversation about one question that a group was asked.

    :ivar ask: what the group is asked, in Markdown.
    :ivar asker: who asks, as they are known to the group.
    :ivar decision_due: day on which the police decide; advice after it comes too late.
    :ivar handling: what readers must do or not do with it, in plain words.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    NEXT = {State.OPEN: {State.CLOSED}, State.CLOSED: {State.OPEN}}

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(max_length=200)
    ask = models.TextField()
    asker = models.CharField(max_length=200)
    decision_due = models.DateField()
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    handling = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=now)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return self.title

    def stream(self, space: str) -> str:
        """Key of the stream that pages of one space of this topic watch."""
        return f"topic.{self.pk}.{space}"

    def streams(self) -> list[str]:
        """Keys of the streams of both spaces."""
        return [self.stream(space) for space in Space]

    def spaces_of(self, user: User) -> list[Space]:
        """The spaces that ``user`` may read, given that they may see the topic at all."""
        role = user.roles.get(self.group_id)
        secretary = role == Role.SECRETARY and self.group.secretary_in_members_space
        members = role in ADVISERS or secretary
        return [Space.MEMBERS, Space.SHARED] if members else [Space.SHARED]

    def readers(self, space: str) -> models.QuerySet[Membership]:
        """Current places of everybody who may read ``space``: the inverse of ``visible_to``."""
        current = Membership.objects.current().filter(group=self.group, user__is_active=True)
        members = Q(role__in=ADVISERS)
        if space == Space.SHARED:
            guests = TopicGuest.objects.filter(topic=self).values("user")
            allowed = members | Q(role=Role.SECRETARY) | Q(role__in=GUESTS, user__in=guests)
        elif self.group.secretary_in_members_space:
            allowed = members | Q(role=Role.SECRETARY)
        else:
            allowed = members
        return current.filter(allowed)


class TopicGuest(models.Model):
    """Somebody of the police, an observer or an interpreter who may read the shared space."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="guests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "user"), name="invited_to_a_topic_once"),
        )
