"""The confidentiality agreement: put in force, accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.events import AgreementAccepted, AgreementAdopted, AgreementRecorded
from accounts.models import Acceptance, Agreement
from accounts.queries import agreement_in_force
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require

if TYPE_CHECKING:
    from accounts.models import Membership, User

MOVED_ON = _("Another version was put in force at this moment. Read it before you go on.")
SAME = _("This is the text that is in force. Change it first.")


@transaction.atomic
def adopt_agreement(*, actor: User | None, text: str) -> Agreement:
    """Put a new version in force; everybody is asked to accept it before they go on.

    :param actor: an administrator; ``None`` for the command line, which sets the portal up.
    :param text: Markdown.
    :raises Refused: when ``actor`` is not an administrator; for the text that is in force; when
        another version comes into force at the same moment.
    """
    if actor is not None:
        require(actor, "accounts.adopt_agreement", None)
    newest = agreement_in_force()
    if newest:
        lock(newest)
        if agreement_in_force() != newest:  # it came while this waited
            raise Refused(MOVED_ON)
    if newest and newest.text.strip() == text.strip():
        raise Refused(SAME)
    version = newest.version + 1 if newest else 1
    agreement = Agreement.objects.create(version=version, text=text)
    emit(AgreementAdopted(group_id=None, agreement_id=agreement.pk), actor=actor)
    return agreement


@transaction.atomic
def accept_agreement(*, actor: User, agreement: Agreement) -> Acceptance:
    """Record that ``actor`` accepts this version; a second time changes nothing."""
    acceptance, is_new = Acceptance.objects.get_or_create(user=actor, agreement=agreement)
    if is_new:
        event = AgreementAccepted(group_id=None, agreement_id=agreement.pk, person_id=actor.pk)
        emit(event, actor=actor)
    return acceptance


def write_down_acceptance(actor: User, place: Membership, how: Acceptance.How) -> None:
    """Write down that somebody who does not sign in accepted the newest; part of an action."""
    agreement = agreement_in_force()
    if agreement is None:
        return
    told = {"recorded_by": actor, "how": how}
    _row, is_new = Acceptance.objects.get_or_create(
        user_id=place.user_id, agreement=agreement, defaults=told
    )
    if is_new:
        event = AgreementRecorded(
            group_id=place.group_id, agreement_id=agreement.pk, person_id=place.user_id
        )
        emit(event, actor=actor)
