"""How somebody sees and hears an open meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.widgets import Radios


class LiveSettingsForm(forms.Form):
    """What a screen reader is told, which view there is, who is large; what is not sent stays."""

    heard = forms.ChoiceField(
        label=_("What is your screen reader told during a meeting?"),
        help_text=_(
            "Warnings, and what comes of your own buttons, are always said. The page keeps a list"
            " of everything that changed, whatever you choose."
        ),
        choices=User.Heard,
        widget=Radios,
        required=False,
    )
    simple_view = forms.ChoiceField(
        label=_("How do you see a meeting?"),
        help_text=_("Who leads a meeting always has the whole page: it holds their tools."),
        choices=[
            ("whole", _("The whole page")),
            ("simple", _("Simple view: papers, speak, write and my view, one at a time")),
        ],
        widget=Radios,
        required=False,
    )
    large = forms.ChoiceField(
        label=_("Who is large in your video?"),
        help_text=_("Only you see it so. The others choose for themselves."),
        choices=User.Large,
        widget=Radios,
        required=False,
    )

    def clean_simple_view(self) -> bool | None:
        """Whether the simple one was chosen; ``None`` where nothing was."""
        view = self.cleaned_data["simple_view"]
        return view == "simple" if view else None

    def chosen(self) -> dict[str, Any]:
        """What was filled in; ``None`` for the rest."""
        return {
            "heard": self.cleaned_data["heard"] or None,
            "simple_view": self.cleaned_data["simple_view"],
            "large": self.cleaned_data["large"] or None,
        }
