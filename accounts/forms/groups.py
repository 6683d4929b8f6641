"""Forms about organisations and their advisory groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Organisation
from accounts.models.groups import CHECK_DAYS, QUORUM_LEAST
from core.forms.fields import LineField, NameField
from core.forms.widgets import Radios

LONGEST = 365  # days to respond
LONGEST_CHECK = 20  # working days to check facts
MOST = 500  # members of a quorum
KIND_HINTS = {
    Organisation.Kind.FORCE: _("Has advisory groups, which it asks for advice."),
    Organisation.Kind.OPCC: _("May have advisory groups of its own."),
    Organisation.Kind.NATIONAL: _("Reads what groups publish, such as the College of Policing."),
    Organisation.Kind.HOST: _("Looks after several groups and reads what they publish."),
}
LISTING_HINTS = {
    AdvisoryGroup.Listing.HIDDEN: _(
        "Only its own people know of it, and people who read what it publishes."
    ),
    AdvisoryGroup.Listing.LISTED: _(
        "Everybody with a place in the portal sees its name, its kind, and the names of its chair"
        " and secretary. Ask them first."
    ),
}
CODE_STAYS = _("References begin with it. It stays, because somebody has joined the group.")


class CapitalsField(LineField):
    """Capitals, however they are typed."""

    def one_form(self, words: str) -> str:
        """The line in capitals."""
        return super().one_form(words).upper()


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an organisation is called, and what it does here."""

    class Meta:
        model = Organisation
        fields = ("name", "kind")
        field_classes = {"name": NameField}
        labels = {"name": _("Name of the organisation"), "kind": _("What is it?")}
        widgets = {"kind": Radios(hints=KIND_HINTS)}
        error_messages = {
            "name": {
                "required": _("Enter the name of the organisation"),
                "unique": _("There is an organisation with this name already"),
            },
            "kind": {"required": _("Select what the organisation is")},
        }


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an advisory group is called, whom it advises, and the numbers that it goes by.

    :param joined: whether somebody has joined, after which its code stays.
    """

    response_days = forms.IntegerField(
        label=_("Days to respond"),
        initial=28,
        min_value=1,
        max_value=LONGEST,
        help_text=_(
            "How long the police have to respond to a key message, from the day it is sent."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the number of days, for example 28"),
            "invalid": _("Enter the number of days as a number, for example 28"),
            "min_value": _("The police need at least 1 day to respond"),
            "max_value": _("Enter 365 days or fewer"),
        },
    )

    check_days = forms.IntegerField(
        label=_("Working days to check the facts of a summary"),
        required=False,
        min_value=1,
        max_value=LONGEST_CHECK,
        help_text=_(
            "The police lead checks facts and handling within this time. After it the chair can go"
            " on without a check, and the summary says so. Leave it empty for 5 working days."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Enter the number of working days as a number, for example 5"),
            "min_value": _("The police lead needs at least 1 working day"),
            "max_value": _("Enter %(limit_value)d working days or fewer"),
        },
    )

    quorum = forms.IntegerField(
        label=_("How many members must take part?"),
        required=False,
        min_value=QUORUM_LEAST,
        max_value=MOST,
        help_text=_(
            "A round counts once as many have answered, and a meeting is quorate once as many are"
            " in it. Leave it empty for one third of the members, three at the least. Rounds and"
            " meetings that are open keep theirs."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Enter the number of members as a number, for example 4"),
            "min_value": _("At least %(limit_value)d members must take part"),
            "max_value": _("Enter %(limit_value)d or fewer"),
        },
    )

    class Meta:
        model = AdvisoryGroup
        fields = (
            "organisation",
            "name",
            "code",
            "kind",
            "response_days",
            "check_days",
            "quorum",
            "listing",
        )
        field_classes = {"name": NameField, "code": CapitalsField}
        labels = {
            "organisation": _("Which organisation does it advise?"),
            "name": _("Name of the group"),
            "code": _("Code"),
            "kind": _("What kind of group is it?"),
            "listing": _("Is it in the directory of groups?"),
        }
        help_texts = {
            "code": _("2 to 6 letters that begin its references: HAR makes HAR-2026-001."),
        }
        widgets = {
            "kind": Radios(),
            "listing": Radios(hints=LISTING_HINTS),
            "code": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        }
        error_messages = {
            "organisation": {"required": _("Select the organisation")},
            "name": {
                "required": _("Enter the name of the group"),
                "unique": _("There is a group with this name already"),
            },
            "code": {
                "required": _("Enter a code, for example HAR"),
                "invalid": _("The code must be 2 to 6 letters from A to Z"),
                "unique": _("Another group has this code"),
            },
            "kind": {"required": _("Select what kind of group it is")},
            "listing": {"required": _("Select whether the group is in the directory")},
        }

    def __init__(self, *args: Any, joined: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["code"].disabled = joined
        if joined:
            self.fields["code"].help_text = str(CODE_STAYS)

    def clean_check_days(self) -> int:
        """What was typed, or five."""
        days: int | None = self.cleaned_data["check_days"]
        return CHECK_DAYS if days is None else days
