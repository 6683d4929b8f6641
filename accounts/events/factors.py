"""What can happen to the ways in which people sign in."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class FactorAdded(Event):
    """A person enrolled an app, a passkey or a code card."""

    name: ClassVar[str] = "factor.added"
    label = _("Added a way to sign in")
    person_id: int
    kind: str


class FactorRemoved(Event):
    """A factor is gone, and with it every session that it verified."""

    name: ClassVar[str] = "factor.removed"
    label = _("Removed a way to sign in")
    person_id: int
    kind: str

    def people(self) -> list[int]:
        """Open pages that it verified close at once."""
        return [self.person_id]


class PasswordChanged(Event):
    """A password was changed or set anew; other sessions end by that."""

    name: ClassVar[str] = "password.changed"
    label = _("Changed the password")
    person_id: int

    def people(self) -> list[int]:
        """Open pages of the other sessions close at once."""
        return [self.person_id]


class AddressChanged(Event):
    """A new email address was confirmed: links for a new password go there from now on."""

    name: ClassVar[str] = "address.changed"
    label = _("Changed the email address")
    person_id: int


class FieldKeysRotated(Event):
    """Factor secrets were encrypted anew with the newest key.

    :ivar number: how many factors.
    """

    name: ClassVar[str] = "field_keys.rotated"
    label = _("Secrets were encrypted with a new key")
    number: int
