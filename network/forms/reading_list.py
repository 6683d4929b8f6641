"""Something to read or to watch."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import LineField, LinkField, PastDateField
from core.forms.widgets import Radios
from network.actions import Reading
from network.models import ReadingItem
from network.models.reading_list import NOTE_LENGTH


class ReadingForm(forms.Form):
    """A link, with what people need to know before they open it."""

    title = LineField(
        label=_("What is it called?"),
        max_length=200,
        error_messages={"required": _("Enter what it is called")},
    )
    url = LinkField(
        label=_("Where is it?"),
        help_text=_("It begins with https:// and opens in a tab of its own. Nothing is copied."),
        error_messages={
            "required": _("Enter the address where it is"),
            "invalid": _("Enter an address such as https://www.example.org/talk"),
        },
    )
    published_on = PastDateField(
        label=_("When was it published?"),
        required=False,
    )
    transcript_url = LinkField(
        label=_("Where is its transcript?"),
        help_text=_("Of something to watch or to hear. It begins with https:// too."),
        required=False,
        error_messages={"invalid": _("Enter an address such as https://www.example.org/words")},
    )
    note = LineField(
        label=_("What should people know about it?"),
        max_length=NOTE_LENGTH,
        help_text=_("Who says it, or why it is here."),
        required=False,
    )
    chosen_by = forms.ChoiceField(
        label=_("Who chose it?"),
        choices=ReadingItem.ChosenBy,
        initial=ReadingItem.ChosenBy.NETWORK,
        widget=Radios,
        error_messages={"required": _("Select who chose it")},
    )

    def reading(self) -> Reading:
        """What the action takes."""
        return cast("Reading", self.cleaned_data)
