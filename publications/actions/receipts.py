"""Say that a body received an edition."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import require
from publications.events import ReceiptConfirmed
from publications.models import Edition, Receipt


@transaction.atomic
def confirm_receipt(*, actor: User, edition: Edition) -> None:
    """Say, for each body that ``actor`` reads for, that it received ``edition``."""
    require(actor, "publications.confirm_receipt", edition)
    for organisation in sorted(actor.organisation_ids):
        _receipt, created = Receipt.objects.get_or_create(
            edition=edition,
            organisation_id=organisation,
            defaults={"confirmed_by": actor, "confirmed_at": now()},
        )
        if created:
            pointers = {"edition_id": edition.pk, "organisation_id": organisation}
            emit(ReceiptConfirmed(group_id=edition.publication.group_id, **pointers), actor=actor)
