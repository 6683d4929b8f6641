"""Days and times as people write them: "17th", "Sept", "6.30 p.m.", "1830", "noon"."""

import re
import unicodedata
from datetime import time

from django.utils.dates import MONTHS

NOON = 12
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?")
_YEAR = re.compile(r"\d{4}")
_TIME = re.compile(
    r"(?P<hour>\d{1,2}?)"
    r"(?:\s?[:.h\s]?\s?(?P<minute>\d{2}))?"
    r"(?::00)?"  # the seconds that a browser or a stored time may bring
    r"\s?(?:h|hrs?|hours|o'?clock)?"
    r"\s?(?P<half>[ap]m?)?"
)
_HALF_WITH_DOTS = re.compile(r"\b([ap])\.?\s?m\.?$|(?<=\d)([ap])\.?\s?m\.?$")
_SHORTEST = 3  # letters of a month
_LONGEST = 64  # characters of a day or a time, however it is written


class Ambiguous(ValueError):
    """An hour that may be before noon or after it."""

    def __init__(self, hour: int, minute: int) -> None:
        self.hour = hour
        self.clock = f"{hour}:{minute:02}" if minute else str(hour)
        super().__init__(self.clock)


def plain(text: object) -> str:
    """``text`` in small letters and plain digits, without what cannot be seen.

    :raises ValueError: when it is longer than any day, month or time is written.
    """
    written = str(text or "")
    if len(written) > _LONGEST:
        raise ValueError(len(written))
    text = unicodedata.normalize("NFKC", written)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join(text.replace("’", "'").casefold().split())


def day_number(text: str) -> int:
    """The day of a month that ``text`` says: "17", "17th".

    :raises ValueError: when it says none.
    """
    written = _DAY.fullmatch(plain(text))
    if not written:
        raise ValueError(text)
    return int(written[1])


def month_number(text: str) -> int:
    """The month that ``text`` says: "11", "November", "nov.", "Sept".

    :raises ValueError: when it says none.
    """
    month = plain(text).rstrip(".")
    if not month.isdecimal():
        names = [n for n in range(1, 13) if str(MONTHS[n]).casefold().startswith(month)]
        if len(month) < _SHORTEST or len(names) != 1:
            raise ValueError(text)
        return names[0]
    if len(month) > 2 or not 1 <= int(month) <= 12:  # noqa: PLR2004 digits and months
        raise ValueError(text)
    return int(month)


def year_number(text: str) -> int:
    """The year that ``text`` says in 4 numbers.

    :raises ValueError: for any other; "27" is no guess of ours to make.
    """
    year = plain(text)
    if not _YEAR.fullmatch(year) or not int(year):
        raise ValueError(text)
    return int(year)


def time_of_day(text: str) -> time:
    """The time that ``text`` says. Two digits of an hour without am or pm are a 24-hour clock.

    :raises Ambiguous: for an hour of one digit that has neither am nor pm.
    :raises ValueError: when it says no time.
    """
    words = _HALF_WITH_DOTS.sub(r"\1\2m", plain(text))
    named = _NAMED.get(words.removeprefix("12").strip())
    if named is not None:
        return named
    written = _TIME.fullmatch(words)
    if not written:
        raise ValueError(text)
    hour, minute = int(written["hour"]), int(written["minute"] or 0)
    if written["half"]:
        return time(_in_half(hour, after_noon=written["half"].startswith("p")), minute)
    if hour and len(written["hour"]) == 1:
        raise Ambiguous(hour, time(hour, minute).minute)
    return time(hour, minute)


def _in_half(hour: int, *, after_noon: bool) -> int:
    if after_noon and hour > NOON:  # "18:30pm" can mean one thing only
        return hour
    if not 1 <= hour <= NOON:
        raise ValueError(hour)
    return hour % NOON + NOON * after_noon
