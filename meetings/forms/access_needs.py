"""What somebody needs to take part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions import Needs
from accounts.models import AccessNeeds
from core.forms.fields import LineField
from core.forms.widgets import Checkboxes

KINDS = (
    ("large_print", _("Papers in large print")),
    ("interpreter", _("A sign language interpreter")),
    ("captions", _("Captions in the video")),
    ("step_free", _("Step-free access")),
    ("hearing_loop", _("A hearing loop")),
)


class NeedsForm(forms.Form):
    """What somebody needs; nothing ticked and nothing written where they need nothing."""

    kinds = forms.MultipleChoiceField(
        label=_("What do you need?"),
        help_text=_("Tick all that apply. Leave all empty if you need nothing."),
        choices=KINDS,
        widget=Checkboxes,
        required=False,
    )
    words = LineField(
        label=_("Something else"),
        help_text=_("In your own words. You can leave this empty."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, before: AccessNeeds | None, own: bool, **kwargs: Any) -> None:
        if before is not None:
            ticked = [name for name, _label in KINDS if getattr(before, name)]
            kwargs["initial"] = {"kinds": ticked, "words": before.words}
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["kinds"].label = _("What do they need?")
            self.fields["kinds"].help_text = _("Leave all empty if they need nothing.")
            self.fields["words"].help_text = _("As they said it. You can leave this empty.")

    def needs(self) -> Needs:
        """What was filled in."""
        ticked = dict.fromkeys(self.cleaned_data["kinds"], True)
        return Needs(words=self.cleaned_data["words"], **ticked)
