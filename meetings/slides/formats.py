"""Numbers as a chart writes them: "52%", "£1,200", "January 2026"."""

import math
import re
from datetime import datetime, timedelta

from django.utils.formats import date_format

FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 -- day 0 of spreadsheets, which know no zone
LATER_DAYS = 1462  # between it and day 0 of the spreadsheets of old Macintoshes
QUOTED = re.compile(r'"([^"]*)"|\\(.)')
ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
DIGITS = re.compile(r"[#0?][#0?,.]*")
DAYS = re.compile(r"[ymdhs]", re.IGNORECASE)
MAX_DECIMALS = 30  # more is no number that anybody reads
CURRENCY = re.compile(r"\[\$([^\]-]*)(-[^\]]*)?\]")


def formatted(number: str, code: str, *, mac: bool = False, dates: list[str] | None = None) -> str:
    """``number`` by the format ``code`` of a spreadsheet; ``dates`` are all of its row.

    What is no number, or does not fit its format, such as a day beyond all years, stays as it is
    written: a chart holds whatever its author's program left there.
    """
    try:
        value = float(number)
        return _formatted(value, number, code, mac, dates or [number])
    except (ValueError, ArithmeticError):
        return number


def _formatted(value: float, number: str, code: str, mac: bool, dates: list[str]) -> str:
    if not math.isfinite(value):
        return number
    section = _section(code, value)
    plain = QUOTED.sub("", ASIDE.sub("", CURRENCY.sub("", section)))
    if section.lower() == "general" or not plain.strip():
        return f"{value:.12g}" if abs(value) >= 1e6 else f"{value:.6g}"  # noqa: PLR2004
    if DAYS.search(plain) and not DIGITS.search(plain):
        return _day(value, plain, mac, dates)
    return _number(value, section, negative_is_said=section != code and value < 0)


def _section(code: str, value: float) -> str:
    """Formats have parts for what is above, below and at nought."""
    parts = code.split(";")
    if value < 0 and len(parts) > 1:
        return parts[1]
    if not value and len(parts) > 2:  # noqa: PLR2004
        return parts[2] or parts[0]
    return parts[0] or "General"


def _number(value: float, section: str, *, negative_is_said: bool) -> str:
    section = CURRENCY.sub(lambda sign: f'"{sign.group(1)}"', section)
    bare = ASIDE.sub("", section)
    literal = QUOTED.sub(lambda part: "\0" * len(part.group(1) or part.group(2)), bare)
    letters = QUOTED.sub(lambda part: part.group(1) or part.group(2), bare)
    place = DIGITS.search(literal)
    if place is None:
        return letters.replace("\0", "")
    if "%" in literal:
        value *= 100
    digits = place.group()
    whole, _point, after = digits.partition(".")
    value /= 1000 ** (len(digits) - len(digits.rstrip(",")))
    decimals = min(len(re.sub(r"[^0#?]", "", after)), MAX_DECIMALS)
    thousands = "," if "," in whole.rstrip(",") else ""
    number = f"{abs(value) if negative_is_said else value:{thousands}.{decimals}f}"
    if after.rstrip(",").endswith("#"):
        number = number.rstrip("0").rstrip(".")
    return f"{letters[: place.start()]}{number}{letters[place.end() :]}".strip()


def _day(value: float, code: str, mac: bool, dates: list[str]) -> str:
    """A day in words; the first of a month alone is that month, where all are such days."""
    at = FIRST_DAY + timedelta(days=value + (LATER_DAYS if mac else 0))
    lowered = code.lower()
    if "h" in lowered and not re.search(r"[yd]", lowered):
        return date_format(at, "H:i")
    if re.search(r"h", lowered):
        return date_format(at, "j F Y, H:i")
    if "d" not in lowered:
        return date_format(at, "F Y" if "m" in lowered else "Y")
    if _are_months(dates, mac):
        return date_format(at, "F Y")
    return date_format(at, "j F Y" if "y" in lowered else "j F")


def _are_months(dates: list[str], mac: bool) -> bool:
    try:
        days = [float(date) + (LATER_DAYS if mac else 0) for date in dates]
    except ValueError:
        return False
    return len(days) > 1 and all((FIRST_DAY + timedelta(days=day)).day == 1 for day in days)
