"""Copies that were taken: of the audit record, of one's own data."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class RecordDownloaded(Event):
    """Somebody took a copy of the audit record of a group, or of the installation."""

    name: ClassVar[str] = "record.downloaded"
    label = _("Took a copy of the record")


class OwnDataEvent(Event):
    """Something about a person's copy of their own data."""

    export_id: int
    person_id: int


class OwnDataAsked(OwnDataEvent):
    """A person asked for a copy of what the portal holds about them."""

    name: ClassVar[str] = "own_data.asked"
    label = _("Asked for a copy of their own data")


class OwnDataDownloaded(OwnDataEvent):
    """A person fetched the copy of their own data."""

    name: ClassVar[str] = "own_data.downloaded"
    label = _("Fetched a copy of their own data")
