"""Forms about people and how they sign in. allauth finds its own by these names, in settings."""

from accounts.forms.agreements import AcceptanceForm, AgreementForm, AgreementTextForm
from accounts.forms.codes import ActivateAppForm, AuthenticateForm, ReauthenticateForm
from accounts.forms.groups import GroupForm, OrganisationForm
from accounts.forms.holds import HoldForm
from accounts.forms.invitation_lists import InviteListForm
from accounts.forms.invitations import (
    InviteAgainForm,
    InviteForm,
    InviteOrganiserForm,
    InviteReaderForm,
)
from accounts.forms.joining import JoinForm
from accounts.forms.memberships import ChairForm, RoleForm
from accounts.forms.passkeys import (
    AddPasskeyForm,
    PasskeyAgainForm,
    RenamePasskeyForm,
    SecondStepPasskeyForm,
    SignInPasskeyForm,
)
from accounts.forms.passwords import (
    ChangeAddressForm,
    ChangePasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    PasswordAgainForm,
    SignInForm,
)
from accounts.forms.reach import EmailForm, PersonForm, ReachForm

__all__ = [
    "AcceptanceForm",
    "ActivateAppForm",
    "AddPasskeyForm",
    "AgreementForm",
    "AgreementTextForm",
    "AuthenticateForm",
    "ChairForm",
    "ChangeAddressForm",
    "ChangePasswordForm",
    "EmailForm",
    "ForgottenPasswordForm",
    "GroupForm",
    "HoldForm",
    "InviteAgainForm",
    "InviteForm",
    "InviteListForm",
    "InviteOrganiserForm",
    "InviteReaderForm",
    "JoinForm",
    "NewPasswordForm",
    "OrganisationForm",
    "PasskeyAgainForm",
    "PasswordAgainForm",
    "PersonForm",
    "ReachForm",
    "ReauthenticateForm",
    "RenamePasskeyForm",
    "RoleForm",
    "SecondStepPasskeyForm",
    "SignInForm",
    "SignInPasskeyForm",
]
