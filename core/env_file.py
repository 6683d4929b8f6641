"""The lines of an environment file, as systemd and script/manage both read them.

systemd takes backslashes away and joins what stands in quotation marks with what stands beside
it. What the two could read in two ways is refused. Standard library only.
"""

from __future__ import annotations

import re

JSON = frozenset({"JITSI_LOGIN_KEYS"})  # holds both signs: it stands in single quotation marks
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
IN_QUOTES = re.compile(r"""'(?P<single>[^']*)'|"(?P<double>[^"\\]*)\"""")
PLAIN = re.compile(r"""[^'"\\]*""")
BLANK = " \t"
INSTEAD = (
    "holds a backslash or a quotation mark, which systemd reads in another way."
    " In an address write %5C, %22 or %27; JSON stands whole in single quotation marks."
)


class UnclearLineError(ValueError):
    """A line that is no setting, or that two readers would read in two ways."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"Line {number} {what}")
        self.number = number
        self.what = what


def settings_in(text: str) -> dict[str, str]:
    """Every setting of the file, by name.

    :raises UnclearLineError: naming the first line that is not clear.
    """
    settings = {}
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        stripped = line.strip(BLANK)
        if stripped.startswith(("#", ";")):
            if stripped.endswith("\\"):  # an older systemd takes the next line for a part of it
                raise UnclearLineError(number, "is a comment that ends with a backslash.")
        elif stripped:
            name, value = _setting(stripped, number)
            settings[name] = value
    return settings


def _setting(line: str, number: int) -> tuple[str, str]:
    name, sign, value = line.partition("=")
    name, value = name.strip(BLANK), value.strip(BLANK)
    if not sign or not NAME.fullmatch(name):
        raise UnclearLineError(number, "is not NAME=VALUE.")
    if quoted := IN_QUOTES.fullmatch(value):
        return name, quoted["single"] or quoted["double"] or ""
    if not PLAIN.fullmatch(value):
        raise UnclearLineError(number, f"is not clear: {name} {INSTEAD}")
    return name, value


def is_clear(name: str, value: str) -> bool:
    """Whether the setting can stand in the file, and is read as it is by everybody."""
    return "'" not in value if name in JSON else PLAIN.fullmatch(value) is not None


def as_line(name: str, value: str) -> str:
    """The line of the file that says so; ``is_clear`` has to hold."""
    return f"{name}='{value}'\n" if name in JSON else f"{name}={value}\n"
