"""What a group lets its representative hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from core.forms.widgets import Radios
from network.models import Mandate
from network.models.mandates import WORDS_LENGTH

Kind = Mandate.Kind


class MandateForm(forms.Form):
    """Free to decide, or words."""

    kind = forms.ChoiceField(
        label=_("What may your representative hold?"),
        choices=Kind,
        widget=Radios(
            hints={
                Kind.FREE: _("They listen to the meeting and decide for your group."),
                Kind.WORDS: _("They read your words beside the buttons when positions are taken."),
            }
        ),
        error_messages={"required": _("Select what your representative may hold")},
    )
    words = TextField(
        label=_("The words"),
        max_length=WORDS_LENGTH,
        rows=5,
        required=False,
        help_text=_(
            "Only if you chose words. Your own people read them, and nobody of the network."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where they count, and for none where they would be lost."""
        cleaned = super().clean() or self.cleaned_data
        kind, words = cleaned.get("kind"), cleaned.get("words")
        if kind == Kind.WORDS and not words and "words" not in self.errors:
            self.add_error("words", _("Enter what your representative may hold"))
        if kind == Kind.FREE and words:
            self.add_error("words", _("Leave the words empty, or choose “What these words say”"))
        return cleaned
