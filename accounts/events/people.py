"""What can happen to people, their places and their sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """Somebody was sent an invitation, to a group or to an organisation."""

    name: ClassVar[str] = "person.invited"
    label = _("Invited somebody")
    invitation_id: int
    role: str
    organisation_id: int | None


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    """An invitation was taken back before it was used."""

    name: ClassVar[str] = "invitation.withdrawn"
    label = _("Withdrew an invitation")
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationBounced(Event):
    """The email with an invitation came back: its address does not take emails."""

    name: ClassVar[str] = "invitation.bounced"
    label = _("The email of an invitation came back")
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class MembershipBegan(Event):
    """A person has a place in a group."""

    name: ClassVar[str] = "membership.began"
    label = _("Gave somebody a place in the group")
    membership_id: int
    person_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class ChairElected(Event):
    """The group elected a chair; the roles that changed by it are said for each person."""

    name: ClassVar[str] = "membership.chair_elected"
    label = _("Recorded the election of a chair")
    membership_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(Event):
    """A person's place in a group ended."""

    name: ClassVar[str] = "membership.ended"
    label = _("Ended somebody’s place in the group")
    membership_id: int
    person_id: int

    def people(self) -> list[int]:
        """Their open pages of this group close at once."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class OrganisationMembershipEnded(Event):
    """A person no longer reads for an organisation."""

    name: ClassVar[str] = "organisation_membership.ended"
    label = _("Ended somebody’s reading for an organisation")
    organisation_membership_id: int
    person_id: int

    def people(self) -> list[int]:
        """Their open pages close at once."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class PersonSuspended(Event):
    """A person was shut out of the whole portal."""

    name: ClassVar[str] = "person.suspended"
    label = _("Shut somebody out")
    person_id: int

    def people(self) -> list[int]:
        """Their open pages close at once."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class PersonRestored(Event):
    """A suspended person may sign in again."""

    name: ClassVar[str] = "person.restored"
    label = _("Let somebody sign in again")
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementAdopted(Event):
    """A new version of the confidentiality agreement is in force; everybody is asked again."""

    name: ClassVar[str] = "agreement.adopted"
    label = _("Put a new agreement in force")
    agreement_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementAccepted(Event):
    """A person accepted one version of the agreement."""

    name: ClassVar[str] = "agreement.accepted"
    label = _("Accepted the agreement")
    agreement_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class FactorAdded(Event):
    """A person enrolled an app, a passkey or a code card."""

    name: ClassVar[str] = "factor.added"
    label = _("Added a way to sign in")
    person_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class FactorRemoved(Event):
    """A factor is gone, and with it every session that it verified."""

    name: ClassVar[str] = "factor.removed"
    label = _("Removed a way to sign in")
    person_id: int
    kind: str

    def people(self) -> list[int]:
        """Open pages that it verified close at once."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A password was changed or set anew; other sessions end by that."""

    name: ClassVar[str] = "password.changed"
    label = _("Changed the password")
    person_id: int

    def people(self) -> list[int]:
        """Open pages of the other sessions close at once."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class AddressChanged(Event):
    """A new email address was confirmed: links for a new password go there from now on."""

    name: ClassVar[str] = "address.changed"
    label = _("Changed the email address")
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AddressBounced(Event):
    """An email to a person came back; who organises their groups sees that, and so do they."""

    name: ClassVar[str] = "address.bounced"
    label = _("Emails to a person come back")
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AddressReached(Event):
    """Emails to a person arrive again."""

    name: ClassVar[str] = "address.reached"
    label = _("Emails to a person arrive again")
    person_id: int


@dataclass(frozen=True, kw_only=True)
class FieldKeysRotated(Event):
    """Factor secrets were encrypted anew with the newest key.

    :ivar number: how many factors.
    """

    name: ClassVar[str] = "field_keys.rotated"
    label = _("Secrets were encrypted with a new key")
    number: int


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A session began.

    :ivar factor: what verified it: totp, webauthn, code_card; empty for a password alone.
    """

    name: ClassVar[str] = "session.began"
    label = _("Signed in")
    person_id: int
    factor: str


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """A session was ended, by its person or by somebody who looks after accounts."""

    name: ClassVar[str] = "session.ended"
    label = _("Signed out")
    person_id: int

    def people(self) -> list[int]:
        """Its open pages close at once."""
        return [self.person_id]


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """A wrong password or a wrong code.

    :ivar person_id: whose account, where the address belongs to one.
    """

    name: ClassVar[str] = "sign_in.failed"
    label = _("A sign-in failed")
    person_id: int | None
    step: str
