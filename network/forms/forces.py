"""A force of a network: its lead group, and its tile."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.groups import CapitalsField
from accounts.models import AdvisoryGroup, Organisation, User
from core.forms.widgets import Radios
from network.actions import Place
from network.models import NetworkForce
from network.models.forces import TILES
from network.queries import clashes, lead_groups

PLACE = ("lead_group", "code", "row", "column")
CODE = NetworkForce._meta.get_field("code")  # noqa: SLF001 -- Django's own way to ask


def _tile_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    wrong = _("Enter a number from 1 to 12")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=TILES,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class ForceForm(forms.Form):
    """What of a force in a network can change.

    :param force: the row as it is; of a new one its network alone.
    :param person: who fills it in; offered are the groups in the directory, and the one it has.
    """

    lead_group = forms.ModelChoiceField(
        label=_("Which group speaks for it?"),
        queryset=AdvisoryGroup.objects.none(),
        required=False,
        help_text=_(
            "One group for each force, from the directory. Its chair is asked to agree, and the"
            " force cannot be asked until then. Leave it empty while there is none."
        ),
    )
    code = CapitalsField(
        label=_("Letters for its tile"),
        max_length=4,
        validators=CODE.validators,
        help_text=_("2 to 4, such as SOL."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the letters for its tile"),
            "invalid": _("Enter 2 to 4 letters from A to Z"),
            "max_length": _("Enter 2 to 4 letters from A to Z"),
        },
    )
    row = _tile_field(
        _("Row of its tile"),
        _("Only if the tiles are to stand like a map: 1 is the northernmost, 12 the last."),
    )
    column = _tile_field(_("Column of its tile"))

    def __init__(self, *args: Any, force: NetworkForce, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(force, name) for name in PLACE}
        super().__init__(*args, **kwargs)
        self.force = force
        offered = lead_groups(person)
        if force.lead_group_id:
            offered = offered | AdvisoryGroup.objects.filter(pk=force.lead_group_id)
        self.fields["lead_group"].queryset = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say at the field what another force of the network has already."""
        cleaned = super().clean() or self.cleaned_data
        wrong = {"row", "column"} & self.errors.keys()
        if not wrong and bool(cleaned.get("row")) != bool(cleaned.get("column")):
            self.add_error("row", _("Enter both the row and the column, or neither"))
        if not self.errors:
            for name, sentence in clashes(self._as_typed(cleaned)).items():
                self.add_error(name if name in self.fields else None, sentence)
        return cleaned

    def _as_typed(self, cleaned: dict[str, Any]) -> NetworkForce:
        standing = {"pk": self.force.pk, "host": self.force.host, "standing": self.force.standing}
        if self.force.organisation_id:
            standing["organisation"] = self.force.organisation
        return NetworkForce(**{**standing, **cleaned})

    def place(self) -> Place:
        """What the actions take."""
        return cast("Place", {name: self.cleaned_data[name] for name in PLACE})


class AddForceForm(ForceForm):
    """A force that comes into a network."""

    organisation = forms.ModelChoiceField(
        label=_("Force"),
        queryset=Organisation.objects.filter(kind=Organisation.Kind.FORCE).order_by("name"),
        error_messages={"required": _("Select the force")},
    )
    standing = forms.ChoiceField(
        label=_("How is it counted?"),
        choices=NetworkForce.Standing,
        initial=NetworkForce.Standing.FORCE,
        widget=Radios(
            hints={
                NetworkForce.Standing.FORCE: _("Among the forces of the network."),
                NetworkForce.Standing.ASSOCIATE: _(
                    "Apart from them, such as British Transport Police. This stays."
                ),
            }
        ),
        error_messages={"required": _("Select how it is counted")},
    )
    field_order = ("organisation", "standing", "lead_group", "code", "row", "column")
