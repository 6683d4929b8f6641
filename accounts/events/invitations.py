"""What can happen to an invitation."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class PersonInvited(Event):
    """Somebody was sent an invitation, to a group or to an organisation."""

    name: ClassVar[str] = "person.invited"
    label = _("Invited somebody")
    invitation_id: int
    role: str
    organisation_id: int | None


class InvitationWithdrawn(Event):
    """An invitation was taken back before it was used."""

    name: ClassVar[str] = "invitation.withdrawn"
    label = _("Withdrew an invitation")
    invitation_id: int


class InvitationBounced(Event):
    """The email with an invitation came back: its address does not take emails."""

    name: ClassVar[str] = "invitation.bounced"
    label = _("The email of an invitation came back")
    invitation_id: int


class InvitationAccepted(Event):
    """The invited person used the link and now has their place.

    :ivar membership_id: the new place, in a group or an organisation; None for an
        administrator.
    """

    name: ClassVar[str] = "invitation.accepted"
    label = _("Accepted an invitation")
    invitation_id: int
    person_id: int
    membership_id: int | None
