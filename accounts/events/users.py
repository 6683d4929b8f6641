"""Somebody was shut out of the portal or let back in, or chose how meetings look to them."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class PersonSuspended(Event):
    """A person was shut out of the whole portal."""

    name: ClassVar[str] = "person.suspended"
    label = _("Shut somebody out")
    person_id: int

    def people(self) -> list[int]:
        """Their open pages close at once."""
        return [self.person_id]


class PersonRestored(Event):
    """A suspended person may sign in again."""

    name: ClassVar[str] = "person.restored"
    label = _("Let somebody sign in again")
    person_id: int


class LiveSettingsChanged(Event):
    """A person chose how they see and hear the page of an open meeting; which is theirs alone."""

    name: ClassVar[str] = "live_settings.changed"
    label = _("Changed how meetings look and sound to them")
    person_id: int
