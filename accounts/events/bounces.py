"""What mail servers said about somebody's address."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class AddressBounced(Event):
    """An email to a person came back; who organises their groups sees that, and so do they."""

    name: ClassVar[str] = "address.bounced"
    label = _("Emails to a person come back")
    person_id: int


class AddressReached(Event):
    """Emails to a person arrive again."""

    name: ClassVar[str] = "address.reached"
    label = _("Emails to a person arrive again")
    person_id: int
