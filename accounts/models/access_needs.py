"""What somebody needs to take part in the meetings of a group."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.memberships import Membership, Role
from core.clock import now
from core.conditions import among

SECRETARIES = frozenset({Role.SECRETARY})


class AccessNeedsQuerySet(models.QuerySet["AccessNeeds"]):
    def visible_to(self, user: Any) -> AccessNeedsQuerySet:
        """One's own, and those of the people of a group whose secretary ``user`` is.

        What goes with a place that has ended waits to be forgotten: nobody acts on it any more.
        """
        assists = among("group", user.groups_as(SECRETARIES))
        places = Membership.objects.current().filter(models.Q(user=user) | assists)
        return self.filter(membership__in=places.values("pk"))


class AccessNeeds(models.Model):
    """What one person needs in one group, for themselves and the secretary, and nobody else.

    It says something of their health: it is in no record and no search, and goes after their place
    has ended.

    :ivar words: what else, in their own words.
    :ivar recorded_by: the secretary who wrote it down; ``None`` when they said so themselves.
    """

    KINDS = ("large_print", "interpreter", "captions", "step_free", "hearing_loop")

    membership = models.OneToOneField(
        Membership, on_delete=models.PROTECT, related_name="access_needs"
    )
    large_print = models.BooleanField(_("papers in large print"), default=False)
    interpreter = models.BooleanField(_("a sign language interpreter"), default=False)
    captions = models.BooleanField(_("captions in the video"), default=False)
    step_free = models.BooleanField(_("step-free access"), default=False)
    hearing_loop = models.BooleanField(_("a hearing loop"), default=False)
    words = models.CharField(_("something else"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)

    objects = AccessNeedsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"access needs {self.pk}"

    @property
    def kinds(self) -> list[str]:
        """The needs that have a name, in words."""
        fields: dict[str, Any] = {field.name: field for field in self._meta.get_fields()}
        return [str(fields[name].verbose_name) for name in self.KINDS if getattr(self, name)]

    @property
    def lines(self) -> list[str]:
        """All of it: the needs that have a name, then the words."""
        return [*self.kinds, *([self.words] if self.words else [])]
