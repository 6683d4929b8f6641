"""What can happen to people who do not sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ReachChanged(Event):
    """An organiser changed how somebody without email is reached."""

    name: ClassVar[str] = "reach.changed"
    label = _("Changed how somebody without email is reached")
    membership_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementRecorded(Event):
    """An organiser wrote down that somebody without sign-in accepted the agreement."""

    name: ClassVar[str] = "agreement.recorded"
    label = _("Wrote down that somebody accepted the agreement")
    agreement_id: int
    person_id: int
