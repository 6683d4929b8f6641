"""Organisations and groups that were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationCreated(Event):
    """A police force, a commissioner's office or a body that reads is known to the portal."""

    name: ClassVar[str] = "organisation.created"
    said = _("Added an organisation")
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class GroupCreated(Event):
    """There is a new advisory group; it has no people yet."""

    name: ClassVar[str] = "group.created"
    said = _("Added an advisory group")
    organisation_id: int
