"""Take an edition back, for a reason that everybody reads."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from publications.events import EditionWithdrawn
from publications.models import Edition, Withdrawal
from publications.outgoing import in_withdrawal


@transaction.atomic
def withdraw_edition(
    *, actor: User, edition: Edition, reason: Withdrawal.Reason | str, words: str
) -> Withdrawal:
    """Take back the edition that stands, and those before it. The view asks for a fresh factor.

    Its row stays, its words are served to readers no more, and its address says why. The next
    edition stands at the same address again.

    :raises Refused: unless ``actor`` chairs the group; when it stands no more; when ``words`` name
        somebody, or repeat a post.
    """
    publication = edition.publication
    lock(publication, "withdrawn_at")  # the next edition may come this very moment
    require(actor, "publications.withdraw_edition", edition)
    if naming := in_withdrawal(words, edition):
        raise Refused(" ".join(naming), thing=edition)
    withdrawal = Withdrawal.objects.create(edition=edition, reason=reason, words=words)
    publication.withdrawn_at = withdrawal.withdrawn_at
    publication.save(update_fields=["withdrawn_at"])
    emit(EditionWithdrawn(group_id=edition.group_id, edition_id=edition.pk), actor=actor)
    return withdrawal
