"""Passwords: not too long to hash, and not made of what everybody here would think of."""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128  # characters; longer ones only cost time to hash
OURS = frozenset({"police", "portal", "iag", "advisory", "constable"})
SHORT = 5  # letters; shorter ones count only as a word of their own: “iag” is in “diagram”


class MaximumLengthValidator:
    """At most ``LONGEST`` characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: when it is longer."""
        if len(password) > LONGEST:
            words = _("Use %(number)d characters at most.") % {"number": LONGEST}
            raise ValidationError(words, code="password_too_long")

    def get_help_text(self) -> str:
        return _("%(number)d characters at most.") % {"number": LONGEST}


class ContextValidator:
    """None of the words that belong to this place: the portal's, a force's, a group's."""

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: naming the word that was found."""
        lowered = password.lower()
        alone = set(re.findall(r"[^\W\d_]+", lowered))
        for word in sorted(OURS | names()):
            if word in alone or (len(word) >= SHORT and word in lowered):
                told = _("Leave out “%(word)s”: it is what somebody would try first here.")
                raise ValidationError(told % {"word": word}, code="password_of_this_place")

    def get_help_text(self) -> str:
        return _("No names of forces and groups.")


def names() -> frozenset[str]:
    """The words in the names of organisations and groups, without the small ones."""
    found: list[str] = []
    for model in ("Organisation", "AdvisoryGroup"):
        rows = apps.get_model("accounts", model).objects.values_list("name", flat=True)
        found += (word for name in rows for word in re.findall(r"[^\W\d_]+", name.lower()))
    return frozenset(word for word in found if len(word) >= SHORT)
