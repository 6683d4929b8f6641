"""Announcing something to the group."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.fields import DateField, HiddenVersionField, LineField, MarkdownField
from core.forms.widgets import Radios
from deliberation.actions import AnnouncementText
from deliberation.forms import MARKDOWN
from deliberation.models import Readers
from deliberation.models.announcements import ANNOUNCEMENT_MAX_LENGTH, STANDS_AT_MOST

STANDS_FOR = timedelta(days=14)
OFFICIAL = _("Announcements are OFFICIAL. Write nothing that is OFFICIAL-SENSITIVE.")


def in_two_weeks() -> date:
    """The day until which an announcement stands on home, where its writer says nothing else."""
    return today() + STANDS_FOR


class AnnouncementForm(forms.Form):
    """What is announced, to whom, and until when it stands on home."""

    title = LineField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Enter a title for the announcement")},
    )
    body = MarkdownField(
        label=_("What do you announce?"),
        max_length=ANNOUNCEMENT_MAX_LENGTH,
        rows=8,
        help_text=format_lazy("{} {}", OFFICIAL, MARKDOWN),
        error_messages={"required": _("Enter what you announce")},
    )
    readers = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=Readers,
        initial=Readers.INSIDE,
        widget=Radios,
        error_messages={"required": _("Select who the announcement is for")},
    )
    stands_until = DateField(
        label=_("Until when does it stand on their home page?"),
        initial=in_two_weeks,
        help_text=_("After this day, people find it among the announcements of the group."),
        error_messages={"required": _("Enter the day until which it stands on the home page")},
    )

    def clean_stands_until(self) -> date:
        """Refuse a day that has passed, or is more than a year ahead."""
        day: date = self.cleaned_data["stands_until"]
        if day < today():
            raise forms.ValidationError(_("The day must be today or later"))
        if day > today() + STANDS_AT_MOST:
            raise forms.ValidationError(_("The day must be within a year from today"))
        return day

    def text(self) -> AnnouncementText:
        """What was filled in."""
        return AnnouncementText(*(self.cleaned_data[name] for name in AnnouncementText._fields))


class ChangeAnnouncementForm(AnnouncementForm):
    """The same, with the version that was on the screen.

    :param stood_until: the day that it has; it may stay when it has passed.
    """

    minor = forms.BooleanField(
        label=_(
            "This is a small correction: tell none of its readers, and ask nobody to read it again"
        ),
        required=False,
    )
    after = HiddenVersionField(min_value=1)

    def __init__(self, *args: Any, stood_until: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stood_until = stood_until

    def clean_stands_until(self) -> date:
        """A day that has passed may stay; none is put in its place."""
        same = self.cleaned_data["stands_until"] == self._stood_until
        return self._stood_until if same else super().clean_stands_until()
