"""What the actions about a legal hold share, on a topic as on a meeting: nobody is overtaken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.models import LegalHold
from core.policy import Refused

if TYPE_CHECKING:
    from django.db.models import Model

    from accounts.models import User


def ask_to_lift(actor: User, thing: Model) -> LegalHold:
    """Note that ``actor`` wants the hold on ``thing`` lifted; inside an action that has asked.

    :raises Refused: when somebody else was faster.
    """
    hold = LegalHold.on(thing)
    if hold is None or not LegalHold.objects.ask_to_lift(hold, actor):
        raise _overtaken(thing)
    return hold


def lift(actor: User, thing: Model) -> LegalHold:
    """Lift the hold on ``thing``, with ``actor`` as the second person; inside an action that asked.

    :raises Refused: when somebody else was faster.
    """
    hold = LegalHold.on(thing)
    if hold is None or not LegalHold.objects.lift(hold, actor):
        raise _overtaken(thing)
    return hold


def _overtaken(thing: Model) -> Refused:
    return Refused(_("Somebody else did this meanwhile."), thing=thing)
