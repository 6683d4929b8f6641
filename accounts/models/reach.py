"""How somebody is reached who reads no email: on the telephone, or by post."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.memberships import ORGANISERS, Membership
from core.clock import now

TRUNK = re.compile(r"\(0\)")  # of +44 (0)1632 960001: not dialled behind the code of a country
NOT_DIALLED = re.compile(r"[^\d+]")
NEEDED = {
    "telephone": _("Enter a telephone number to call them on"),
    "address": _("Enter an address to write to"),
}


class ReachQuerySet(models.QuerySet["Reach"]):
    def visible_to(self, user: Any) -> ReachQuerySet:
        """One's own, and those of people who are today in a group that ``user`` organises."""
        organised = Membership.objects.current().filter(group__in=user.groups_as(ORGANISERS))
        return self.filter(models.Q(user=user) | models.Q(user__in=organised.values("user")))


class Reach(models.Model):
    """How one person wishes to be reached. For those who organise their groups, and nobody else.

    :ivar telephone: as it was typed; ``dialled`` is what a telephone wants.
    """

    class Way(models.TextChoices):
        TELEPHONE = "telephone", _("By telephone")
        LETTER = "letter", _("By letter")
        LARGE_PRINT = "large_print", _("By letter in large print")

    NEEDS = {Way.TELEPHONE: "telephone", Way.LETTER: "address", Way.LARGE_PRINT: "address"}

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reach"
    )
    way = models.CharField(_("how to reach them"), max_length=12, choices=Way)
    telephone = models.CharField(_("telephone number"), max_length=40, blank=True)
    address = models.TextField(_("postal address"), max_length=300, blank=True)
    changed_at = models.DateTimeField(default=now)

    objects = ReachQuerySet.as_manager()

    def __str__(self) -> str:
        return f"reach {self.pk}"

    @property
    def dialled(self) -> str:
        """The number without what is written for eyes: for a link with ``tel:``."""
        number = TRUNK.sub("", self.telephone) if "+" in self.telephone else self.telephone
        return NOT_DIALLED.sub("", number)

    @property
    def in_large_print(self) -> bool:
        return self.way == self.Way.LARGE_PRINT
