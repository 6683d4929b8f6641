"""What can happen to people's places in groups and organisations."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class MembershipBegan(Event):
    """A person has a place in a group."""

    name: ClassVar[str] = "membership.began"
    label = _("Gave somebody a place in the group")
    membership_id: int
    person_id: int
    role: str


class RoleChanged(Event):
    """A person has another role in the same group."""

    name: ClassVar[str] = "membership.role_changed"
    label = _("Changed somebody’s role")
    membership_id: int
    person_id: int
    role_before: str
    role: str

    def people(self) -> list[int]:
        """What they may see may be less now."""
        return [self.person_id]


class ChairElected(Event):
    """The group elected a chair; the roles that changed by it are said for each person."""

    name: ClassVar[str] = "membership.chair_elected"
    label = _("Recorded the election of a chair")
    membership_id: int
    person_id: int


class MembershipEnded(Event):
    """A person's place in a group ended."""

    name: ClassVar[str] = "membership.ended"
    label = _("Ended somebody’s place in the group")
    membership_id: int
    person_id: int

    def people(self) -> list[int]:
        """Their open pages of this group close at once."""
        return [self.person_id]


class OrganisationMembershipEnded(Event):
    """A person no longer reads for an organisation."""

    name: ClassVar[str] = "organisation_membership.ended"
    label = _("Ended somebody’s reading for an organisation")
    organisation_membership_id: int
    person_id: int

    def people(self) -> list[int]:
        """Their open pages close at once."""
        return [self.person_id]
