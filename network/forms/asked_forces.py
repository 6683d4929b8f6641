"""Who is asked, and why a group does not take part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from core.forms.widgets import Checkboxes
from network.models import NetworkForce
from network.models.asked_forces import REASON_LENGTH


class _Forces(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Forces by name, with the group that speaks for each."""

    def label_from_instance(self, obj: Any) -> str:
        words = {"force": obj.organisation, "group": obj.lead_group}
        if obj.standing == NetworkForce.Standing.ASSOCIATE:
            return _now("%(force)s (%(group)s), an associate") % words
        return _now("%(force)s (%(group)s)") % words


class AskForm(forms.Form):
    """The forces to ask; all of them are ticked.

    :param forces: those that can be asked.
    """

    forces = _Forces(
        label=_("Which forces do you ask?"),
        queryset=NetworkForce.objects.none(),
        widget=Checkboxes,
        help_text=_("All of them, unless you untick some."),
        error_messages={
            "required": _("Select at least one force"),
            "invalid_choice": _(
                "One of them is asked already, or can no longer be. Look at your choice again"
            ),
        },
    )

    def __init__(self, *args: Any, forces: QuerySet[NetworkForce], **kwargs: Any) -> None:
        kwargs["initial"] = {"forces": list(forces)}
        super().__init__(*args, **kwargs)
        self.fields["forces"].queryset = forces  # type: ignore[attr-defined]


class NamingForm(forms.Form):
    """Whether others read that the force takes part."""

    named = forms.BooleanField(
        label=_("Name our force among those that take part"),
        required=False,
        help_text=_(
            "People who read for national bodies, and the other groups, then read its name. It"
            " stands in the summary of the network too, which anybody may be able to read. Without"
            " it your force is only counted."
        ),
    )


class ChangeNamingForm(NamingForm):
    """The same of a group that takes part already, whose form shows what is so."""

    def clean_named(self) -> bool:
        """Say that nothing is changed, which leads nowhere."""
        named: bool = self.cleaned_data["named"]
        if named == self.initial["named"]:
            raise forms.ValidationError(_("Change your answer, or go back without saving"))
        return named


class AcceptForm(NamingForm):
    """Take part; of a chair also whether the force is named.

    :param names: whether this person says so.
    """

    def __init__(self, *args: Any, names: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names:
            del self.fields["named"]


class DeclineForm(forms.Form):
    """Why a group does not take part."""

    reason = TextField(
        label=_("Why does your group not take part?"),
        max_length=REASON_LENGTH,
        rows=3,
        help_text=_(
            "The chair and the secretary of the network read this. Offices, not names. Your answer"
            " stands."
        ),
        error_messages={"required": _("Say why your group does not take part")},
    )
