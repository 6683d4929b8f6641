"""Saying where a space stands."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, TextField
from core.text import draws_something
from deliberation.forms import MARKDOWN
from deliberation.models.summaries import SUMMARY_MAX_LENGTH


class SummaryForm(forms.Form):
    """Where a space stands, and the summary that was on the screen; 0 for none."""

    body = TextField(
        label=_("Where we are"),
        max_length=SUMMARY_MAX_LENGTH,
        rows=8,
        help_text=MARKDOWN,
        error_messages={"required": _("Write where the topic stands")},
    )
    minor = forms.BooleanField(
        label=_("This is a small correction: tell nobody"),
        required=False,
    )
    after = HiddenVersionField(min_value=0)

    def clean_body(self) -> str:
        """Refuse marks of a list or of emphasis with nothing between them."""
        body: str = self.cleaned_data["body"]
        if not draws_something(body):
            raise forms.ValidationError(self.fields["body"].error_messages["required"])
        return body
