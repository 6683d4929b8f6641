"""What is compared and not read out: one form of an address and of a password (decision 0024)."""

import unicodedata

import idna

from core.letters import one_line


def one_address(address: str) -> str:
    """``address`` as it is stored and compared: in small letters, its domain as servers have it.

    ``Ann@Bücher.example`` is ``ann@xn--bcher-kva.example``. What is no domain keeps its letters.
    """
    name, sign, domain = one_line(address).rpartition("@")
    return _small(name) + sign + (_domain(domain) if sign else _small(domain))


def one_password(password: str) -> str:
    """``password`` whichever keyboard typed it: as OpaqueString of RFC 8265, but refusing nothing.

    A Mac writes letters with accents in two characters, and a space with the Option key held as
    one that does not break.
    """
    spaced = (" " if unicodedata.category(letter) == "Zs" else letter for letter in password)
    return unicodedata.normalize("NFC", "".join(spaced))


def _domain(typed: str) -> str:
    if typed.isascii():  # servers compare these letters, whatever they stand for
        return typed.lower()
    try:
        return idna.encode(typed, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return _small(typed)


def _small(words: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).lower())
