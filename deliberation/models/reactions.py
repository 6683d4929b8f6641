"""Short answers to a post: one agrees, or finds it helpful."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import now


class Reaction(models.Model):
    """One person agrees with a post, or finds it helpful. Who did is shown to all who read it."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("Agree")
        HELPFUL = "helpful", _("Helpful")

    post = models.ForeignKey(
        "deliberation.Post", on_delete=models.PROTECT, related_name="reactions"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("post", "user", "kind"), name="one_reaction_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"reaction {self.pk}"
