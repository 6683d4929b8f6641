"""Topics: what a group is asked, by whom, until when, and who may read along."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ADVISERS, GUESTS, OWN_PEOPLE, Membership
from core.clock import now
from core.marking import Marking

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Space(models.TextChoices):
    """For whom a post is written."""

    MEMBERS = "members", _("Members’ space")
    SHARED = "shared", _("Shared space")


class History(models.TextChoices):
    """What somebody sees who joins later."""

    FROM_START = "from_start", _("Everything, from the start")
    FROM_JOINING = "from_joining", _("Only what is written after they joined")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, user: User | AnonymousUser) -> TopicQuerySet:
        """Topics that ``user`` may know of.

        Those of the groups they belong to; guests see those they are invited to; a topic
        for named readers only those who are named, whatever their role.
        """
        if not isinstance(user, User):
            return self.none()
        own = user.groups_as(OWN_PEOPLE)
        guest = user.groups_as(GUESTS)
        invited = TopicGuest.objects.filter(user=user).values("topic")
        named = NamedReader.objects.filter(user=user).values("topic")
        to_group = Q(group__in=own) | Q(group__in=guest, pk__in=invited)
        to_named = Q(group__in=[*own, *guest], pk__in=named)
        return self.filter(Q(readers_named=False) & to_group | Q(readers_named=True) & to_named)

    def readable_by(self, user: User | AnonymousUser) -> TopicQuerySet:
        """Of the topics that ``user`` may know of, those that they may open now.

        Where the handling is accepted first, that is after they accepted its newest text.
        """
        if not isinstance(user, User):
            return self.none()
        accepted = HandlingAcceptance.objects.filter(
            topic=OuterRef("pk"), version=OuterRef("handling_version"), user=user
        )
        return self.visible_to(user).filter(Q(handling_first=False) | Exists(accepted))

    def for_named_readers(self) -> TopicQuerySet:
        """Those of which only named readers know."""
        return self.filter(readers_named=True)

    def restricted(self) -> TopicQuerySet:
        """Those that do not open at once to everybody of the group and its guests.

        They are for named readers, or their handling is accepted first.
        """
        return self.filter(Q(handling_first=True) | Q(readers_named=True))

    def with_members_space_for(self, user: User) -> TopicQuerySet:
        """Those of which ``user`` reads the members' space, given that they may open them.

        ``Topic.spaces_for`` in SQL; a property test holds the two together.
        """
        advises = user.groups_as(ADVISERS)
        assists = user.groups_as({Role.SECRETARY})
        secretary = Q(group__secretary_in_members_space=True, secretary_kept_out=False)
        return self.filter(Q(group__in=advises) | Q(group__in=assists) & secretary)


class Topic(models.Model):
    """A confidential conversation about one question that a group was asked.

    :ivar ask: what the group is asked, in Markdown.
    :ivar asker: who asks, as they are known to the group.
    :ivar decision_due: day on which the police decide; advice after it comes too late.
    :ivar handling: what readers must do or not do with it, in plain words; its newest text.
    :ivar handling_version: number of that text; each is kept as a ``HandlingText``.
    :ivar handling_first: whether readers accept it before they can open the topic.
    :ivar history: what somebody sees who joins later.
    :ivar readers_named: whether only named readers know of it; fixed when it is opened.
    :ivar secretary_kept_out: its members wrote before the terms of reference let the
        secretary in, and have not all agreed that the secretary reads it.
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
    handling_version = models.PositiveSmallIntegerField(default=1)
    handling_first = models.BooleanField(default=False)
    history = models.CharField(max_length=12, choices=History, default=History.FROM_START)
    readers_named = models.BooleanField(default=False)
    secretary_kept_out = models.BooleanField(default=False)
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

    def get_absolute_url(self) -> str:
        return reverse("deliberation:topic", args=[self.pk])

    def url_of(self, space: str) -> str:
        """Address of the page of one space."""
        members = reverse("deliberation:topic-members", args=[self.pk])
        return members if space == Space.MEMBERS else self.get_absolute_url()

    @property
    def topic_id(self) -> int:
        """Its own key: a refusal about a topic is hidden with that topic."""
        return self.pk

    def stream(self, space: str) -> str:
        """Key of the stream that pages of one space of this topic watch."""
        return f"topic.{self.pk}.{space}"

    def streams(self) -> list[str]:
        """Keys of the streams of both spaces."""
        return [self.stream(space) for space in Space]

    @property
    def is_restricted(self) -> bool:
        """Whether it is one of ``restricted``: it does not open at once to all of the group."""
        return self.handling_first or self.readers_named

    @property
    def secretary_reads_members(self) -> bool:
        """Whether the secretary of the group reads the members' space of this topic."""
        return self.group.secretary_in_members_space and not self.secretary_kept_out

    def is_visible_to(self, user: User) -> bool:
        """Whether ``user`` may know of this topic: ``visible_to``, for one that is at hand."""
        role = user.roles.get(self.group_id)
        if role is None:
            return False
        one_by_one = self.readers_named or role in GUESTS
        return not one_by_one or self._let_in().filter(user=user).exists()

    def handling_accepted_by(self, user: User) -> bool:
        """Whether ``user`` accepted the newest handling, or none is asked for."""
        if not self.handling_first:
            return True
        return self.acceptances.filter(user=user, version=self.handling_version).exists()

    def spaces_for(self, role: str | None) -> list[Space]:
        """The spaces that go with a role, given that its holder may see the topic at all.

        The one rule of who reads which space; ``TopicQuerySet.with_members_space_for`` is the
        same in SQL. Without a role it is the shared one.
        """
        secretary = role == Role.SECRETARY and self.secretary_reads_members
        members = role in ADVISERS or secretary
        return [Space.MEMBERS, Space.SHARED] if members else [Space.SHARED]

    def spaces_of(self, user: User) -> list[Space]:
        """The spaces that ``user`` may read, given that they may see the topic at all."""
        return self.spaces_for(user.roles.get(self.group_id))

    def hidden_before(self, joined_at: datetime, let_in_at: datetime | None) -> datetime | None:
        """The moment before which nothing is shown to a place; ``None`` when all is.

        :param joined_at: of the place in the group.
        :param let_in_at: when that person was named or invited, if they had to be.
        """
        since = max(joined_at, let_in_at or joined_at)
        later = self.history == History.FROM_JOINING and since > self.opened_at
        return since if later else None

    def readers(self, space: str) -> models.QuerySet[Membership]:
        """Current places of everybody who is let into ``space``: the inverse of ``visible_to``."""
        current = Membership.objects.current().filter(group=self.group_id, user__is_active=True)
        found = current.filter(role__in=[one for one in Role if space in self.spaces_for(one)])
        let_in = Q(user__in=self._let_in().values("user"))
        return found.filter(let_in if self.readers_named else let_in | ~Q(role__in=GUESTS))

    def _let_in(self) -> models.QuerySet[TopicGuest] | models.QuerySet[NamedReader]:
        """Who is let in one by one: everybody who is named, or the guests."""
        return self.named_readers.all() if self.readers_named else self.guests.all()

    def advisers(self) -> models.QuerySet[Membership]:
        """Current places of the members proper who advise on it: those who are asked and counted.

        Of a topic for named readers the named ones. Whoever is suspended cannot vote, and so
        is no voting member.
        """
        return self.readers(Space.MEMBERS).filter(role__in=ADVISERS)

    def readers_now(self, space: str) -> models.QuerySet[Membership]:
        """Of the readers, those who accepted the handling: the inverse of ``readable_by``.

        Each row has ``let_in_at``: when they were named or invited, or ``None``.
        """
        found = self.readers(space)
        if self.handling_first:
            accepted = HandlingAcceptance.objects.filter(topic=self, version=self.handling_version)
            found = found.filter(user__in=accepted.values("user"))
        let_in = self._let_in().filter(user=OuterRef("user"))
        return found.annotate(let_in_at=Subquery(let_in.values("invited_at")[:1]))


class TopicGuest(models.Model):
    """Somebody of the police, an observer or an interpreter who may read the shared space."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="guests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "user"), name="invited_to_a_topic_once"),
        )


class NamedReader(models.Model):
    """Somebody who knows of a topic for named readers; nobody else does."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="named_readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("topic", "user"), name="named_once"),)


class HandlingText(models.Model):
    """One version of what readers must do or not do with a topic. Never changed."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="handling_texts")
    version = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("topic", "version"), name="one_handling_a_version"),
        )


class HandlingAcceptance(models.Model):
    """Somebody accepted one version of the handling of a topic, before they opened it."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="acceptances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    accepted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "user", "version"), name="accepted_once_a_version"
            ),
        )
