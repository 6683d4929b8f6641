"""Days on which people may not be free, and the warning where a meeting is planned on one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.dates import weekday
from core.forms.fields import DateField, LineField
from core.forms.widgets import Checkboxes
from meetings import queries
from meetings.actions import BusyDays
from meetings.models import BusyDate

ALTHOUGH = "although"  # name of the field that appears where there is a clash


class BusyDateForm(forms.Form):
    """A date that clashes, to add or to change."""

    name = LineField(
        label=_("What is it called?"),
        help_text=_("For example, Ramadan, half-term or local elections"),
        max_length=100,
        error_messages={"required": _("Enter what it is called")},
    )
    first_day = DateField(
        label=_("First day"), error_messages={"required": _("Enter the first day")}
    )
    last_day = DateField(
        label=_("Last day"),
        help_text=_("You can leave this empty where it is one day."),
        required=False,
    )
    note = LineField(
        label=_("What helps to choose a time?"),
        help_text=_("For example, “Sunset about 6pm: ask members”. You can leave this empty."),
        max_length=200,
        required=False,
    )
    is_expected = forms.BooleanField(
        label=_("The days are expected, and not certain yet"), required=False
    )

    def __init__(self, *args: Any, busy_date: BusyDate | None = None, **kwargs: Any) -> None:
        if busy_date is not None:
            kwargs["initial"] = {name: getattr(busy_date, name) for name in BusyDays._fields}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Enter a last day that is not before the first"))
        return cleaned

    def days(self) -> BusyDays:
        """What was filled in."""
        cleaned = self.cleaned_data
        return BusyDays(**{**cleaned, "last_day": cleaned["last_day"] or cleaned["first_day"]})


def warn_of_clashes(form: forms.Form, starts_at: datetime, length: timedelta) -> None:
    """Say with what a date clashes, once for each day that is chosen; who keeps it ticks a box."""
    busy = queries.clashes(starts_at, length)
    if not busy:
        return
    chosen = timezone.localdate(starts_at)
    keep = _now("Keep %(day)s all the same") % {"day": weekday(chosen)}
    form.fields[ALTHOUGH] = forms.MultipleChoiceField(
        label=_("This date clashes"),
        choices=[(chosen.isoformat(), keep)],
        widget=Checkboxes,
    )
    names = [name for name in form.fields if name != ALTHOUGH]
    names.insert(names.index("time") + 1, ALTHOUGH)
    form.order_fields(names)
    field = form.fields[ALTHOUGH]
    ticked = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(ALTHOUGH))
    if chosen.isoformat() in (ticked or []):
        return
    for busy_date in busy:
        form.add_error(ALTHOUGH, _sentence(busy_date, starts_at))


def _sentence(busy_date: BusyDate, starts_at: datetime) -> str:
    is_one = busy_date.first_day == busy_date.last_day
    what = {"day": weekday(starts_at), "name": str(busy_date)}
    sentence = _now("%(day)s is %(name)s") if is_one else _now("%(day)s is within %(name)s")
    words = sentence % what
    return f"{words}. {busy_date.note}." if busy_date.note else f"{words}."
