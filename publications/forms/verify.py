"""The code that a document prints, as somebody types it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import typed_code
from publications.models import Edition


def tidy(code: str) -> str:
    """A code as it is stored, however it was typed."""
    letters = "".join(letter for letter in typed_code(code).upper() if letter.isascii())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


class CodeForm(forms.Form):
    """The code that a document prints."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Twelve letters and digits, such as KM4Q-7TRW-B2XN"),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the code that is printed on the document")},
    )

    def clean_code(self) -> str:
        """The code as it is stored; only one that exists passes."""
        code = tidy(self.cleaned_data["code"])
        if not Edition.objects.filter(code=code).exists():
            raise forms.ValidationError(
                _("No document has this code. Compare it with the document, letter by letter.")
            )
        return code
