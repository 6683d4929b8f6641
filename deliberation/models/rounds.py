"""Rounds of agreement: one wording, the question about it, the outcome."""

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
from core.undo import undo_until, undoable_since
from deliberation.models.key_messages import KeyMessage, Wording, visible
from deliberation.models.positions import Entitlement, Position
from deliberation.models.scale import BALLOT_CHOICES, COUNTS, Choice, Method, Outcome, Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def occasion_of(meeting_id: int) -> str:
    """What a round keeps of the meeting it is opened in: ``meeting.17``; empty for 0, no meeting.

    No foreign key: this app knows no meetings.
    """
    return f"meeting.{meeting_id}" if meeting_id else ""


def _to_publish() -> models.Prefetch[str]:
    return models.Prefetch("positions", Position.objects.to_publish(), to_attr="to_publish")


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

    def closed(self) -> RoundQuerySet:
        """Rounds that came to an outcome."""
        return self.filter(state=AgreementRound.State.CLOSED)

    def open_or_undoable(self) -> RoundQuerySet:
        """Open rounds, and those that are open again if their close is taken back."""
        undoable = models.Q(state=AgreementRound.State.CLOSED, closed_at__gte=undoable_since())
        return self.filter(undoable | models.Q(state=AgreementRound.State.OPEN))

    def taking_answers(self) -> RoundQuerySet:
        """Open rounds whose time to answer has not ended."""
        in_time = models.Q(answers_until=None) | models.Q(answers_until__gt=now())
        return self.filter(in_time, state=AgreementRound.State.OPEN)

    def due(self) -> RoundQuerySet:
        """Open rounds whose time to answer has ended, which the worker closes."""
        return self.filter(state=AgreementRound.State.OPEN, answers_until__lte=now())

    def with_reservations(self) -> RoundQuerySet:
        """With what ``reservations_to_publish`` reads."""
        return self.prefetch_related(_to_publish())

    def with_numbers(self) -> RoundQuerySet:
        """With ``asked_count``, ``recused_count`` and ``answered_count``: people, never names."""

        def number(rows: models.QuerySet[models.Model]) -> Coalesce:
            counted = rows.order_by().values("round").annotate(n=models.Count("pk")).values("n")
            return Coalesce(models.Subquery(counted), 0)

        people = Entitlement.objects.filter(round=models.OuterRef("pk"))
        counts = {
            "asked_count": number(people.filter(recused=False)),
            "recused_count": number(people.filter(recused=True)),
            "answered_count": number(people.answered().filter(recused=False)),
        }
        return self.annotate(**counts)


class AgreementRound(models.Model):
    """One question to the group, about one wording, word for word.

    Its states::

        open <-> closed   (back within a minute, by whoever closed it)
             --> lapsed   (the wording changed, or the message was withdrawn)

    It may outlive the meeting it was opened in. Until it closes, only the number of
    answers is shown, to everybody.

    :ivar method: how people are asked; chosen before they are.
    :ivar unit: whose positions are counted; of groups each is held by who represents it.
    :ivar quorum: fewest answers that make an outcome.
    :ivar not_reached: how many are not asked in a secret ballot because they do not sign in.
    :ivar occasion: by ``occasion_of``; read it as ``meeting_id``, find by it with ``opened_in``.
    :ivar answers_until: when it closes by itself, on its last day; ``None`` without one.
    :ivar left_open_at: when the meeting that it was opened in ended before it did, or before its
        close was final.
    :ivar closed_by: ``None`` while it is open, and where its time ended.
    :ivar reopened_at: when a close was last taken back; the result had been shown until then.
    :ivar support, reservations, live_with, stand_aside, objections: counts, once closed.
    :ivar unanswered: how many were asked and did not answer; ``None`` until it closes, and of
        rounds that closed before this was counted. ``ways``: how many answered in each ``Way``.
    :ivar asked_count, recused_count, answered_count: people, when read ``with_numbers()``.
    """

    asked_count: int
    recused_count: int
    answered_count: int
    to_publish: list[Position]

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
    method = models.CharField(max_length=10, choices=Method, default=Method.POSITIONS)
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.MEMBERS)
    quorum = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=40, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=now)
    answers_until = models.DateTimeField(null=True, blank=True)
    left_open_at = models.DateTimeField(null=True, blank=True)
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
    not_reached = models.PositiveSmallIntegerField(default=0)
    unanswered = models.PositiveSmallIntegerField(null=True, blank=True)
    ways = models.JSONField(default=dict, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("occasion",), name="rounds_of_a_meeting"),
            models.Index(fields=("state", "answers_until"), name="rounds_by_last_day"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("key_message",),
                condition=models.Q(state="open"),
                name="one_open_round_a_key_message",
            ),
            models.CheckConstraint(
                name="time_to_answer_after_opening",
                condition=models.Q(answers_until=None)
                | models.Q(answers_until__gt=models.F("opened_at")),
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
    def is_ballot(self) -> bool:
        return self.method == Method.BALLOT

    @property
    def is_of_groups(self) -> bool:
        """Whether one group is one position in it."""
        return self.unit == Unit.GROUPS

    @property
    def is_unopened(self) -> bool:
        """Whether it was a secret ballot in which too few voted: nobody knows what they chose."""
        return self.is_ballot and self.outcome == Outcome.NOT_QUORATE

    @property
    def takes_answers(self) -> bool:
        """Whether it is open, and its time to answer has not ended."""
        return self.is_open and (self.answers_until is None or now() < self.answers_until)

    @property
    def undo_until(self) -> datetime | None:
        """Until when the close can be taken back; ``None`` while it is open."""
        return undo_until(self.closed_at)

    @property
    def reservations_to_publish(self) -> list[str]:
        """The reservations whose authors let them travel with the message.

        Of several rounds read ``with_reservations()``: no query each.
        """
        if not hasattr(self, "to_publish"):
            models.prefetch_related_objects([self], _to_publish())
        return [position.reason for position in self.to_publish]

    @property
    def counts(self) -> list[tuple[Choice, int]]:
        """How many took each position that was offered, in the order of the scale."""
        offered = BALLOT_CHOICES if self.is_ballot else Choice
        return [(choice, getattr(self, COUNTS[choice])) for choice in Choice if choice in offered]
