"""Fields that read what people write: a date in three boxes, a time, words with line ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _

from iag_portal.forms.widgets import DateInput
from iag_portal.text import is_visible

PARTS = (_("day"), _("month"), _("year"))


class DateField(forms.Field):
    """A date from three boxes. Cleans to ``datetime.date`` or None.

    Months may be numbers or English names. Errors name the boxes that are wrong in
    ``params["parts"]`` (0 day, 1 month, 2 year) so that only those are marked.
    """

    widget = DateInput
    default_error_messages = {
        "incomplete": _("The date must include a %(missing)s"),
        "invalid": _("The date must be a real date, like 17 11 2026"),
    }

    def to_python(self, value: Any) -> date | None:
        """The date that the boxes say.

        :raises ValidationError: when a box is empty, or there is no such day.
        """
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        boxes = [str(part or "").strip() for part in value]
        missing = [number for number, part in enumerate(boxes) if not part]
        if len(missing) == len(boxes):
            return None
        if missing:
            words = str(_(" and ")).join(str(PARTS[number]) for number in missing)
            raise ValidationError(
                self.error_messages["incomplete"],
                code="incomplete",
                params={"missing": words, "parts": missing},
            )
        return self._real(boxes)

    def _real(self, boxes: Sequence[str]) -> date:
        day, month, year = boxes
        try:
            return date(int(year), _month_number(month), int(day))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say another date than ``initial``."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


def _month_number(text: str) -> int:
    for number in range(1, 13):
        if text.lower() in (str(MONTHS[number]).lower(), str(MONTHS_3[number]).lower()):
            return number
    return int(text)


class TimeField(forms.TimeField):
    """A time of day as people write it: 6:30pm, 6.30 pm, 6pm, 18:30. Cleans to ``time``."""

    widget = forms.TimeInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Enter a time, like 6:30pm or 18:30")}

    def to_python(self, value: Any) -> Any:
        """The time, with dots for colons and "noon" and "midnight" understood."""
        if isinstance(value, str):
            words = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
            value = words.get(value.strip().lower(), value).replace(".", ":")
        return super().to_python(value)


class HiddenVersionField(forms.IntegerField):
    """Which version was on the screen, in a field that nobody sees."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("The page did not say which version you had in front of you. Open it again.")
    }


class TextField(forms.CharField):
    """Longer words in a text area, with a character count when ``max_length`` is given.

    A browser sends line ends as two characters and counts one; here they are one, so that the
    count that people see is the count that is checked.
    """

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The words, stripped, each line end one character; empty when nobody could see them."""
        words = str(super().to_python(value)).replace("\r\n", "\n")
        return words if is_visible(words) else ""
