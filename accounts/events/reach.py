"""What can happen to where people without email are reached."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class ReachChanged(Event):
    """An organiser changed how somebody without email is reached."""

    name: ClassVar[str] = "reach.changed"
    label = _("Changed how somebody without email is reached")
    membership_id: int
    person_id: int
