"""Forms about people's roles in a group."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role
from accounts.models.memberships import ADVISERS, ELECTABLE
from core.forms.fields import PastDateField
from core.forms.widgets import Radios
from core.numbers import number

MADE_BY_CHAIRS = _("Only the chair or the vice-chair makes somebody a member.")
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
