"""By what somebody, a car or a house could be recognised in a report; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from core.names import Names

PLATE = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
# Bounded and without overlap: words of any length are looked through in one pass.
EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+")
# With spaces, hyphens or a code in brackets; "01-12-2026 18" begins a day and an hour.
TELEPHONE = re.compile(r"(?<!\d)(?:\+44|0(?!\d-))(?:\)?[ -]?\d){9,10}(?!\d)")


def told_in(text: str, people: Iterable[str]) -> list[str]:
    """Sentences about what has to go before anybody else reads ``text``.

    :param people: names that are not to stand in it.
    """
    return list(dict.fromkeys(_told(text, people)))


def perhaps_names(text: str, people: Iterable[str]) -> list[str]:
    """Words that may be a name, or may be none: its writer looks at them again."""
    return [hit.word for hit in Names(people).hits(text) if not hit.certain]


def _told(text: str, people: Iterable[str]) -> Iterator[str]:
    for hit in Names(people).hits(text):
        if hit.certain:
            yield _("“%s” is a name. Say it without a name.") % hit.word
    for pattern, sentence in (
        (PLATE, _("“%s” looks like a number plate. Leave it out.")),
        (POSTCODE, _("“%s” looks like a postcode. Leave it out.")),
        (EMAIL, _("“%s” looks like an email address. Leave it out.")),
        (TELEPHONE, _("“%s” looks like a telephone number. Leave it out.")),
    ):
        for match in pattern.finditer(text):
            yield sentence % match[0]
