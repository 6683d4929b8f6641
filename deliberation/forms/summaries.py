"""Saying where a space stands."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, MarkdownField
from deliberation.forms import MARKDOWN
from deliberation.models.summaries import SUMMARY_MAX_LENGTH


class SummaryForm(forms.Form):
    """Where a space stands, and the summary that was on the screen; 0 for none."""

    body = MarkdownField(
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
