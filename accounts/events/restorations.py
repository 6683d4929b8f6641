"""A portal that was put back to the moment of a backup."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class PortalRestored(Event):
    """Whoever runs the machine restored a backup; what came after it is gone.

    :ivar seconds: the moment of the backup, since 1970.
    :ivar emails_held: emails that wait for somebody to decide whether they are sent.
    """

    name: ClassVar[str] = "portal.restored"
    label = _("Restored the portal from a backup")
    seconds: int
    emails_held: int
