"""Who takes no part in an item because of an interest: they leave for it, or stay and listen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.prepared import Given, Prepared
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def leaving(self) -> RecusalQuerySet:
        """Those with which somebody leaves: nothing of the item is theirs to read or to hear."""
        return self.filter(part=Recusal.Part.LEAVES)

    def listening(self) -> RecusalQuerySet:
        """Those with which somebody stays, reads and hears."""
        return self.filter(part=Recusal.Part.LISTENS)


class Recusal(models.Model):
    """A person declared an interest in one item: no hand and no position in it.

    Whoever leaves is not there for the item and reads nothing of it. Whoever listens stays, reads
    and hears it as they did before. Neither takes part: what takes part asks for any of these rows,
    what is read or heard for those that are ``leaving()``.

    :ivar part: that they leave, unless the chair or the secretary let them stay and listen.
    """

    class Part(models.TextChoices):
        LEAVES = "leaves", _("Leaves for this item")
        LISTENS = "listens", _("Stays and listens")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    part = models.CharField(max_length=10, choices=Part, default=Part.LEAVES)
    declared_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RecusalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "user"), name="one_recusal_an_item"),
        )

    def __str__(self) -> str:
        return f"interest {self.pk}"

    @property
    def listens(self) -> bool:
        return self.part == self.Part.LISTENS

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting

    @property
    def group_id(self) -> int:
        return self.item.group_id


def shuts_out(user: Any, item: str) -> models.Exists:
    """Condition that ``user`` leaves for the item at the path ``item``, or another on its topic."""
    same_topic = models.Q(item__topic=models.OuterRef(f"{item}__topic"))
    about_it = models.Q(item=models.OuterRef(item)) | same_topic
    return models.Exists(Recusal.objects.leaving().filter(about_it, user=user))


_PART = Prepared(
    lambda: Recusal.objects.filter(
        item=Given("item", models.BigIntegerField()), user=Given("user", models.BigIntegerField())
    ).values_list("part", flat=True)
)


def listens_in(item_id: int | None, user: User) -> bool | None:
    """Whether somebody who declared an interest in the item stays and listens. One query.

    ``None`` for who declared none, and takes part.
    """
    parts = _PART(item=item_id, user=user.pk)
    return parts[0] == Recusal.Part.LISTENS if parts else None
