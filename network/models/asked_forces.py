"""What was asked of each force in a national topic, and what its lead group answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import today
from core.conditions import among, both, either
from deliberation.models import Topic
from network.models.forces import NetworkForce
from network.models.national_topics import NationalTopic, visible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

REASON_LENGTH = 500  # characters
Counts = dict[str, int]


class AskedForceQuerySet(models.QuerySet["AskedForce"]):
    def visible_to(self, user: User | AnonymousUser) -> AskedForceQuerySet:
        """Each of the networks of ``user``; of others those that ask a group of theirs.

        Nobody else learns which force was asked, or what it answered.
        """
        if not isinstance(user, User):
            return self.none()
        own = user.groups_as(OWN_PEOPLE)
        theirs = either(among("national_topic__topic__group", own), among("group", own))
        return self.filter(both(theirs, visible(user, "national_topic__")))

    def waiting(self) -> AskedForceQuerySet:
        """Those whose group can still answer, a closed one among them no more."""
        open_now = Q(national_topic__state=NationalTopic.State.OPEN, group__closed_at__isnull=True)
        return self.filter(
            open_now, state=AskedForce.State.WAITING, national_topic__closes_on__gte=today()
        )

    def named(self) -> AskedForceQuerySet:
        """Those that take part and let others read so, by name."""
        rows = self.filter(named=True, state=AskedForce.State.ACCEPTED)
        return rows.select_related("force__organisation").order_by("force__organisation__name")

    def uncounted(self) -> AskedForceQuerySet:
        """Those in whose topic people have talked until the last day, which nobody has counted."""
        over = self.filter(national_topic__closes_on__lt=today(), state=AskedForce.State.ACCEPTED)
        rows = over.exclude(national_topic__state=NationalTopic.State.CANCELLED)
        return rows.filter(topic__isnull=False, counted_at=None)

    def counts(self) -> dict[str, Counts]:
        """How many were asked and what became of it, by standing: one question, over one column.

        Whoever has not answered counts as waiting until the last day is over, and as silent from
        then on. So the four always add up to those who were asked.
        """
        over = Q(national_topic__closes_on__lt=today())
        over |= Q(national_topic__state__in=NationalTopic.OVER)
        waits = Q(state=AskedForce.State.WAITING)
        parts = {
            "asked": Count("pk"),
            "accepted": Count("pk", filter=Q(state=AskedForce.State.ACCEPTED)),
            "declined": Count("pk", filter=Q(state=AskedForce.State.DECLINED)),
            "waiting": Count("pk", filter=waits & ~over),
            "silent": Count("pk", filter=waits & over),
        }
        rows = self.order_by().values("standing").annotate(**parts)
        numbers = {
            standing: dict(zip(parts, row, strict=True))
            for standing, *row in rows.values_list("standing", *parts)
        }
        nobody = dict.fromkeys(parts, 0)
        return {each: numbers.get(each, nobody) for each in NetworkForce.Standing.values}


class AskedForce(models.Model):
    """A force that was asked to take part in a national topic, and the answer of its lead group.

    ::

        waiting -> accepted
           +-----> declined

    :ivar group: its lead group when it was asked, which answers.
    :ivar standing: of the force when it was asked; a later change moves no sum.
    :ivar reason: why the group declined; for the chair and the secretary of the network.
    :ivar named: whether its chair lets others read that the force takes part.
    :ivar topic: the topic that the group opened in its own space; ``None`` once it has expired.
    :ivar members, posted, posts: how many members its topic had after the last day, how many of
        them had written, and how much. Only whole totals are shown to anybody.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("No answer yet")
        ACCEPTED = "accepted", _("Takes part")
        DECLINED = "declined", _("Declined")

    NEXT = {
        State.WAITING: {State.ACCEPTED, State.DECLINED},
        State.ACCEPTED: set(),
        State.DECLINED: set(),
    }

    national_topic = models.ForeignKey(
        NationalTopic, on_delete=models.PROTECT, related_name="asked"
    )
    force = models.ForeignKey(NetworkForce, on_delete=models.PROTECT, related_name="asked")
    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=NetworkForce.Standing)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    named = models.BooleanField(default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    topic = models.OneToOneField(
        Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    members = models.PositiveIntegerField(null=True, editable=False)
    posted = models.PositiveIntegerField(null=True, editable=False)
    posts = models.PositiveIntegerField(null=True, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)

    objects = AskedForceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("national_topic", "force"), name="a_force_asked_once"),
            models.UniqueConstraint(fields=("national_topic", "group"), name="a_group_asked_once"),
            models.CheckConstraint(
                name="declined_with_a_reason", condition=~Q(state="declined") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="named_as_it_takes_part", condition=Q(named=False) | Q(state="accepted")
            ),
            models.CheckConstraint(
                name="answered_by_somebody",
                condition=Q(state="waiting", answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(state="waiting") & Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"asked force {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("network:asked", args=[self.pk])

    @property
    def takes_answer(self) -> bool:
        """Whether the group can still say whether it takes part."""
        return self.state == self.State.WAITING and self.national_topic.takes_answers

    @property
    def is_silent(self) -> bool:
        """Whether it did not answer while it could."""
        return self.state == self.State.WAITING and self.national_topic.no_longer_waits

    @property
    def came_to(self) -> str:
        """Its state, or ``silent``: what it is counted as."""
        return "silent" if self.is_silent else str(self.state)

    def get_came_to_display(self) -> str:
        """The same in words."""
        return str(_("No answer")) if self.is_silent else self.get_state_display()
