"""What the terms of reference say, and who opens topics."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Radios


class TermsForm(forms.Form):
    """What the terms of reference say about the members' space."""

    secretary = forms.TypedChoiceField(
        label=_("Can the secretary read the members’ space?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=Radios(inline=True),
        error_messages={"required": _("Select yes if the secretary can read the members’ space")},
    )


class OpenersForm(forms.Form):
    """Who opens topics in a group."""

    members = forms.TypedChoiceField(
        label=_("Who can open a topic?"),
        choices=[
            ("yes", _("Every member, the chair and the secretary")),
            ("no", _("Only the chair and the secretary")),
        ],
        coerce=lambda value: value == "yes",
        widget=Radios,
        error_messages={"required": _("Select who can open a topic")},
    )
