"""Break-glass: one asks, another confirms, the chair is told at once, and it ends by itself."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.notices.mail import send_mail_to
from core.policy import Refused, require
from core.states import transition
from deliberation.events import (
    BreakGlassAsked,
    BreakGlassConfirmed,
    BreakGlassEnded,
    BreakGlassEvent,
    BreakGlassUsed,
    BreakGlassWithdrawn,
)
from deliberation.models import BreakGlass, Space
from deliberation.models.break_glass import LONGEST

State = BreakGlass.State
LATE = _("This was settled meanwhile.")


@transaction.atomic
def ask_break_glass(
    *, actor: User, topic_number: int, space: Space, reason: str, lasts: timedelta
) -> BreakGlass:
    """Ask to read one space of one topic. Nothing opens before a second person confirms.

    The answer is the same whether or not there is a topic of that number.

    :param lasts: from now to the end, confirmed or not; above 0 and up to 24 hours.
    :raises Refused: unless ``actor`` is an administrator, gives a reason and an end.
    """
    require(actor, "deliberation.ask_break_glass", None)
    if not reason.strip() or not timedelta() < lasts <= LONGEST:
        raise Refused(_("Give a reason, and an end within 24 hours."))
    glass = BreakGlass.objects.create(
        topic_number=topic_number,
        space=space,
        reason=reason,
        asked_by=actor,
        asked_at=now(),
        ends_at=now() + lasts,
    )
    _tell(BreakGlassAsked, glass, actor)
    return glass


@transaction.atomic
def confirm_break_glass(*, actor: User, glass: BreakGlass) -> None:
    """Let the administrator who asked read, as a second person; the chair is told at once.

    :raises Refused: for the person who asked; after the end; when it was settled meanwhile.
    """
    require(actor, "deliberation.confirm_break_glass", glass)
    transition(
        glass,
        State.RUNNING,
        if_changed=LATE,
        among=BreakGlass.objects.unanswered().exclude(asked_by=actor),
        confirmed_by=actor,
        confirmed_at=now(),
    )
    _tell(BreakGlassConfirmed, glass, actor)
    for place in glass.told().select_related("user"):
        send_mail_to(place.user, "look_now", {"path": "/"})


@transaction.atomic
def withdraw_break_glass(*, actor: User, glass: BreakGlass) -> None:
    """Take a request back, or turn it down, before it opened anything."""
    require(actor, "deliberation.withdraw_break_glass", glass)
    transition(glass, State.WITHDRAWN, if_changed=LATE)
    _tell(BreakGlassWithdrawn, glass, actor)


@transaction.atomic
def use_break_glass(*, actor: User, glass: BreakGlass) -> None:
    """Record one look through the glass. Whoever shows the space calls this first.

    :raises Refused: unless it runs, and ``actor`` is the person it runs for.
    """
    require(actor, "deliberation.use_break_glass", glass)
    running = BreakGlass.objects.running().filter(pk=glass.pk)
    if not running.update(looks=F("looks") + 1):
        raise Refused(_("This was ended meanwhile."), thing=glass)
    _tell(BreakGlassUsed, glass, actor)


@transaction.atomic
def end_break_glass(*, actor: User, glass: BreakGlass) -> None:
    """End the reading from outside before its time; the open page closes at once."""
    require(actor, "deliberation.end_break_glass", glass)
    transition(glass, State.ENDED, if_changed=LATE, ended_by=actor, ended_at=now())
    _tell(BreakGlassEnded, glass, actor)


def _tell(event: type[BreakGlassEvent], glass: BreakGlass, actor: User) -> None:
    pointers = {"break_glass_id": glass.pk, "topic_id": glass.topic_id}
    emit(event(group_id=glass.group_id, **pointers), actor=actor)
