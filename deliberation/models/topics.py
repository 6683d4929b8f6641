"""Topics: what a group is asked, by whom, until when, and who may read along."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ADVISERS, GUESTS, OWN_PEOPLE, Membership
from core.addresses import address_of
from core.clock import now
from core.conditions import among, both, either
from core.marking import Marking
from deliberation.models.handling import HandlingAcceptance
from deliberation.models.readers import NamedReader, TopicGuest
from deliberation.models.standing import standing_of
from deliberation.models.tags import Tag

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


def visible(user: User, prefix: str = "") -> Q:
    """Condition for topics that ``user`` may know of; ``prefix`` is the path to them, with ``__``.

    Those of the groups they belong to; guests see those they are invited to; a topic
    for named readers only those who are named, whatever their role.
    """
    standing = standing_of(user)
    group, topic = f"{prefix}group", f"{prefix}pk"
    own, guest = user.groups_as(OWN_PEOPLE), user.groups_as(GUESTS)
    invited = both(among(group, guest), among(topic, standing.invited))
    to_group = either(among(group, own), invited)
    to_named = both(among(group, user.roles), among(topic, standing.named))
    return either(
        both(_topic(prefix, readers_named=False), to_group),
        both(_topic(prefix, readers_named=True), to_named),
    )


def readable(user: User, prefix: str = "") -> Q:
    """Condition for topics that ``user`` may open now.

    Where the handling is accepted first, that is after they accepted its newest text.
    """
    accepted = among(f"{prefix}pk", standing_of(user).accepted)
    return both(visible(user, prefix), either(_topic(prefix, handling_first=False), accepted))


def members_space(user: User, prefix: str = "") -> Q:
    """Condition for topics of which ``user`` reads the members' space, if they may open them.

    ``Topic.spaces_for`` in SQL; a property test holds the two together.
    """
    let_in = _topic(prefix, group__secretary_in_members_space=True, secretary_kept_out=False)
    assists = among(f"{prefix}group", user.groups_as({Role.SECRETARY}))
    return either(among(f"{prefix}group", user.groups_as(ADVISERS)), both(assists, let_in))


def _topic(prefix: str, **conditions: Any) -> Q:
    return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, user: User | AnonymousUser) -> TopicQuerySet:
        """Topics that ``user`` may know of."""
        return self.filter(visible(user)) if isinstance(user, User) else self.none()

    def readable_by(self, user: User | AnonymousUser) -> TopicQuerySet:
        """Of the topics that ``user`` may know of, those that they may open now."""
        return self.filter(readable(user)) if isinstance(user, User) else self.none()

    def with_members_space_for(self, user: User) -> TopicQuerySet:
        """Those of which ``user`` reads the members' space, given that they may open them."""
        return self.filter(members_space(user))


