"""How somebody sees and hears an open meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.widgets import Radios


class LiveSettingsForm(forms.Form):
    """What a screen reader is told, and which of the two views there is."""

    heard = forms.ChoiceField(
        label=_("What is your screen reader told during a meeting?"),
        help_text=_(
            "Warnings, and what comes of your own buttons, are always said. The page keeps a list"
            " of everything that changed, whatever you choose."
        ),
        choices=User.Heard,
        widget=Radios,
        error_messages={"required": _("Choose what you are told")},
    )
    simple_view = forms.ChoiceField(
        label=_("How do you see a meeting?"),
        help_text=_("Who leads a meeting always has the whole page: it holds their tools."),
        choices=[
            ("whole", _("The whole page")),
            ("simple", _("Simple view: papers, speak, write and my view, one at a time")),
        ],
        widget=Radios,
        error_messages={"required": _("Choose how you see a meeting")},
    )

    def clean_simple_view(self) -> bool:
        """Whether the simple one was chosen."""
        return bool(self.cleaned_data["simple_view"] == "simple")
