"""What can happen to what people need to take part."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class AccessNeedsChanged(Event):
    """Somebody said what they need to take part, or that they need nothing."""

    name: ClassVar[str] = "access_needs.changed"
    label = _("Said what somebody needs to take part")
    person_id: int
