"""Police response."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.clock import now, today


class Response(models.Model):
    """A police response to one key message. Answers are added, never changed.

    The group may say once of each key message that an answer does not address its advice; then
    the police owe another.

    :ivar reason: why not, or what was done and how that can be seen.
    :ivar review_on: day of the next answer, needed while it is under consideration; else the day
        by which the police promised to say what was done.
    :ivar answer_again_by: day by which another answer is owed, since it was said that this one
        does not address the advice, on the day ``unaddressed_on``.
    """

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        ACCEPTED_IN_PART = "accepted_in_part", _("Accepted in part")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")
        UNDER_CONSIDERATION = "under_consideration", _("Under consideration")
        DONE = "done", _("Done")
        PARTLY_DONE = "partly_done", _("Done in part")

    FINAL = frozenset(Decision) - {Decision.UNDER_CONSIDERATION}
    DID = (Decision.DONE, Decision.PARTLY_DONE)
    NEEDS_REASON = (Decision.ACCEPTED_IN_PART, Decision.NOT_ACCEPTED, *DID)
    REVIEWED = (Decision.ACCEPTED, Decision.ACCEPTED_IN_PART, Decision.PARTLY_DONE)

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
    unaddressed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unaddressed_on = models.DateField(null=True, blank=True)
    answer_again_by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="an_answer_has_its_reason",
                condition=~models.Q(
                    decision__in=("accepted_in_part", "not_accepted", "done", "partly_done")
                )
                | ~models.Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=("key_message",),
                condition=models.Q(unaddressed_on__isnull=False),
                name="unaddressed_once_a_key_message",
            ),
            models.CheckConstraint(
                name="what_is_unaddressed_is_answered_again",
                condition=models.Q(unaddressed_on=None, unaddressed_by=None, answer_again_by=None)
                | models.Q(
                    unaddressed_on__isnull=False,
                    unaddressed_by__isnull=False,
                    answer_again_by__isnull=False,
                ),
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
    def group_id(self) -> int:
        return self.key_message.group_id

    @staticmethod
    def reason_missing(decision: str) -> str:
        """What to say where an answer lacks its reason."""
        if decision in Response.DID:
            return gettext("Say what was done, and how the group can see it.")
        return gettext("Say why it is not, or not wholly, accepted.")

    @property
    def is_final(self) -> bool:
        """Whether nothing further was promised, and nothing further is owed."""
        return self.decision in self.FINAL and self.answer_again_by is None

    @property
    def is_to_review(self) -> bool:
        """Whether its day has come on which the police say what was done."""
        reviewed = self.is_final and self.decision in self.REVIEWED
        return reviewed and self.review_on is not None and self.review_on <= today()
