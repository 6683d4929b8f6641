"""Organisations and groups that were made, changed, closed."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class OrganisationCreated(Event):
    """A police force, a commissioner's office or a body that reads is known to the portal."""

    name: ClassVar[str] = "organisation.created"
    label = _("Added an organisation")
    organisation_id: int


class GroupCreated(Event):
    """There is a new advisory group; it has no people yet."""

    name: ClassVar[str] = "group.created"
    label = _("Added an advisory group")
    organisation_id: int


class OrganisationChanged(Event):
    """The name or the kind of an organisation was corrected."""

    name: ClassVar[str] = "organisation.changed"
    label = _("Changed an organisation")
    organisation_id: int


class GroupChanged(Event):
    """What an advisory group is called, or whom it advises, was corrected."""

    name: ClassVar[str] = "group.changed"
    label = _("Changed the details of the group")
    organisation_id: int


class GroupListed(Event):
    """Everybody with a place anywhere finds the group in the directory from now on."""

    name: ClassVar[str] = "group.listed"
    label = _("Listed the group in the directory")


class GroupUnlisted(Event):
    """Only its own people and the readers of its publications know of the group now."""

    name: ClassVar[str] = "group.unlisted"
    label = _("Took the group out of the directory")


class GroupClosed(Event):
    """Nobody new joins the group from now on, and nothing new begins there."""

    name: ClassVar[str] = "group.closed"
    label = _("Closed the group")


class GroupReopened(Event):
    """A group that was closed lets people in again."""

    name: ClassVar[str] = "group.reopened"
    label = _("Reopened the group")
