"""Forms about invitations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.memberships import ROLE_HINTS, offer
from accounts.models import AdvisoryGroup, Organisation, Role
from accounts.models.groups import READERS
from accounts.models.memberships import ORGANISERS
from accounts.queries import groups_without_organiser
from core.forms.fields import AddressField, NameField
from core.forms.widgets import Radios

NAME_MAX_LENGTH = 150  # characters
CHAIR_FIRST = _(
    "Invite the chair first. Once a chair, vice-chair or member has joined, only a chair lets in"
    " more of them, and what you have sent to others of them ends."
)


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