class Topic(models.Model):
    """A confidential conversation about one question that a group was asked.

    :ivar ask: what the group is asked, in Markdown.
    :ivar asker: who asks, as they are known to the group; empty in a topic of the members' own.
    :ivar decision_due: day on which the police decide; advice after it comes too late. ``None``
        in a topic of the members' own, until a chair makes it a consultation.
    :ivar handling: what readers must do or not do with it, in plain words; its newest text.
    :ivar handling_version: number of that text; each is kept as a ``HandlingText``.
    :ivar handling_first: whether readers accept it before they can open the topic.
    :ivar history: what somebody sees who joins later.
    :ivar version: of title, question, decision day and marking; once they were changed, each is
        kept as a ``TopicVersion``.
    :ivar readers_named: whether only named readers know of it; fixed when it is opened.
    :ivar tags: of its group, by which it is found; three at the most.
    :ivar pinned: whether it stands before the other topics of its group.
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
    asker = models.CharField(max_length=200, blank=True)
    decision_due = models.DateField(null=True, blank=True)
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    handling = models.CharField(max_length=500, blank=True)
    handling_version = models.PositiveSmallIntegerField(default=1)
    handling_first = models.BooleanField(default=False)
    history = models.CharField(max_length=12, choices=History, default=History.FROM_START)
    version = models.PositiveSmallIntegerField(default=1)
    readers_named = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    tags = models.ManyToManyField(Tag, blank=True, related_name="topics")
    secretary_kept_out = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=now)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.CheckConstraint(
                name="asked_until_a_day_or_not_at_all",
                condition=Q(asker="", decision_due=None)
                | ~Q(asker="") & Q(decision_due__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("deliberation:topic", self.pk)

    def url_of(self, space: str) -> str:
        """Address of the page of one space."""
        members = address_of("deliberation:topic-members", self.pk)
        return members if space == Space.MEMBERS else self.get_absolute_url()

    @property
    def place(self) -> str:
        """What people follow or mute: this topic with all that comes of it."""
        return f"topic.{self.pk}"

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
    def is_consultation(self) -> bool:
        """Whether somebody asks the group, and decides on a day; else it is the members' own."""
        return self.decision_due is not None

    @property
    def is_restricted(self) -> bool:
        """Whether it does not open at once to everybody of the group and its guests."""
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

    def opens_to(self, user: User) -> bool:
        """Whether ``user``, who knows of it, may open it: ``readable_by``, for one at hand."""
        return not self.handling_first or self.pk in standing_of(user).accepted

    def spaces_for(self, role: str | None) -> list[Space]:
        """The spaces that go with a role, given that its holder may see the topic at all.

        The one rule of who reads which space; ``members_space`` is the same in SQL. Without a
        role it is the shared one.
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
        return places_let_in(
            self.pk, self.group_id, self.roles_in(space), readers_named=self.readers_named
        )

    def roles_in(self, space: str) -> tuple[Role, ...]:
        """The roles that read ``space``."""
        return tuple(role for role in Role if space in self.spaces_for(role))

    def _let_in(self) -> models.QuerySet[TopicGuest] | models.QuerySet[NamedReader]:
        """Who is let in one by one: everybody who is named, or the guests."""
        return self.named_readers.all() if self.readers_named else self.guests.all()

    def advisers(self) -> models.QuerySet[Membership]:
        """Current places of the members proper who advise on it: those who are asked and counted.

        Of a topic for named readers the named ones. Whoever is suspended cannot vote, and so
        is no voting member.
        """
        return self.readers(Space.MEMBERS).filter(role__in=ADVISERS)

    def police_leads(self) -> models.QuerySet[Membership]:
        """Current places of the police leads who may read it now."""
        return self.readers_now(Space.SHARED).filter(role=Role.POLICE_LEAD)

    def readers_now(self, space: str) -> models.QuerySet[Membership]:
        """Of the readers, those who accepted the handling: the inverse of ``readable_by``.

        Each row has ``let_in_at``: when they were named or invited, or ``None``.
        """
        places = self.readers(space)
        if self.handling_first:
            accepted = HandlingAcceptance.objects.filter(topic=self, version=self.handling_version)
            places = places.filter(user__in=accepted.values("user"))
        let_in = self._let_in().filter(user=OuterRef("user"))
        return places.annotate(let_in_at=Subquery(let_in.values("invited_at")[:1]))


def places_let_in(
    topic: Any, group: Any, roles: Collection[str], *, readers_named: bool
) -> models.QuerySet[Membership]:
    """Current places of those of a group who are let into a topic and are one of ``roles``.

    :param topic: its key, as ``group`` of the group, or their places in a prepared question.
    """
    current = Membership.objects.current().filter(group=group, user__is_active=True)
    one_by_one: type[Any] = NamedReader if readers_named else TopicGuest
    let_in = Q(user__in=one_by_one.objects.filter(topic=topic).values("user"))
    places = current.filter(role__in=roles)
    return places.filter(let_in if readers_named else let_in | ~Q(role__in=GUESTS))
