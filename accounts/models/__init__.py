"""Who people are and where they belong."""

from accounts.models.access_needs import AccessNeeds
from accounts.models.agreements import Acceptance, Agreement
from accounts.models.departures import Departure
from accounts.models.exports import DataExport
from accounts.models.factors import AuthenticatorDevice, CodeCard
from accounts.models.groups import AdvisoryGroup, Organisation
from accounts.models.holds import LegalHold
from accounts.models.invitations import Invitation
from accounts.models.memberships import Membership, OrganisationMembership, Role
from accounts.models.reach import Reach
from accounts.models.resets import SignInReset
from accounts.models.users import User

__all__ = [
    "Acceptance",
    "AccessNeeds",
    "AdvisoryGroup",
    "Agreement",
    "AuthenticatorDevice",
    "CodeCard",
    "DataExport",
    "Departure",
    "Invitation",
    "LegalHold",
    "Membership",
    "Organisation",
    "OrganisationMembership",
    "Reach",
    "Role",
    "SignInReset",
    "User",
]
