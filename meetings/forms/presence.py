"""When somebody was in a meeting, and in which way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import now
from core.dates import clock_time
from core.forms.fields import TimeField
from core.forms.widgets import Radios
from meetings import queries
from meetings.forms.choices import set_choices
from meetings.models import Attendance, Meeting, Presence

BETWEEN = _("Enter a time between %(start)s and %(end)s, when the meeting was open")


class WayForm(forms.Form):
    """The button of one way to be there."""

    mode = forms.ChoiceField(
        choices=[(way.value, way.label) for way in Attendance.PRESENT],
        error_messages={"required": _("Select how they take part")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "mode", [(way.value, way.label) for way in queries.ways_to_be_there()])


class PresenceForm(forms.Form):
    """From when until when somebody was there, in one way.

    :param presence: the one to correct; ``None`` for one that is added.
    """

    mode = forms.ChoiceField(
        label=_("How did they take part?"),
        choices=[(way.value, way.label) for way in Attendance.PRESENT],
        widget=Radios(),
        error_messages={"required": _("Select how they took part")},
    )
    came = TimeField(
        label=_("When did they come?"),
        help_text=_("For example, 6:30pm"),
        error_messages={"required": _("Enter when they came, for example 6:30pm")},
    )
    left = TimeField(
        label=_("When did they leave?"),
        required=False,
        error_messages={"required": _("Enter when they left, for example 8:30pm")},
    )

    def __init__(
        self, *args: Any, meeting: Meeting, presence: Presence | None = None, **kwargs: Any
    ) -> None:
        self._opened = meeting.opened_at or now()
        self._ended = meeting.ended_at
        came = presence.began_at if presence else self._opened
        left = presence.ended_at if presence else self._ended
        self._known: dict[str, list[datetime | None]] = {
            "came": [came, self._opened],
            "left": [left, self._ended, self._opened],
        }
        kwargs["initial"] = {
            "mode": presence.mode if presence else None,
            "came": clock_time(came),
            "left": clock_time(left) if left else "",
        }
        super().__init__(*args, **kwargs)
        offered = {Attendance.Mode(presence.mode)} if presence else set()
        offered |= set(queries.ways_to_be_there())
        ways = [(way.value, way.label) for way in Attendance.PRESENT if way in offered]
        set_choices(self, "mode", ways)
        self.fields["left"].required = meeting.state == Meeting.State.ENDED
        if meeting.is_open:
            self.fields["left"].help_text = _("Leave empty if they are still there.")

    def clean(self) -> dict[str, Any]:
        """Say here, beside the times, what the action would refuse."""
        cleaned = super().clean() or self.cleaned_data
        end = self._ended or now()
        for name in ("came", "left"):
            if cleaned.get(name) and not self._opened <= self._moment(name) <= end:
                words = {"start": clock_time(self._opened), "end": clock_time(end)}
                self.add_error(name, forms.ValidationError(BETWEEN, params=words))
        came, left = cleaned.get("came"), cleaned.get("left")
        if came and left and self._moment("left") <= self._moment("came"):
            self.add_error("left", _("The time they left must be after the time they came"))
        return cleaned

    def _moment(self, name: str) -> datetime:
        """The moment of the time in the field ``name`` on the day, or in the night, of the meeting.

        To the second it is one that is known, where the minute is the same.
        """
        opened = timezone.localtime(self._opened)
        moment = timezone.make_aware(datetime.combine(opened.date(), self.cleaned_data[name]))
        if moment < opened.replace(second=0, microsecond=0):
            moment += timedelta(days=1)  # a meeting may go on past midnight
        minute = timedelta(minutes=1)
        same = (at for at in self._known[name] if at and moment <= at < moment + minute)
        return next(same, moment)

    def times(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        cleaned = self.cleaned_data
        return {
            "mode": cleaned["mode"],
            "began_at": self._moment("came"),
            "ended_at": self._moment("left") if cleaned["left"] else None,
        }
