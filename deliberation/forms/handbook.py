"""Pages of the handbook."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, LineField, MarkdownField
from core.forms.widgets import Radios
from deliberation.actions import PageText
from deliberation.forms import MARKDOWN
from deliberation.models import Readers
from deliberation.models.handbook import HANDBOOK_MAX_LENGTH


class HandbookPageForm(forms.Form):
    """A page, who reads it, and whether they are told."""

    title = LineField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Enter a title for the page")},
    )
    body = MarkdownField(
        label=_("What the page says"),
        max_length=HANDBOOK_MAX_LENGTH,
        rows=14,
        help_text=MARKDOWN,
        error_messages={"required": _("Enter what the page says")},
    )
    readers = forms.ChoiceField(
        label=_("Who can read it?"),
        choices=Readers,
        initial=Readers.INSIDE,
        widget=Radios,
        error_messages={"required": _("Select who can read the page")},
    )
    tell = forms.BooleanField(label=_("Tell them that there is something to read"), required=False)

    def text(self) -> PageText:
        """What was filled in."""
        cleaned = self.cleaned_data
        return PageText(cleaned["title"], cleaned["body"], cleaned["readers"])


class ChangeHandbookPageForm(HandbookPageForm):
    """The same, with the version that was on the screen."""

    after = HiddenVersionField(min_value=1)
