"""What people fill in about the minutes of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import day
from core.forms.fields import HiddenVersionField, MarkdownField
from core.forms.widgets import Radios
from deliberation.forms import MARKDOWN
from meetings.forms.choices import set_choices
from meetings.models import Meeting, Minutes, MinutesItem
from meetings.models.minutes import MINUTES_MAX_LENGTH

MOST_DAYS = 60  # working days


class MinutesForm(forms.Form):
    """What was said in one item, and the version that was on the screen."""

    body = MarkdownField(
        label=_("What was said"),
        max_length=MINUTES_MAX_LENGTH,
        rows=14,
        help_text=MARKDOWN,
        error_messages={"required": _("Write what was said")},
    )
    after = HiddenVersionField(min_value=0)

    def __init__(self, *args: Any, minutes_item: MinutesItem, **kwargs: Any) -> None:
        stands = {"body": minutes_item.body, "after": minutes_item.version}
        kwargs["initial"] = stands | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class PublishMinutesForm(forms.Form):
    """For how long people can check the minutes."""

    working_days = forms.IntegerField(
        label=_("For how many working days can people propose corrections?"),
        help_text=_("Weekends and bank holidays do not count."),
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the number of working days"),
            "invalid": _("Enter the number of days as a number, for example 10"),
            "min_value": _("Give people one working day or more"),
            "max_value": _("Enter 60 working days or fewer"),
        },
    )


class AgreeMinutesForm(forms.Form):
    """At which meeting the minutes were agreed."""

    meeting = forms.TypedChoiceField(
        label=_("At which meeting were they agreed?"),
        coerce=int,
        widget=Radios,
        error_messages={"required": _("Select the meeting that agreed them")},
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meetings = {row.pk: row for row in minutes.later_meetings()}
        names = [(pk, f"{row.title}, {day(row.starts_at)}") for pk, row in self._meetings.items()]
        set_choices(self, "meeting", names)

    @property
    def chosen(self) -> Meeting:
        """The meeting that was selected."""
        return self._meetings[self.cleaned_data["meeting"]]

    @property
    def has_choices(self) -> bool:
        """Whether there is a later meeting."""
        return bool(self._meetings)
