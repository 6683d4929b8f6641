"""Every URL pattern there is, and an address of each. What is asked of them: ``tests/access/rows``."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLResolver, get_resolver
from django.urls.converters import get_converters

SAMPLES = [
    "1", "x", "7b0ef0b6-9cc8-4f2c-8c4c-b67ad0fdd8e2", "HAR-2026-001", "HAR-2026-S01", "HAR", "txt",
]  # fmt: skip
REGEX = {
    "account_confirm_email": "/accounts/confirm-email/abc/",
    "account_reset_password_from_key": "/accounts/password/reset/key/1-abc/",
}


class Pattern(NamedTuple):
    """One URL pattern.

    :ivar name: with its namespace.
    :ivar route: from the root, without the first slash.
    :ivar parts: names of what stands in it, with their converters.
    """

    name: str
    route: str
    parts: dict[str, Any]
    view: Callable[..., Any]


def patterns(
    entries: Any = None, space: str = "", route: str = "", above: dict[str, Any] | None = None
) -> Iterator[Pattern]:
    """Every URL pattern, or those below ``entries``; ``above`` holds the parts before these."""
    for entry in get_resolver().url_patterns if entries is None else entries:
        here = route + str(entry.pattern)
        parts = (above or {}) | entry.pattern.converters
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry.url_patterns, inner, here, parts)
        else:
            yield Pattern(f"{space}{entry.name}", here, parts, entry.callback)


def every_address() -> Iterator[tuple[str, str]]:
    """Each URL pattern as ``(name, address)``, with sample arguments."""
    for pattern in patterns():
        address = "/" + re.sub(r"<(?:(\w+):)?\w+>", sample, pattern.route)
        yield pattern.name, REGEX.get(pattern.name, address)


def sample(argument: re.Match[str]) -> str:
    """A value that the argument's converter takes."""
    converter = get_converters()[argument[1] or "str"]
    return next(value for value in SAMPLES if re.fullmatch(converter.regex, value))
