"""Legal holds: what must stay as it is until two people say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models.groups import AdvisoryGroup
from core.clock import now
from core.policy import pointer
from core.prepared import Given, Prepared

if TYPE_CHECKING:
    from accounts.models.users import User

REASON_MAX_LENGTH = 500  # characters


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def in_force(self) -> LegalHoldQuerySet:
        """Holds that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)

    def ids(self, model: type[models.Model]) -> list[int]:
        """Keys of the rows of ``model`` that are held now."""
        prefix = f"{model._meta.model_name}."  # noqa: SLF001 -- Django's own way to ask
        held = self.in_force().filter(thing__startswith=prefix)
        return [int(thing.removeprefix(prefix)) for thing in held.values_list("thing", flat=True)]

    def begin(self, thing: models.Model, group_id: int, by: User, reason: str) -> LegalHold:
        """Hold ``thing`` from now on."""
        return self.create(thing=pointer(thing), group_id=group_id, set_by=by, reason=reason)

    def ask_to_lift(self, hold: LegalHold, by: User) -> bool:
        """Note who wants it lifted; False when somebody did already."""
        waiting = self.in_force().filter(pk=hold.pk, lift_asked_by__isnull=True)
        return bool(waiting.update(lift_asked_by=by, lift_asked_at=now()))

    def lift(self, hold: LegalHold, by: User) -> bool:
        """Lift it as the second person; False when that cannot be."""
        asked = self.in_force().filter(pk=hold.pk, lift_asked_by__isnull=False)
        return bool(asked.exclude(lift_asked_by=by).update(lifted_by=by, lifted_at=now()))


class LegalHold(models.Model):
    """Nothing that it covers is removed, redacted or changed in place, by anybody.

    One person sets it. To lift it, one asks and another agrees.

    :ivar thing: ``topic.12`` or ``meeting.7``; kept when the thing is
        gone, long after the hold was lifted.
    :ivar reason: for the chair and the secretary only.
    """

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="legal_holds")
    thing = models.CharField(max_length=60)
    reason = models.CharField(max_length=REASON_MAX_LENGTH)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=now)
    lift_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lift_asked_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("thing",), condition=Q(lifted_at__isnull=True), name="one_hold_in_force"
            ),
            models.CheckConstraint(
                name="lifted_by_two_people",
                condition=Q(lifted_at__isnull=True)
                | Q(lift_asked_by__isnull=False, lifted_by__isnull=False)
                & ~Q(lifted_by=F("lift_asked_by")),
            ),
        )

    def __str__(self) -> str:
        return f"legal hold {self.pk}"

    @staticmethod
    def on(thing: models.Model) -> LegalHold | None:
        """The hold in force on ``thing``, or None."""
        return next(iter(_ON(thing=pointer(thing))), None)


_ON = Prepared(
    lambda: LegalHold.objects.in_force().filter(thing=Given("thing", models.CharField()))
)
