"""Everything that can happen to people, their places, their sign-in and their data."""

from accounts.events.access_needs import AccessNeedsChanged
from accounts.events.agreements import AgreementAccepted, AgreementAdopted, AgreementRecorded
from accounts.events.bounces import AddressBounced, AddressReached
from accounts.events.departures import (
    DepartureAsked,
    DepartureEvent,
    MentionsDecided,
    PersonAnonymised,
)
from accounts.events.exports import OwnDataAsked, OwnDataDownloaded, OwnDataEvent, RecordDownloaded
from accounts.events.factors import (
    AddressChanged,
    FactorAdded,
    FactorRemoved,
    FieldKeysRotated,
    PasswordChanged,
)
from accounts.events.groups import (
    GroupChanged,
    GroupClosed,
    GroupCreated,
    GroupListed,
    GroupReopened,
    GroupUnlisted,
    OrganisationChanged,
    OrganisationCreated,
)
from accounts.events.invitations import (
    InvitationAccepted,
    InvitationBounced,
    InvitationWithdrawn,
    PersonInvited,
)
from accounts.events.memberships import (
    ChairElected,
    MembershipBegan,
    MembershipEnded,
    OrganisationMembershipEnded,
    RoleChanged,
)
from accounts.events.notices import NoticeDelivered, NoticeSettingsChanged
from accounts.events.reach import ReachChanged
from accounts.events.resets import ResetClosed, ResetFailed, ResetOpened, ResetUsed, _OfAReset
from accounts.events.restorations import PortalRestored
from accounts.events.retention import RowsExpired
from accounts.events.sessions import SignedIn, SignedOut, SignInFailed
from accounts.events.users import LiveSettingsChanged, PersonRestored, PersonSuspended

__all__ = [
    "AccessNeedsChanged",
    "AddressBounced",
    "AddressChanged",
    "AddressReached",
    "AgreementAccepted",
    "AgreementAdopted",
    "AgreementRecorded",
    "ChairElected",
    "DepartureAsked",
    "DepartureEvent",
    "FactorAdded",
    "FactorRemoved",
    "FieldKeysRotated",
    "GroupChanged",
    "GroupClosed",
    "GroupCreated",
    "GroupListed",
    "GroupReopened",
    "GroupUnlisted",
    "InvitationAccepted",
    "InvitationBounced",
    "InvitationWithdrawn",
    "LiveSettingsChanged",
    "MembershipBegan",
    "MembershipEnded",
    "MentionsDecided",
    "NoticeDelivered",
    "NoticeSettingsChanged",
    "OrganisationChanged",
    "OrganisationCreated",
    "OrganisationMembershipEnded",
    "OwnDataAsked",
    "OwnDataDownloaded",
    "OwnDataEvent",
    "PasswordChanged",
    "PersonAnonymised",
    "PersonInvited",
    "PersonRestored",
    "PersonSuspended",
    "PortalRestored",
    "ReachChanged",
    "RecordDownloaded",
    "ResetClosed",
    "ResetFailed",
    "ResetOpened",
    "ResetUsed",
    "RoleChanged",
    "RowsExpired",
    "SignInFailed",
    "SignedIn",
    "SignedOut",
    "_OfAReset",
]
