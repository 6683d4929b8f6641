"""Who is asked in a round, and the positions that they take."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import now
from deliberation.models.key_messages import KeyMessage
from deliberation.models.scale import Choice, Way
from deliberation.models.statements import MinorityStatement


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    def voted(self) -> EntitlementQuerySet:
        """Of people who cast a ballot that counts."""
        return self.filter(voted_at__isnull=False, recused=False)

    def answered(self) -> EntitlementQuerySet:
        """Of people who took a position, or cast a ballot; how, it does not say."""
        taken = Position.objects.filter(
            round=models.OuterRef("round"), user=models.OuterRef("user")
        )
        return self.filter(models.Q(voted_at__isnull=False) | models.Exists(taken))


class Entitlement(models.Model):
    """One person who is asked in a round, or who is recused from it, and why.

    :ivar mode: how they take part, as the meeting knows it (room, video, telephone …); kept in
        step with the meeting until the round closes.
    :ivar way: how their answer came, once closed; empty without one, and in a secret ballot.
    :ivar voted_at: when they cast their ballot; which one, no row says.
    """

    round = models.ForeignKey(
        "deliberation.AgreementRound", on_delete=models.PROTECT, related_name="entitlements"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, blank=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    recused = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)

    objects = EntitlementQuerySet.as_manager()

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
        closed = key_message.rounds.closed().order_by("-pk")
        return self.counted().filter(round=closed.values("pk")[:1])

    def to_publish(self) -> PositionQuerySet:
        """Reservations whose authors let them travel with the message; in no order of people."""
        return self.counted().filter(may_be_published=True).order_by("reason")


class Position(models.Model):
    """Where one person stands in one round.

    :ivar taken_at: when it was last changed; ``first_taken_at``: when its person first answered.
    :ivar may_be_published: whether its reservation travels with the message, without a name.
    :ivar recorded_by: who wrote it down for them; ``None`` when they did it themselves.
    :ivar confirmed_by: who said that what was written down is what they told: they themselves, or
        whoever had written it down, to whom they said so in the way ``confirmed_via``.
    """

    class Via(models.TextChoices):
        TELEPHONE = "telephone", _("by telephone")
        CALL_BACK = "call_back", _("by call-back")
        IN_PERSON = "in_person", _("in person")
        POST = "post", _("by post")

    round = models.ForeignKey(
        "deliberation.AgreementRound", on_delete=models.PROTECT, related_name="positions"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="positions"
    )
    choice = models.CharField(max_length=12, choices=Choice)
    reason = models.TextField(max_length=1000, blank=True)
    may_be_published = models.BooleanField(default=False)
    taken_at = models.DateTimeField(default=now)
    first_taken_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_via = models.CharField(max_length=10, choices=Via, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_via = models.CharField(max_length=10, choices=Via, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "user"), name="one_position_a_person"),
            models.CheckConstraint(
                name="reservations_are_published",
                condition=models.Q(may_be_published=False)
                | models.Q(choice=Choice.RESERVATIONS) & ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="confirmed_what_was_recorded",
                condition=models.Q(confirmed_by=None, confirmed_via="", confirmed_at=None)
                | models.Q(
                    recorded_by__isnull=False,
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"position {self.pk}"

    @property
    def side(self) -> MinorityStatement.Side:
        """On which side a statement of the same person stands."""
        dissents = self.choice in (Choice.STAND_ASIDE, Choice.OBJECT)
        return MinorityStatement.Side.AGAINST if dissents else MinorityStatement.Side.FOR
