"""What can happen on a visit and what is done about it: a text of the group, in versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now
from core.conditions import among

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

RISKS_LENGTH = 10_000  # characters


class RiskAssessmentQuerySet(models.QuerySet["RiskAssessment"]):
    def visible_to(self, user: User | AnonymousUser) -> RiskAssessmentQuerySet:
        """Those of the groups in which ``user`` is one of its own people."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(among("group", user.groups_as(OWN_PEOPLE)))

    def newest(self, group_id: int) -> RiskAssessment | None:
        """The one that is in force in this group, where it has one."""
        return self.filter(group=group_id).first()


class RiskAssessment(models.Model):
    """One version of the risk assessment of a group. The newest is the one in force.

    :ivar text: Markdown. It is never changed: another version comes.
    """

    group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, related_name="risk_assessments"
    )
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField(default=now)

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=("group", "version"), name="one_risk_assessment_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"risk assessment {self.pk}"
