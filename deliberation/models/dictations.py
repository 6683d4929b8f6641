"""How a post came in that somebody else entered for its author, who does not sign in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Dictation(models.Model):
    """Who entered a post for its author, how and when they told it, and whether they confirmed it.

    :ivar told_on: the day on which the author said it, or of their letter.
    :ivar corrected_by: who last corrected the words, which the author confirms anew; ``None`` for
        nobody.
    :ivar confirmed_by: who wrote down that the author confirmed it; ``None`` until they have.
    """

    class Via(models.TextChoices):
        TELEPHONE = "telephone", _("by telephone")
        LETTER = "letter", _("by letter")
        IN_PERSON = "in_person", _("in person")

    post = models.OneToOneField(
        "deliberation.Post", on_delete=models.PROTECT, related_name="dictation"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    via = models.CharField(max_length=10, choices=Via)
    told_on = models.DateField()
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_via = models.CharField(max_length=10, choices=Via, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="confirmed_how_when_and_by_whom",
                condition=models.Q(confirmed_by=None, confirmed_via="", confirmed_on=None)
                | models.Q(confirmed_by__isnull=False, confirmed_on__isnull=False)
                & ~models.Q(confirmed_via=""),
            ),
        )

    def __str__(self) -> str:
        return f"dictation {self.pk}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None
