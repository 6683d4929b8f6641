"""Postpone or cancel a meeting that is arranged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import now
from core.dates import clock_time
from core.forms.fields import DateField, HiddenVersionField, LineField, TimeField
from core.forms.widgets import Radios
from meetings.forms.busy_dates import warn_of_clashes
from meetings.forms.choices import set_choices
from meetings.forms.meetings import moment
from meetings.models import Meeting


class PostponeForm(forms.Form):
    """Put a meeting off, or give one that is postponed its new date."""

    DATED, LATER = "dated", "later"

    until = forms.ChoiceField(
        label=_("When will it be?"),
        choices=[(DATED, _("On another date")), (LATER, _("The new date will be announced later"))],
        widget=Radios(),
        error_messages={"required": _("Select when it will be")},
    )
    day = DateField(label=_("New date, if there is one"), required=False)
    time = TimeField(
        label=_("Start, if there is a new date"),
        help_text=_("For example, 6:30pm"),
        required=False,
    )
    reason = LineField(
        label=_("Why is it postponed?"),
        help_text=_("Everybody invited reads it. You can leave this empty."),
        max_length=300,
        required=False,
    )
    version = HiddenVersionField(min_value=1)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        start = clock_time(timezone.localtime(meeting.starts_at))
        kwargs["initial"] = {"time": start, "version": meeting.version}
        super().__init__(*args, **kwargs)
        if not meeting.has_date:
            kwargs["initial"] |= {"until": self.DATED, "reason": meeting.reason}
            set_choices(self, "until", [(self.DATED, _("On another date"))])

    def clean(self) -> dict[str, Any]:
        """A new date has a day and a start, and lies ahead."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("until") == self.DATED:
            if "day" in cleaned and not cleaned["day"]:
                self.add_error("day", _("Enter the new date"))
            if "time" in cleaned and not cleaned["time"]:
                self.add_error("time", _("Enter the start time, for example 6:30pm"))
            if cleaned.get("day") and cleaned.get("time") and not self.errors:
                self._look_at(moment(cleaned))
        return cleaned

    def _look_at(self, starts_at: datetime) -> None:
        """Refuse a start that has gone by, and warn of a date that clashes."""
        if starts_at <= now():
            self.add_error("day", _("Choose a day and a start in the future"))
        else:
            warn_of_clashes(self, [starts_at], self.meeting.length)

    def starts_at(self) -> datetime | None:
        """The new start; ``None`` where it is announced later."""
        cleaned = self.cleaned_data
        return moment(cleaned) if cleaned["until"] == self.DATED else None


class CancelForm(forms.Form):
    """Say why a meeting will not take place."""

    reason = LineField(
        label=_("Why is it cancelled?"),
        help_text=_("Everybody invited reads it."),
        max_length=300,
        error_messages={"required": _("Enter why the meeting is cancelled")},
    )
