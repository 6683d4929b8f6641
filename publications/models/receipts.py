"""Bodies that read an edition, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation, User
from core.clock import now
from publications.models.editions import Edition

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: User | AnonymousUser) -> ReceiptQuerySet:
        """Those of editions of one's own groups, and those of one's own body."""
        if not isinstance(user, User):
            return self.none()
        own = Q(organisation__in=user.organisation_ids)
        return self.filter(own | Q(edition__publication__group__in=user.roles))


class Receipt(models.Model):
    """One body received one edition: somebody who reads for it pressed the button.

    Pages name the body, the record of the group as well; who pressed is kept for administrators.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(default=now)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "organisation"), name="a_body_receives_an_edition_once"
            ),
        )

    def __str__(self) -> str:
        return f"receipt {self.pk}"
