"""Letters of all alphabets: one form of a line and of a name (decision 0024)."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NO_LETTER = _("Enter a name with at least one letter")

_BLANKS = "\u2800\u3164\uffa0"  # drawn as nothing where they stand alone: spaces by other names
_BLANK_LETTERS = _BLANKS + "\u115f\u1160"  # the last two belong to old Korean syllables
_JOINERS = "\u200c\u200d"
_GRAPHEME_JOINER = "\u034f"
_BLACK_FLAG = "\U0001f3f4"  # with tags: the flags of England, Scotland and Wales
_TAGS = range(0xE0020, 0xE0080)
_SIGNS_OF_ARABIC = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
_SIGNS_OF_KAITHI = "\U000110bd\U000110cd"
_VIRAMA = 9  # the combining class of signs that take a vowel away
_JOINED = (  # alphabets whose letters take another shape beside each other
    range(0x0600, 0x10A0),
    range(0x1780, 0x18B0),
    range(0xA800, 0xAC00),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFEFF),
    range(0x10A00, 0x12000),
    range(0x1E900, 0x1E960),
)


def is_visible(words: str) -> bool:
    """Whether a reader sees anything of ``words``: a letter, a digit, a sign, an emoji."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANK_LETTERS
        for character in words
    )


def one_line(words: str) -> str:
    """``words`` in one line and in one form, without marks that nobody sees.

    Marks of direction would turn round what stands beside a name. Joiners stay where an
    alphabet or an emoji needs them.
    """
    spaced = "".join(" " if character in _BLANKS else character for character in words)
    spaced = unicodedata.normalize("NFC", " ".join(spaced.split()))
    kept = ""
    for place, character in enumerate(spaced):
        if character in _JOINERS:
            following = spaced[place + 1 : place + 2]
            kept += character if _needed(kept[-1:], following) else ""
        elif not _is_mark(character, kept[-1:]):
            kept += character
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _needed(before: str, after: str) -> bool:
    """Whether a joiner between ``before`` and ``after`` changes how they are drawn."""
    if not before:
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    if not after:
        return False
    if _is_picture(before) or ord(before) in _TAGS:
        return unicodedata.category(after) == "So"
    return all(_is_joined(character) for character in (before, after))


def _is_joined(character: str) -> bool:
    if unicodedata.category(character)[0] not in "LM":
        return False
    return any(ord(character) in alphabet for alphabet in _JOINED)


def _is_picture(character: str) -> bool:
    """Whether ``character`` is an emoji, its colour of skin, or what asks for its picture."""
    return unicodedata.category(character) in ("So", "Sk") or character == "\ufe0f"


def _is_mark(character: str, before: str) -> bool:
    """Whether ``character`` controls others and is not seen itself."""
    if ord(character) in _TAGS:
        return not before or not (before == _BLACK_FLAG or ord(before) in _TAGS)
    if character in _SIGNS_OF_ARABIC or character in _SIGNS_OF_KAITHI:
        return False
    return unicodedata.category(character) in ("Cc", "Cf") or character == _GRAPHEME_JOINER


def has_letter(words: str) -> bool:
    """Whether a reader sees a letter in ``words``."""
    return any(
        unicodedata.category(character)[0] == "L" and character not in _BLANK_LETTERS
        for character in words
    )


def cleaned_name(name: str) -> str:
    """``name`` in one line.

    :raises ValidationError: when no letter of it can be seen.
    """
    cleaned = one_line(name)
    if not has_letter(cleaned):
        raise ValidationError(NO_LETTER, code="letter")
    return cleaned
