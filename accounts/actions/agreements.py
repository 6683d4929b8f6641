"""The confidentiality agreement: put in force, accepted."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.events import AgreementAccepted, AgreementAdopted, AgreementRecorded
from accounts.models import Acceptance, Agreement
from accounts.queries import agreement_in_force
from core.clock import today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require

if TYPE_CHECKING:
    from accounts.models import Membership, User

NEWER = _("Another version is in force by now. Ask them to accept that one.")
NOT_THEN = _("The date must be between the day on which this version came into force and today.")
NOON = time(12)  # of a day of which no time is known
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


@transaction.atomic
def record_acceptance(
    *,
    actor: User,
    membership: Membership,
    agreement: Agreement,
    how: Acceptance.How,
    accepted_on: date,
) -> None:
    """Write down that somebody who does not sign in accepted the agreement in force.

    :param agreement: the version that ``actor`` had in front of them.
    :raises Refused: unless ``actor`` organises the group; for somebody who signs in, or accepted
        it; when it is not in force any more; for a day to come, or before it was.
    """
    require(actor, "accounts.record_acceptance", membership)
    if agreement != agreement_in_force():
        raise Refused(NEWER, thing=membership)
    if not timezone.localdate(agreement.adopted_at) <= accepted_on <= today():
        raise Refused(NOT_THEN, thing=membership)
    write_down_acceptance(actor, membership, how, accepted_on)


def write_down_acceptance(
    actor: User, place: Membership, how: Acceptance.How, accepted_on: date | None = None
) -> None:
    """Write down that somebody who does not sign in accepted the newest; part of an action.

    :param accepted_on: ``None`` for now.
    """
    agreement = agreement_in_force()
    if agreement is None:
        return
    record: dict[str, Any] = {"recorded_by": actor, "how": how}
    if accepted_on and accepted_on != today():
        noon = timezone.make_aware(datetime.combine(accepted_on, NOON))
        record["accepted_at"] = max(noon, agreement.adopted_at)
    _row, is_new = Acceptance.objects.get_or_create(
        user_id=place.user_id, agreement=agreement, defaults=record
    )
    if is_new:
        event = AgreementRecorded(
            group_id=place.group_id, agreement_id=agreement.pk, person_id=place.user_id
        )
        emit(event, actor=actor)
