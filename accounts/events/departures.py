"""What can happen to the names of people who left."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class DepartureEvent(Event):
    """Something about a person who left."""

    departure_id: int
    person_id: int


class DepartureAsked(DepartureEvent):
    """The group asked an administrator to forget the name of somebody who left."""

    name: ClassVar[str] = "departure.asked"
    label = _("Asked to forget the name of somebody who left")


class PersonAnonymised(DepartureEvent):
    """A person's name, address and sign-in are gone; what they said and agreed stays."""

    name: ClassVar[str] = "person.anonymised"
    label = _("Took a former member’s name away")

    def people(self) -> list[int]:
        """Their open pages close at once."""
        return [self.person_id]


class MentionsDecided(DepartureEvent):
    """Somebody has looked at the texts in which the former name stands."""

    name: ClassVar[str] = "departure.mentions_decided"
    label = _("Looked at the texts with a former name")
