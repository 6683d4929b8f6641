"""Fields that read what people write: a date in three boxes, a time, words with line ends."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from core.alike import one_address, one_password
from core.clock import today
from core.forms.widgets import DateInput, FilesInput
from core.forms.written import (
    Ambiguous,
    day_number,
    month_number,
    plain,
    time_of_day,
    year_number,
)
from core.letters import NO_LETTER, has_letter, is_visible, one_line
from core.text import draws_something

FIRST_OF_EVENING = 6  # o'clock: "5:30" is asked about as an afternoon
ADDRESS_LENGTH = 254  # characters, as the database has it
FAR_TOO_LONG = 10  # times what is allowed: no form of it is short enough
PARTS = (_("day"), _("month"), _("year"))


class DateField(forms.Field):
    """A date from three boxes. Cleans to ``datetime.date`` or None.

    Months may be numbers or English names. Errors name the boxes that are wrong in
    ``params["parts"]`` (0 day, 1 month, 2 year) so that only those are marked.
    """

    widget = DateInput
    default_error_messages = {
        "incomplete": _("The date must include a %(missing)s"),
        "day": _("Enter the day as a number, like 17"),
        "month": _("Enter the month as a number or a name, like 11 or November"),
        "year": _("Enter the year as 4 numbers, like 2027"),
        "no_such_day": _("There is no %(date)s. That month has %(last)s days"),
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
        readers = (day_number, month_number, year_number)
        day, month, year = (self._part(box, boxes[box], readers[box]) for box in range(3))
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            params = {"date": f"{day} {MONTHS[month]} {year}", "last": last, "parts": [0]}
            raise ValidationError(
                self.error_messages["no_such_day"], code="no_such_day", params=params
            )
        return date(year, month, day)

    def _part(self, box: int, text: str, read: Callable[[str], int]) -> int:
        try:
            return read(text)
        except ValueError:
            code = ("day", "month", "year")[box]
            raise ValidationError(
                self.error_messages[code], code=code, params={"parts": [box]}
            ) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say another date than ``initial``."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class PastDateField(DateField):
    """A date that is not to come: of something that has happened."""

    default_error_messages = {"to_come": _("The date must be today or in the past")}

    def validate(self, value: date | None) -> None:
        """Refuse a day to come."""
        super().validate(value)
        if value and value > today():
            raise ValidationError(self.error_messages["to_come"], code="to_come")


class TimeField(forms.TimeField):
    """A time of day as people write it: 6:30pm, 6.30 p.m., 1830, noon. Cleans to ``time``.

    "6:30" without am or pm is asked about: a meeting called for the wrong half of the day can
    only be cancelled.
    """

    widget = forms.TimeInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Enter a time, like 6:30pm or 18:30"),
        "afternoon": _(
            "Is %(time)s in the morning or in the afternoon? Enter %(time)sam or %(time)spm"
        ),
        "evening": _(
            "Is %(time)s in the morning or in the evening? Enter %(time)sam or %(time)spm"
        ),
    }

    def to_python(self, value: Any) -> time | None:
        """The time that ``value`` says.

        :raises ValidationError: when it says none, or may say two.
        """
        if isinstance(value, time):
            return value
        try:
            return time_of_day(value) if plain(value) else None
        except Ambiguous as asked:
            code = "evening" if asked.hour >= FIRST_OF_EVENING else "afternoon"
            params = {"time": asked.clock}
            raise ValidationError(self.error_messages[code], code=code, params=params) from None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class HiddenVersionField(forms.IntegerField):
    """Which version was on the screen, in a field that nobody sees."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("The page did not say which version you had in front of you. Open it again.")
    }


class HiddenMomentField(forms.DateTimeField):
    """The same of what has no versions: when it was last changed."""

    widget = forms.HiddenInput
    default_error_messages = HiddenVersionField.default_error_messages

    def prepare_value(self, value: Any) -> Any:
        """The moment with its microseconds, which Django leaves out."""
        return value.isoformat() if isinstance(value, datetime) else value


class _OneFormField(forms.CharField):
    """Words in one form, in which they are counted.

    That form takes time. What is far too long is counted as it came, and is refused.
    """

    def to_python(self, value: Any) -> str:
        """The words in one form, or as they came where ``max_length`` is far away."""
        words = str(super().to_python(value))
        is_far_too_long = self.max_length and len(words) > FAR_TOO_LONG * self.max_length
        return words if is_far_too_long else self.one_form(words)

    def one_form(self, words: str) -> str:
        """``words`` as they are stored and compared: here, as they came."""
        return words


class LinkField(forms.URLField):
    """Address of a page that people open: by https, and with nobody's password in it."""

    default_error_messages = {"https": _("Enter an address that begins with https://")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        super().__init__(assume_scheme="https", **kwargs)

    def clean(self, value: Any) -> str:
        parts = urlsplit(address := str(super().clean(value)))
        if address and (parts.scheme != "https" or parts.username or parts.password):
            raise ValidationError(self.error_messages["https"], code="https")
        return address


class FilesField(forms.FileField):
    """Several files. Cleans to a list of uploads, empty where none was chosen."""

    widget = FilesInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether any was chosen: none is an empty list here, and not ``None``."""
        return bool(data)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of the files that were sent, with its name and none of them empty."""
        return [super(FilesField, self).clean(file, initial) for file in data or ()]


class LineField(_OneFormField):
    """One line, whatever was pasted: it stands in lists, mails and files."""

    def one_form(self, words: str) -> str:
        """The line without marks that nobody sees; empty when nothing of it can be seen."""
        line = one_line(words)
        return line if is_visible(line) else ""


class NameField(LineField):
    """The name of somebody or something, with at least one letter."""

    default_error_messages = {"letter": NO_LETTER}

    def to_python(self, value: Any) -> str:
        """The name in one line.

        :raises ValidationError: when something was typed, and no letter of it can be seen.
        """
        name = super().to_python(value)
        if str(value or "").strip() and not has_letter(name):
            raise ValidationError(self.error_messages["letter"], code="letter")
        return name


class AddressField(_OneFormField, forms.EmailField):
    """An address of mail, in the form in which it is stored and compared.

    Plain letters only: a domain has a form in them, and mail goes to names in them alone.
    """

    default_error_messages = {"invalid": EmailValidator.message}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": ADDRESS_LENGTH} | kwargs)

    def one_form(self, words: str) -> str:
        """The address in one form; empty when nothing of it can be seen.

        :raises ValidationError: when it has no form in plain letters.
        """
        if not (address := one_address(words)).isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class PasswordField(_OneFormField):
    """A password in the one form in which it is counted, judged and compared."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def one_form(self, words: str) -> str:
        """The password, whichever keyboard typed it."""
        return one_password(words)


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


class MarkdownField(TextField):
    """Longer words with the marks that ``core.text`` draws."""

    def clean(self, value: Any) -> str:
        """The words, counted before they are drawn: that takes time.

        :raises ValidationError: also when they are marks with nothing between them.
        """
        words = str(super().clean(value))
        if words and not draws_something(words):
            raise ValidationError(self.error_messages["required"], code="required")
        return words
