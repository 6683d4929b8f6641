"""Days on which people may not be free, and the warning where a meeting is planned on one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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


def warn_of_clashes(
    form: forms.Form, moments: Sequence[datetime], length: timedelta, *, after: str = "time"
) -> None:
    """Say with what dates clash, once for each day that is chosen; who keeps it ticks a box.

    :param after: name of the field below which the boxes stand.
    """
    clashing = {start: busy for start in moments if (busy := queries.clashes(start, length))}
    if not clashing:
        return
    days = {start: timezone.localdate(start) for start in clashing}
    keep = _now("Keep %(day)s all the same")
    form.fields[ALTHOUGH] = forms.MultipleChoiceField(
        label=ngettext("This date clashes", "These dates clash", len(set(days.values()))),
        choices=[
            (day.isoformat(), keep % {"day": weekday(day)}) for day in dict.fromkeys(days.values())
        ],
        widget=Checkboxes,
    )
    names = [name for name in form.fields if name != ALTHOUGH]
    names.insert(names.index(after) + 1, ALTHOUGH)
    form.order_fields(names)
    field = form.fields[ALTHOUGH]
    ticked = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(ALTHOUGH))
    for start, busy in clashing.items():
        if days[start].isoformat() not in (ticked or []):
            for busy_date in busy:
                form.add_error(ALTHOUGH, _sentence(busy_date, start))


def _sentence(busy_date: BusyDate, starts_at: datetime) -> str:
    is_one = busy_date.first_day == busy_date.last_day
    what = {"day": weekday(starts_at), "name": str(busy_date)}
    sentence = _now("%(day)s is %(name)s") if is_one else _now("%(day)s is within %(name)s")
    words = sentence % what
    note = busy_date.note.rstrip(".")
    return f"{words}. {note}." if note else f"{words}."
