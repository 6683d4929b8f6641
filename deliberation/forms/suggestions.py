"""What people fill in who would word one sentence of a key message otherwise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, TextField
from core.forms.widgets import Radios
from deliberation.anchors import split
from deliberation.models import Suggestion
from deliberation.models.key_messages import WORDING_MAX_LENGTH
from deliberation.models.suggestions import WHY_MAX_LENGTH


class SuggestionForm(forms.Form):
    """One sentence of ``text``, what to make of it, and why."""

    sentence = forms.ChoiceField(
        label=_("Which sentence?"),
        widget=Radios,
        error_messages={
            "required": _("Select a sentence"),
            "invalid_choice": _("That sentence stands there no more. Select one that does"),
        },
    )
    kind = forms.ChoiceField(
        label=_("What should happen to it?"),
        choices=Suggestion.Kind,
        widget=Radios,
        error_messages={"required": _("Select what should happen to it")},
    )
    words = TextField(
        label=_("The words"),
        max_length=WORDING_MAX_LENGTH,
        rows=3,
        required=False,
        help_text=_("Not needed to delete a sentence."),
    )
    why = TextField(
        label=_("Why?"),
        max_length=WHY_MAX_LENGTH,
        rows=3,
        help_text=_("Members and the secretary read it with your name."),
        error_messages={"required": _("Say in a few words why")},
    )
    after = HiddenVersionField(min_value=1)
    mark_optional = False

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentences = [(sentence, sentence) for sentence in dict.fromkeys(split(text))]
        self.fields["sentence"].choices = sentences  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        deletes = cleaned.get("kind") in (None, Suggestion.Kind.DELETE)
        if not deletes and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write the words"))
        return cleaned


class AcceptForm(forms.Form):
    """Which wording the organiser had in front of them."""

    after = HiddenVersionField(min_value=1)


class RefuseForm(forms.Form):
    """Why a suggestion is refused."""

    reason = TextField(
        label=_("Why is it refused?"),
        max_length=WHY_MAX_LENGTH,
        rows=3,
        help_text=_("Who suggested it is told, and members read it."),
        error_messages={"required": _("Say why it is refused")},
    )
