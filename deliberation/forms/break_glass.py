"""Asking to read a space from outside."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from core.forms.widgets import Radios
from deliberation.models import Space


class BreakGlassForm(forms.Form):
    """Who needs to read what, why, and until when."""

    topic_number = forms.IntegerField(
        label=_("Which topic?"),
        min_value=1,
        max_value=2**31 - 1,
        help_text=_("Enter the number in the address of its page, like 12 for /topics/12/."),
        error_messages={"required": _("Enter the number of the topic, like 12")},
    )
    space = forms.ChoiceField(
        label=_("Which space?"),
        choices=Space,
        widget=Radios,
        error_messages={"required": _("Select the space")},
    )
    reason = TextField(
        label=_("Why?"),
        max_length=500,
        rows=3,
        help_text=_("The members, their secretary and the administrators read this."),
        error_messages={"required": _("Enter why someone outside has to read it")},
    )
    hours = forms.IntegerField(
        label=_("For how many hours?"),
        min_value=1,
        max_value=24,
        help_text=_("From now, 24 at the most. It ends by itself."),
        error_messages={"required": _("Enter the number of hours, like 2")},
    )
