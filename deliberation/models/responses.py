"""Police response."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import now


class Response(models.Model):
    """A police response to one key message. Answers are added, never changed.

    :ivar review_on: day of the next answer; needed while it is under consideration.
    """

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        ACCEPTED_IN_PART = "accepted_in_part", _("Accepted in part")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")
        UNDER_CONSIDERATION = "under_consideration", _("Under consideration")

    FINAL = frozenset({Decision.ACCEPTED, Decision.ACCEPTED_IN_PART, Decision.NOT_ACCEPTED})
    NEEDS_REASON = (Decision.ACCEPTED_IN_PART, Decision.NOT_ACCEPTED)

    key_message = models.ForeignKey(
        "KeyMessage", on_delete=models.PROTECT, related_name="responses"
    )
    decision = models.CharField(max_length=20, choices=Decision)
    reason = models.TextField(max_length=2000, blank=True)
    review_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(default=now)
    on_behalf = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="an_answer_has_its_reason",
                condition=~models.Q(decision__in=("accepted_in_part", "not_accepted"))
                | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="under_consideration_has_a_date",
                condition=~models.Q(decision="under_consideration")
                | models.Q(review_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"response {self.pk}"

    @property
    def is_final(self) -> bool:
        """Whether nothing further was promised."""
        return self.decision in self.FINAL
