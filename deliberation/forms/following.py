"""How much somebody is told of a topic."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Radios
from core.notices.models import Level


class FollowForm(forms.Form):
    """One of three levels."""

    level = forms.ChoiceField(
        label=_("What do you want to be told of this topic?"),
        choices=Level,
        widget=Radios,
        help_text=_("Nobody else sees what you choose."),
        error_messages={"required": _("Choose what you want to be told")},
    )
