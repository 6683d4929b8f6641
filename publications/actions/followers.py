"""Follow a group or a topic by email without an account.

Nobody is signed in, so nobody is the actor.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import AdvisoryGroup
from core.clock import now
from core.emit import emit
from core.jobs import named
from publications.events import (
    FollowerAsked,
    FollowerConfirmed,
    FollowerRemoved,
    FollowersTold,
)
from publications.models import Follower, Subject
from publications.models.followers import TELL_EVERY


@transaction.atomic
def ask_to_follow(*, actor: None, what: AdvisoryGroup | Subject, address: str) -> None:
    """Send a link to ``address``; who opens it and says yes follows the group, or the topic.

    The same for an address that follows it already: nobody learns who does.
    """
    follower, created = Follower.objects.get_or_create(
        **_followed(what), address=address, defaults={"asked_at": now()}
    )
    if created:
        emit(FollowerAsked(group_id=None, follower_id=follower.pk), actor=actor)
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(asked_at=now())
    named("publications.jobs.ask_follower").enqueue(follower.pk)


def _followed(what: AdvisoryGroup | Subject) -> dict[str, Any]:
    """How a row says what is followed."""
    return {"subject": what} if isinstance(what, Subject) else {"group": what}


@transaction.atomic
def confirm_follower(*, actor: None, follower: Follower) -> None:
    """Tell this address from now on. To say yes twice changes nothing."""
    waiting = Follower.objects.filter(pk=follower.pk, confirmed_at=None)
    if waiting.update(confirmed_at=now(), told_at=now()):
        emit(FollowerConfirmed(group_id=None, follower_id=follower.pk), actor=actor)


@transaction.atomic
def remove_follower(*, actor: None, number: int) -> None:
    """Forget this address: it is told no more. To stop twice changes nothing."""
    if Follower.objects.filter(pk=number).delete()[0]:
        emit(FollowerRemoved(group_id=None, follower_id=number), actor=actor)


@transaction.atomic
def remove_forgotten_followers(*, actor: None) -> None:
    """Forget the addresses that were not confirmed in time."""
    for follower in Follower.objects.forgotten().order_by("pk"):
        remove_follower(actor=actor, number=follower.pk)


@transaction.atomic
def tell_followers(*, actor: None, what: AdvisoryGroup | Subject, newest: datetime) -> int:
    """Write an email down for each address that was not told of what is as new as ``newest``.

    Each gets one within ``TELL_EVERY``, however much was published. Answers how many are told.
    """
    latest = min(newest, now() - TELL_EVERY)
    due = Follower.objects.confirmed().filter(**_followed(what), told_at__lte=latest)
    numbers = list(due.order_by("pk").values_list("pk", flat=True))
    if numbers:
        Follower.objects.filter(pk__in=numbers).update(told_at=now())
        which = "subject_id" if isinstance(what, Subject) else "of_group_id"
        emit(FollowersTold(group_id=None, **{which: what.pk}), actor=actor)
    for number in numbers:
        named("publications.jobs.tell_follower").enqueue(number)
    return len(numbers)
