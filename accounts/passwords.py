"""Passwords: not too long to hash, not soon guessed, not what everybody here would think of."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128  # characters; longer ones only cost time to hash
OURS = frozenset({"police", "portal", "iag", "advisory", "constable"})
UNGUESSABLE = 3  # of zxcvbn's 0 to 4: safe behind a slow hash
LOOKED_AT = 72  # characters; zxcvbn's own limit, because longer ones take it long
SHORT = 5  # letters; shorter ones count only as a word of their own: “iag” is in “diagram”

WORD = 6  # letters; a shorter word with signs round it is mostly those signs
BOTH_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class MaximumLengthValidator:
    """At most ``LONGEST`` characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: when it is longer."""
        if len(password) > LONGEST:
            words = _("Use %(number)d characters at most.") % {"number": LONGEST}
            raise ValidationError(words, code="password_too_long")

    def get_help_text(self) -> str:
        return _("%(number)d characters at most.") % {"number": LONGEST}


class GuessableValidator:
    """None that was stolen and is used by many, nor what a program would guess soon after."""

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: when somebody who guesses would come by it early."""
        if core(password.lower()) in common() or guessed_soon(password, user):
            sentence = _("A program that guesses passwords would find this one. Choose another.")
            raise ValidationError(sentence, code="password_guessable")

    def get_help_text(self) -> str:
        return _("None that was stolen elsewhere, and no pattern of keys, dates or repeats.")


def guessed_soon(password: str, user: Any = None) -> bool:
    """Whether fewer than 10 to the 8th guesses come by it, as zxcvbn counts them.

    It knows 30,000 passwords that were stolen, names, words, dates, keys side by side and
    repeats; and what it is told of this person and place.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 -- 14 MB that only new passwords need

    ours = [*OURS, *names(), getattr(user, "name", ""), getattr(user, "email", None) or ""]
    estimate = zxcvbn(password[:LOOKED_AT], user_inputs=ours)
    return bool(estimate["score"] < UNGUESSABLE)


def core(lowered: str) -> str:
    """What is left without digits and signs at both ends; the half of what is written twice."""
    letters = BOTH_ENDS.sub("", lowered)
    half = letters[: len(letters) // 2]
    return half if half * 2 == letters else letters


@cache
def common() -> frozenset[str]:
    """Django's list of 20,000 stolen passwords, which has few as long as ours must be."""
    return frozenset(
        password for password in CommonPasswordValidator().passwords if len(password) >= WORD
    )


class ContextValidator:
    """None of the words that belong to this place: the portal's, a force's, a group's."""

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: naming the word that was found."""
        lowered = password.lower()
        alone = set(re.findall(r"[^\W\d_]+", lowered))
        for word in sorted(OURS | names()):
            if word in alone or (len(word) >= SHORT and word in lowered):
                sentence = _("Leave out “%(word)s”: it is what somebody would try first here.")
                raise ValidationError(sentence % {"word": word}, code="password_of_this_place")

    def get_help_text(self) -> str:
        return _("No names of forces and groups.")


def names() -> frozenset[str]:
    """The words in the names of organisations and groups, without the small ones."""
    words: list[str] = []
    for model in ("Organisation", "AdvisoryGroup"):
        rows = apps.get_model("accounts", model).objects.values_list("name", flat=True)
        words += (word for name in rows for word in re.findall(r"[^\W\d_]+", name.lower()))
    return frozenset(word for word in words if len(word) >= SHORT)
