"""What mail servers say about people's addresses."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts.events import AddressBounced, AddressReached, InvitationBounced
from accounts.models import Invitation, Reach, User
from core.clock import now
from core.emit import emit
from core.notices.models import Notice

DOUBTFUL = timedelta(days=1)  # what was handed over so long before may have come back too


@transaction.atomic
def record_bounce(*, actor: None, address: str) -> None:
    """Note that nobody is reached at ``address``: for its person, and for who invited them there.

    What they were sent within a day and have not seen here waits to be told by telephone.
    However often it is said, it is recorded once.
    """
    at = now()
    for invitation in Invitation.objects.waiting().filter(email=address, bounced_at=None):
        Invitation.objects.filter(pk=invitation.pk).update(bounced_at=at)
        emit(
            InvitationBounced(group_id=invitation.group_id, invitation_id=invitation.pk),
            actor=actor,
        )
    person = User.objects.filter(email=address).first()
    if person is None:
        return
    sent = Notice.objects.unseen().filter(recipient=person, emailed_at__gte=at - DOUBTFUL)
    sent.update(emailed_at=None)
    if User.objects.filter(pk=person.pk, bounced_at=None).update(bounced_at=at):
        emit(AddressBounced(group_id=None, person_id=person.pk), actor=actor)


@transaction.atomic
def record_arrival(*, actor: None, address: str) -> None:
    """Note that an email to ``address`` was taken, where others had come back."""
    Invitation.objects.filter(email=address, bounced_at__isnull=False).update(bounced_at=None)
    failing = User.objects.filter(email=address, bounced_at__isnull=False)
    for person in list(failing):
        forget_bounces(person)
        emit(AddressReached(group_id=None, person_id=person.pk), actor=actor)


def forget_bounces(person: User) -> None:
    """Emails reach ``person`` from now on: how they were called meanwhile is nobody's business."""
    if User.objects.filter(pk=person.pk, bounced_at__isnull=False).update(bounced_at=None):
        Reach.objects.filter(user=person).delete()
