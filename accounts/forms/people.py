"""Forms about people and their places."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.passwords import password_field
from accounts.models import AdvisoryGroup, Membership, Organisation, Role, User
from accounts.models.groups import READERS
from accounts.models.memberships import ADVISERS, ELECTABLE, ORGANISERS
from accounts.queries import groups_without_organiser
from core.forms.fields import AddressField, NameField, PastDateField, TextField
from core.forms.widgets import Radios
from core.numbers import number
from core.text import BODY_MAX_LENGTH

NAME_MAX_LENGTH = 150  # characters
MADE_BY_CHAIRS = _("Only the chair or the vice-chair makes somebody a member.")
CHAIR_FIRST = _(
    "Invite the chair first. Once a chair, vice-chair or member has joined, only a chair lets in"
    " more of them, and what you have sent to others of them ends."
)
ROLE_HINTS = {
    Role.CHAIR: _("Leads the group, runs its meetings, approves what is published."),
    Role.VICE_CHAIR: _("Does what the chair does, when the chair cannot."),
    Role.MEMBER: _("Advises: talks, reads, meets and agrees key messages."),
    Role.SECRETARY: _("Prepares meetings and records. Takes no positions."),
    Role.POLICE_LEAD: _("Answers for the police. Sees what the group shares with them."),
    Role.OFFICER: _("Sees only what they are invited to."),
    Role.OBSERVER: _("Listens at meetings they are invited to."),
    Role.INTERPRETER: _("Helps somebody take part at meetings they are invited to."),
}


def offer(field: forms.Field, roles: Collection[Role]) -> None:
    """Let ``field`` offer these ``roles``, and say why the others are not there."""
    field.choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
    if ADVISERS.isdisjoint(roles):
        field.help_text = str(MADE_BY_CHAIRS)


class InviteForm(forms.Form):
    """Who is invited into a group, and as what.

    :param roles: those that whoever invites may give.
    :param founding: whether these are the first who advise, and no chair invites them.
    """

    name = NameField(
        label=_("Full name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter their full name")},
    )
    email = AddressField(
        label=_("Email address"),
        help_text=_("The invitation works for this address only. Check it with the person."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter their email address")},
    )
    role = forms.ChoiceField(
        label=_("Role in the group"),
        choices=Role.choices,
        widget=Radios(hints=ROLE_HINTS),
        initial=Role.MEMBER,
        error_messages={"required": _("Select their role in the group")},
    )

    def __init__(
        self,
        *args: Any,
        roles: Collection[Role] = tuple(Role),
        founding: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            offer(self.fields["role"], roles)
        if founding:
            self.fields["role"].help_text = str(CHAIR_FIRST)


class InviteAgainForm(InviteForm):
    """The name and the address of somebody whose invitation is sent again."""

    role: Any = None  # Django's way to leave an inherited field out


class InviteOrganiserForm(InviteForm):
    """The first chair or secretary of a group that has none."""

    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=AdvisoryGroup.objects.none(),
        error_messages={"required": _("Select the group")},
    )
    field_order = ("group", "name", "email", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["role"], [role for role in Role if role in ORGANISERS])
        self.fields["role"].initial = Role.SECRETARY
        groups = groups_without_organiser()
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class InviteReaderForm(InviteForm):
    """Somebody who reads publications for an organisation."""

    role: Any = None  # Django's way to leave an inherited field out
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.filter(kind__in=READERS).order_by("name"),
        error_messages={"required": _("Select the organisation")},
    )
    field_order = ("organisation", "name", "email")


class RoleForm(forms.Form):
    """Another role for somebody in a group.

    :param roles: those that whoever changes it may give.
    """

    role = forms.ChoiceField(
        label=_("Role in the group"),
        choices=Role.choices,
        widget=Radios(hints=ROLE_HINTS),
        error_messages={"required": _("Select their role in the group")},
    )

    def __init__(self, *args: Any, roles: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["role"], roles)


class ChairForm(forms.Form):
    """Who was elected chair, when, and what the present chair becomes.

    :param places: those among whom the chair is chosen.
    :param chairs: places of the present chair, who becomes something else.
    """

    membership = forms.ModelChoiceField(
        label=_("Who was elected chair?"),
        queryset=Membership.objects.none(),
        error_messages={"required": _("Select who was elected chair")},
    )
    elected_on = PastDateField(
        label=_("When were they elected?"),
        help_text=_("For example, 17 November 2026."),
        error_messages={
            "required": _("Enter the date of the election"),
            "to_come": _("The date of the election must be today or in the past"),
        },
    )
    becomes = forms.ChoiceField(
        label=_("What does the present chair become?"),
        choices=[(role.value, role.label) for role in Role if role in ELECTABLE],
        widget=Radios(hints=ROLE_HINTS),
        initial=Role.MEMBER,
        error_messages={"required": _("Select what the present chair becomes")},
    )

    instead_of = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Membership],
        chairs: Collection[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead_of"].initial = " ".join(str(chair.pk) for chair in chairs)
        if not chairs:
            del self.fields["becomes"]
        chosen: Any = self.fields["membership"]
        chosen.queryset = places
        chosen.label_from_instance = lambda place: f"{place.user.name}, {place.get_role_display()}"

    def clean_instead_of(self) -> list[int]:
        return [number(pk) for pk in self.cleaned_data["instead_of"].split()]


class JoinForm(forms.Form):
    """The name and the password of somebody who accepts an invitation.

    :param address: whose account it will be; the password must not resemble it.
    """

    name = NameField(
        label=_("Your full name"),
        help_text=_("As others in the group will see it. Correct it if it is wrong."),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your full name")},
    )
    password = password_field(_("Choose a password"), new=True)

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address
        self.fields["password"].widget.render_value = True  # nothing typed is lost on an error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            person = User(name=cleaned.get("name", ""), email=self.address)
            try:
                validate_password(cleaned["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class AgreementTextForm(forms.Form):
    """What everybody is asked to promise, as the new version says it."""

    text = TextField(
        label=_("Text of the agreement"),
        max_length=BODY_MAX_LENGTH,
        rows=20,
        help_text=_(
            "**Two stars** make words bold. A line that begins with 1. or with a hyphen is an item"
            " of a list."
        ),
        error_messages={"required": _("Enter the text of the agreement")},
    )


class AgreementForm(forms.Form):
    """The tick under the confidentiality agreement."""

    accept = forms.BooleanField(
        label=_("I have read the agreement and will keep to it"),
        error_messages={"required": _("Tick the box if you agree. You can go on only if you do.")},
    )
