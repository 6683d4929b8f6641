"""What happened to records, copies of own data, names of people who left, and old rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class RecordDownloaded(Event):
    """Somebody took a copy of the audit record of a group, or of the installation."""

    name: ClassVar[str] = "record.downloaded"
    label = _("Took a copy of the record")


@dataclass(frozen=True, kw_only=True)
class OwnDataEvent(Event):
    """Something about a person's copy of their own data."""

    export_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class OwnDataAsked(OwnDataEvent):
    """A person asked for a copy of what the portal holds about them."""

    name: ClassVar[str] = "own_data.asked"
    label = _("Asked for a copy of their own data")


@dataclass(frozen=True, kw_only=True)
class OwnDataDownloaded(OwnDataEvent):
    """A person fetched the copy of their own data."""

    name: ClassVar[str] = "own_data.downloaded"
    label = _("Fetched a copy of their own data")


@dataclass(frozen=True, kw_only=True)
class DepartureEvent(Event):
    """Something about a person who left."""

    departure_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class DepartureAsked(DepartureEvent):
    """The group asked an administrator to forget the name of somebody who left."""

    name: ClassVar[str] = "departure.asked"
    label = _("Asked to forget the name of somebody who left")


@dataclass(frozen=True, kw_only=True)
class PersonAnonymised(DepartureEvent):
    """A person's name, address and sign-in are gone; what they said and agreed stays."""

    name: ClassVar[str] = "person.anonymised"
    label = _("Took a former member’s name away")

    def people(self) -> list[int]:
        """Their open pages close at once."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class MentionsDecided(DepartureEvent):
    """Somebody has looked at the texts in which the former name stands."""

    name: ClassVar[str] = "departure.mentions_decided"
    label = _("Looked at the texts with a former name")


@dataclass(frozen=True, kw_only=True)
class RowsExpired(Event):
    """The retention schedule removed rows of one kind.

    :ivar number: how many.
    """

    name: ClassVar[str] = "rows.expired"
    label = _("What had been kept long enough was removed")
    kind: str
    number: int


@dataclass(frozen=True, kw_only=True)
class _OfAReset(Event):
    reset_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ResetOpened(_OfAReset):
    """An organiser reset the sign-in of someone who could not sign in at all.

    :ivar kind: how they made sure who it is: in_person, known_number.
    """

    name: ClassVar[str] = "sign_in_reset.opened"
    label = _("Reset the sign-in of someone who could not sign in at all")
    kind: str

    def people(self) -> list[int]:
        """Their sessions are gone."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class ResetUsed(_OfAReset):
    """The person had the link and the words, and chose a new password."""

    name: ClassVar[str] = "sign_in_reset.used"
    label = _("Signed in again after a reset")


@dataclass(frozen=True, kw_only=True)
class ResetFailed(_OfAReset):
    """Somebody had the link and said the wrong words."""

    name: ClassVar[str] = "sign_in_reset.failed"
    label = _("Entered the wrong words for a sign-in reset")


@dataclass(frozen=True, kw_only=True)
class ResetClosed(_OfAReset):
    """A sign-in reset was closed after too many wrong words."""

    name: ClassVar[str] = "sign_in_reset.closed"
    label = _("A sign-in reset was closed after too many wrong words")
