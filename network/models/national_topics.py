"""A topic of a network that it puts to the lead groups of its forces."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import today
from core.conditions import NOTHING, among, both, either
from core.marking import Marking
from deliberation.models import Topic
from deliberation.models.topics import readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

NEW = timedelta(days=7)  # how long readers are told that something was released


def visible(user: User, prefix: str = "") -> Q:
    """Condition for national topics that ``user`` may know of; ``prefix`` is the path to them.

    The network's own people who may open its topic, from the draft on. Once it was opened,
    everybody who reads for an organisation and the own people of the groups that are asked: as
    long as its topic is one that opens to everybody.
    """
    own = user.groups_as(OWN_PEOPLE)
    inside = asked = NOTHING
    if own:
        inside = both(among(f"{prefix}topic__group", own), readable(user, f"{prefix}topic__"))
        to_them = NationalTopic.objects.filter(among("asked__group", own))
        asked = Q(**{f"{prefix}pk__in": to_them.values("pk")})
    outside = Q(pk__isnull=False) if user.organisation_ids else asked
    return either(inside, both(_is_out(prefix), outside))


def _is_out(prefix: str) -> Q:
    """That it was opened, and nothing keeps its topic from anybody."""
    return both(Q(**{f"{prefix}opened_at__isnull": False}), opens_to_all(f"{prefix}topic"))


def opens_to_all(topic: str) -> Q:
    """Condition that nothing keeps ``topic``, which is the path to one, from anybody."""
    plain = {"marking": Marking.OFFICIAL, "readers_named": False, "handling_first": False}
    # By its key: joined, a database may look through all topics for the few that are national.
    return Q(Exists(Topic.objects.filter(pk=OuterRef(topic), **plain)))


class NationalTopicQuerySet(models.QuerySet["NationalTopic"]):
    def visible_to(self, user: User | AnonymousUser) -> NationalTopicQuerySet:
        """Those that ``user`` may know of."""
        return self.filter(visible(user)) if isinstance(user, User) else self.none()

    def standing(self) -> NationalTopicQuerySet:
        """Those that were not cancelled."""
        return self.exclude(state=NationalTopic.State.CANCELLED)

    def with_new_messages(self) -> models.QuerySet[Any]:
        """Those with messages that stand and were released on a day before today, within a week.

        Each has ``newest_release``, the last of these days.
        """
        days = Q(released__released_on__lt=today(), released__released_on__gte=today() - NEW)
        stand = days & Q(released__withdrawn_on=None)
        newest = self.annotate(newest_release=Max("released__released_on", filter=stand))
        return newest.exclude(newest_release=None)

    def put_to_forces(self, topic_id: int) -> NationalTopicQuerySet:
        """The one of a topic that groups were told of, and that stands."""
        return self.standing().filter(topic=topic_id, opened_at__isnull=False)


class NationalTopic(models.Model):
    """A topic of a network, and until when the lead groups of its forces talk about it.

    ::

        draft -> open -> closed
          +-------+----> cancelled

    Its title, its question and who asks are those of the topic. A topic whose national topic was
    cancelled can be put to the forces again, as another row, which asks them anew.

    :ivar closes_on: last day on which groups answer whether they take part, and on which they
        decide; nobody accepts after it. While it is open it only moves to a later day.
    :ivar closed_at: when it was closed or cancelled.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    NEXT = {
        State.DRAFT: {State.OPEN, State.CANCELLED},
        State.OPEN: {State.CLOSED, State.CANCELLED},
        State.CLOSED: set(),
        State.CANCELLED: set(),
    }
    OVER = frozenset({State.CLOSED, State.CANCELLED})

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="national_topics")
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NationalTopicQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("topic",),
                condition=~Q(state="cancelled"),
                name="one_national_topic_a_topic",
            ),
        )

    def __str__(self) -> str:
        return self.topic.title

    def get_absolute_url(self) -> str:
        return reverse("network:national-topic", args=[self.pk])

    @property
    def group(self) -> AdvisoryGroup:
        """The network."""
        return self.topic.group

    @property
    def group_id(self) -> int:
        """Of the network, on whose record it stands."""
        return self.topic.group_id

    @property
    def is_out(self) -> bool:
        """Whether groups were told of it."""
        return self.opened_at is not None

    @property
    def is_over(self) -> bool:
        """Whether it was closed or cancelled."""
        return self.state in self.OVER

    @property
    def takes_answers(self) -> bool:
        """Whether it is open, and its last day is not over."""
        return self.state == self.State.OPEN and today() <= self.closes_on

    @property
    def has_new_messages(self) -> bool:
        """Whether a message stands that was released within a week."""
        return self.released.filter(withdrawn_on=None, released_on__gte=today() - NEW).exists()

    @property
    def no_longer_waits(self) -> bool:
        """Whether nobody waits for the groups that have not answered."""
        return self.is_over or self.closes_on < today()
