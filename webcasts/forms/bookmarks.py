"""A moment of a webcast, and what somebody says of it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import LineField, TextField
from core.forms.widgets import Radios
from webcasts.models.bookmarks import WORDS_LENGTH
from webcasts.models.webcasts import LONGEST

CLOCK = re.compile(r"(?:(\d{1,2})[:.])?(\d{1,3})[:.]([0-5]\d)", re.ASCII)
MINUTES = re.compile(r"\d{1,3}", re.ASCII)
HOUR = 60  # minutes


def seconds_of(clock: str) -> int | None:
    """Seconds from the beginning, of ``1:02:40``, ``62:40``, ``2.40`` or minutes alone."""
    if MINUTES.fullmatch(clock):
        return int(clock) * 60
    parts = CLOCK.fullmatch(clock)
    if parts is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    if hours and minutes >= HOUR:
        return None
    return (hours * HOUR + minutes) * 60 + seconds


class BookmarkForm(forms.Form):
    """A moment and words, in one of the spaces that somebody reads.

    :param spaces: those, each with who reads there.
    """

    moment = LineField(
        label=_("Which moment?"),
        max_length=10,
        help_text=_("Hours, minutes and seconds from its beginning, such as 1:02:40 or 12:05."),
        error_messages={"required": _("Enter the moment, such as 12:05")},
    )
    words = TextField(
        label=_("What do you want to say?"),
        max_length=WORDS_LENGTH,
        rows=3,
        error_messages={"required": _("Write something first")},
    )
    space = forms.ChoiceField(
        label=_("Who reads it?"),
        widget=Radios,
        error_messages={"required": _("Select who reads it")},
    )
    mark_optional = False

    def __init__(self, *args: Any, spaces: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["space"]
        field.choices = spaces
        if len(spaces) == 1:
            field.widget = forms.HiddenInput()
            field.initial = spaces[0][0]

    def clean_moment(self) -> int:
        """In seconds, at most twelve hours."""
        seconds = seconds_of(self.cleaned_data["moment"].strip())
        if seconds is None:
            raise forms.ValidationError(_("Enter the moment, such as 1:02:40 or 12:05"))
        if seconds > LONGEST.total_seconds():
            raise forms.ValidationError(_("The moment must be in the first 12 hours"))
        return seconds
