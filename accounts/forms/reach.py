"""Forms about people without email, and where they are called or written to."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.invitations import CHAIR_FIRST, NAME_MAX_LENGTH
from accounts.forms.memberships import ROLE_HINTS, offer
from accounts.models import Acceptance, Reach, Role
from accounts.models.reach import NEEDED
from core.forms.fields import (
    AddressField,
    LineField,
    NameField,
    TextField,
)
from core.forms.widgets import Radios
from core.names import folded

NUMBER = re.compile(r"\+?(?:[\s().-]*[0-9]){6,15}")
WAY_HINTS = {Reach.Way.LARGE_PRINT: _("What we print for them is in 18 point.")}
ADDRESS_LENGTH = 300  # characters


class ReachForm(forms.Form):
    """How somebody wishes to be reached, and where."""

    way = forms.ChoiceField(
        label=_("How do they wish to be reached?"),
        choices=Reach.Way.choices,
        widget=Radios(hints=WAY_HINTS),
        error_messages={"required": _("Select how they wish to be reached")},
    )
    telephone = LineField(
        label=_("Telephone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )
    address = TextField(
        label=_("Postal address"), required=False, rows=4, max_length=ADDRESS_LENGTH
    )

    def clean_telephone(self) -> str:
        """The number as it was typed.

        :raises ValidationError: when nobody can dial it.
        """
        number: str = self.cleaned_data["telephone"]
        if number and not NUMBER.fullmatch(number):
            raise forms.ValidationError(
                _("Enter a telephone number, like 01632 960 001 or +44 808 157 0192")
            )
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = Reach.NEEDS.get(cleaned.get("way", ""))
        if needed and cleaned.get(needed) == "":
            self.add_error(needed, NEEDED[needed])
        return cleaned


class EmailForm(forms.Form):
    """The address that somebody has now who had none."""

    email = AddressField(
        label=_("Their email address"),
        help_text=_("The invitation works for this address only. Check it with the person."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter their email address")},
    )


class PersonForm(ReachForm):
    """Somebody without email who is to have a place in a group.

    :param roles: those that may be given.
    :param founding: whether these are the first who advise, and no chair lets them in.
    :param names: names in the group, folded: who has one of them may be there already.
    :param agreement: whether there is an agreement to accept.
    """

    name = NameField(
        label=_("Full name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter their full name")},
    )
    another = forms.BooleanField(
        label=_("This is another person with the same name"),
        error_messages={
            "required": _(
                "Somebody with this name is in the group already, or is invited."
                " Tick the box if this is another person"
            )
        },
    )
    role = forms.ChoiceField(
        label=_("Role in the group"),
        choices=Role.choices,
        widget=Radios(hints=ROLE_HINTS),
        initial=Role.MEMBER,
        error_messages={"required": _("Select their role in the group")},
    )
    accepted = forms.ChoiceField(
        label=_("How did they accept the confidentiality agreement?"),
        help_text=_("Your name and the time are recorded. Keep the paper that they signed."),
        choices=Acceptance.How.choices,
        widget=Radios(),
        error_messages={
            "required": _("Select how they accepted the agreement. Add them once they have")
        },
    )
    field_order = ("name", "another", "role", "way", "telephone", "address", "accepted")

    def __init__(
        self,
        *args: Any,
        roles: Collection[Role],
        founding: bool,
        names: Collection[str],
        agreement: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["role"], roles)
        if founding:
            self.fields["role"].help_text = str(CHAIR_FIRST)
        if folded(str(self.data.get("name", ""))) not in names:
            del self.fields["another"]
        if not agreement:
            del self.fields["accepted"]
