"""How somebody sees and hears an open meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.widgets import Radios


class LiveSettingsForm(forms.Form):
    """What a screen reader is told, which of the two views there is, and who is large."""

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
    large = forms.ChoiceField(
        label=_("Who is large in your video?"),
        help_text=_("Only you see it so. The others choose for themselves."),
        choices=User.Large,
        widget=Radios,
        error_messages={"required": _("Choose who is large")},
    )

    def clean_simple_view(self) -> bool:
        """Whether the simple one was chosen."""
        return bool(self.cleaned_data["simple_view"] == "simple")
