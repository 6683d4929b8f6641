"""What somebody proposes to correct in the minutes of a meeting, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from meetings.models.minutes import MinutesItem

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

CORRECTION_MAX_LENGTH = 1000  # characters of each of its words


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, user: User | AnonymousUser) -> CorrectionQuerySet:
        """Corrections of the items of minutes that ``user`` reads."""
        return self.filter(minutes_item__in=MinutesItem.objects.visible_to(user))

    def waiting(self) -> CorrectionQuerySet:
        """Those that nobody has answered yet."""
        return self.filter(state=Correction.State.PROPOSED)


class Correction(models.Model):
    """One thing in published minutes that should say something else.

    ::

        proposed -> accepted   (the words are changed, and the version says by which correction)
                 -> refused    (with a reason)

    :ivar says: what the minutes say; empty where something is missing.
    :ivar should_say: what they should say; empty where something should not be there.
    :ivar recorded_by: who wrote it down for them; ``None`` when they did so themselves.
    :ivar answer: why it was refused.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")

    NEXT = {
        State.PROPOSED: {State.ACCEPTED, State.REFUSED},
        State.ACCEPTED: set(),
        State.REFUSED: set(),
    }

    minutes_item = models.ForeignKey(
        MinutesItem, on_delete=models.PROTECT, related_name="corrections"
    )
    says = models.TextField(blank=True)
    should_say = models.TextField(blank=True)
    why = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="an_answered_correction_says_when_and_by_whom",
                condition=Q(state="proposed", answered_at=None, answered_by=None)
                | ~Q(state="proposed") & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_correction_has_a_reason",
                condition=~Q(state="refused") | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="a_correction_corrects_something",
                condition=~Q(says="", should_say=""),
            ),
        )

    def __str__(self) -> str:
        return f"correction {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.minutes_item.minutes.get_absolute_url()}#correction-{self.pk}"

    @property
    def group_id(self) -> int:
        return self.minutes_item.group_id

    @property
    def topic_id(self) -> int | None:
        """Of an item on a topic: a refusal about it is hidden with the topic."""
        return self.minutes_item.topic_id

    @property
    def is_accepted(self) -> bool:
        """Whether it changed the words."""
        return self.state == self.State.ACCEPTED

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it."""
        return self.state == self.State.PROPOSED
