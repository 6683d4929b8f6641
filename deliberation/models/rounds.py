"""Rounds of agreement: one wording, the people entitled to answer, their positions, the outcome."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import GUESTS
from core.clock import now
from core.conditions import among
from core.undo import undo_until
from deliberation.models.key_messages import KeyMessage, MinorityStatement, Wording, visible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Choice(models.TextChoices):
    """The five positions that a person can take."""

    SUPPORT = "support", _("I support it")
    RESERVATIONS = "reservations", _("I support it with reservations")
    LIVE_WITH = "live_with", _("I can live with it")
    STAND_ASIDE = "stand_aside", _("No view: I am not taking part in this one")
    OBJECT = "object", _("I object")


COUNTS = {  # the field of a round that counts each position
    Choice.SUPPORT: "support",
    Choice.RESERVATIONS: "reservations",
    Choice.LIVE_WITH: "live_with",
    Choice.STAND_ASIDE: "stand_aside",
    Choice.OBJECT: "objections",
}
NEEDS_REASON = frozenset({Choice.RESERVATIONS, Choice.OBJECT})


class Outcome(models.TextChoices):
    """What a closed round came to; the rule is ``deliberation.outcomes``."""

    NOT_QUORATE = "not_quorate", _("Not quorate")
    UNANIMOUS = "unanimous", _("Unanimous")
    CONSENSUS = "consensus", _("Consensus")
    MAJORITY_WITH_DISSENT = "majority_with_dissent", _("Majority, with dissent")
    NOT_AGREED = "not_agreed", _("No agreed view")


def occasion_of(meeting_id: int) -> str:
    """What a round keeps of the meeting it is opened in: ``meeting.17``; empty for 0, no meeting.

    No foreign key: this app knows no meetings.
    """
    return f"meeting.{meeting_id}" if meeting_id else ""


class RoundQuerySet(models.QuerySet["AgreementRound"]):
    def visible_to(self, user: User | AnonymousUser) -> RoundQuerySet:
        """Rounds on key messages that ``user`` sees; guests see the one that decided it.

        Earlier ones were on drafts, or came to nothing: they are the group's own.
        """
        if not isinstance(user, User):
            return self.none()
        rounds = self.filter(visible(user, "key_message__"))
        guest = user.groups_as(GUESTS)
        if not guest:
            return rounds
        later = AgreementRound.objects.filter(key_message=models.OuterRef("key_message"))
        later = later.filter(pk__gt=models.OuterRef("pk"))
        return rounds.exclude(models.Exists(later), among("key_message__topic__group", guest))

    def opened_in(self, meeting_id: int) -> RoundQuerySet:
        """Rounds that were opened in that meeting."""
        return self.filter(occasion=occasion_of(meeting_id))

    def with_numbers(self) -> RoundQuerySet:
        """With ``asked_count``, ``recused_count`` and ``answered_count``: people, never names."""

        def number(rows: models.QuerySet[models.Model]) -> Coalesce:
            counted = rows.order_by().values("round").annotate(n=models.Count("pk")).values("n")
            return Coalesce(models.Subquery(counted), 0)

        people = Entitlement.objects.filter(round=models.OuterRef("pk"))
        counts = {
            "asked_count": number(people.filter(recused=False)),
            "recused_count": number(people.filter(recused=True)),
            "answered_count": number(
                Position.objects.counted().filter(round=models.OuterRef("pk"))
            ),
        }
        return self.annotate(**counts)


class AgreementRound(models.Model):
    """One question to the group, about one wording, word for word.

    Its states::

        open <-> closed   (back within a minute, by whoever closed it)
             --> lapsed   (the wording changed, or the message was withdrawn)

    It may outlive the meeting it was opened in. Until it closes, only the number of
    answers is shown, to everybody.

    :ivar quorum: fewest positions that make an outcome.
    :ivar occasion: by ``occasion_of``; read it as ``meeting_id``, find by it with ``opened_in``.
    :ivar reopened_at: when a close was last taken back; the result had been shown until then.
    :ivar support, reservations, live_with, stand_aside, objections: counts, once closed.
    :ivar asked_count, recused_count, answered_count: people, when read ``with_numbers()``.
    """

    asked_count: int
    recused_count: int
    answered_count: int

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        LAPSED = "lapsed", _("Lapsed")

    NEXT = {
        State.OPEN: {State.CLOSED, State.LAPSED},
        State.CLOSED: {State.OPEN},
        State.LAPSED: set(),
    }

    key_message = models.ForeignKey(KeyMessage, on_delete=models.PROTECT, related_name="rounds")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    quorum = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=40, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=24, choices=Outcome, blank=True)
    support = models.PositiveSmallIntegerField(default=0)
    reservations = models.PositiveSmallIntegerField(default=0)
    live_with = models.PositiveSmallIntegerField(default=0)
    stand_aside = models.PositiveSmallIntegerField(default=0)
    objections = models.PositiveSmallIntegerField(default=0)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("occasion",), name="rounds_of_a_meeting"),)
        constraints = (
            models.UniqueConstraint(
                fields=("key_message",),
                condition=models.Q(state="open"),
                name="one_open_round_a_key_message",
            ),
            models.CheckConstraint(
                name="closed_has_an_outcome",
                condition=models.Q(state="closed", closed_at__isnull=False) & ~models.Q(outcome="")
                | ~models.Q(state="closed") & models.Q(outcome=""),
            ),
        )

    def __str__(self) -> str:
        return f"round {self.pk}"

    def get_absolute_url(self) -> str:
        return self.key_message.get_absolute_url()

    @property
    def group_id(self) -> int:
        return self.key_message.group_id

    @property
    def topic_id(self) -> int:
        return self.key_message.topic_id

    @property
    def meeting_id(self) -> int:
        """Id of the meeting it was opened in; 0 for none."""
        return int(self.occasion.removeprefix("meeting.") or 0)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def undo_until(self) -> datetime | None:
        """Until when the close can be taken back; ``None`` while it is open."""
        return undo_until(self.closed_at)

    @property
    def counts(self) -> list[tuple[Choice, int]]:
        """How many took each position, in the order of the scale."""
        return [(choice, getattr(self, name)) for choice, name in COUNTS.items()]


class Entitlement(models.Model):
    """One person who is asked in a round, or who is recused from it, and why.

    :ivar mode: how they take part, as the meeting knows it (room, video, telephone …).
    """

    round = models.ForeignKey(AgreementRound, on_delete=models.PROTECT, related_name="entitlements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, blank=True)
    recused = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "user"), name="asked_once_a_round"),
        )


class PositionQuerySet(models.QuerySet["Position"]):
    def counted(self) -> PositionQuerySet:
        """Without those of people who declared an interest since, which a legal hold kept."""
        recused = Entitlement.objects.filter(
            round=models.OuterRef("round"), user=models.OuterRef("user"), recused=True
        )
        return self.exclude(models.Exists(recused))

    def that_decided(self, key_message: KeyMessage) -> PositionQuerySet:
        """Those that count in the round by which ``key_message`` was decided."""
        closed = key_message.rounds.filter(state=AgreementRound.State.CLOSED)
        return self.counted().filter(round=closed.order_by("-pk").values("pk")[:1])


class Position(models.Model):
    """Where one person stands in one round.

    :ivar recorded_by: who wrote it down for them; ``None`` when they did it themselves.
    """

    class Via(models.TextChoices):
        TELEPHONE = "telephone", _("by telephone")
        IN_PERSON = "in_person", _("in person")
        POST = "post", _("by post")

    round = models.ForeignKey(AgreementRound, on_delete=models.PROTECT, related_name="positions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="positions"
    )
    choice = models.CharField(max_length=12, choices=Choice)
    reason = models.TextField(max_length=1000, blank=True)
    taken_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_via = models.CharField(max_length=10, choices=Via, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "user"), name="one_position_a_person"),
        )

    def __str__(self) -> str:
        return f"position {self.pk}"

    @property
    def side(self) -> MinorityStatement.Side:
        """On which side a statement of the same person stands."""
        dissents = self.choice in (Choice.STAND_ASIDE, Choice.OBJECT)
        return MinorityStatement.Side.AGAINST if dissents else MinorityStatement.Side.FOR
