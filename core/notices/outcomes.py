"""What became of an email, told to the app that knows whose address it was.

``core`` sends, and knows no people. The app that does registers two actions::

    outcomes.register(came_back=record_bounce, arrived=record_arrival)
"""

from __future__ import annotations

import re
from smtplib import SMTPRecipientsRefused
from typing import Protocol

# RFC 5321: no such mailbox, none here, full, not allowed, no mail at all. The rest of 5.. is about
# us, as is 5.7 of RFC 3463, by which a server refuses a sender: the address is blameless then.
OF_THE_ADDRESS = frozenset({521, 550, 551, 552, 553, 556})
OF_THE_SENDER = re.compile(rb"\A5\.7\.")


class Note(Protocol):
    """Writes down what became of an email to this address; nobody acts."""

    def __call__(self, *, actor: None, address: str) -> None: ...


_CAME_BACK: list[Note] = []
_ARRIVED: list[Note] = []


def register(*, came_back: Note, arrived: Note) -> None:
    """Have these told; once, however often they are registered."""
    for listeners, note in ((_CAME_BACK, came_back), (_ARRIVED, arrived)):
        if note not in listeners:
            listeners.append(note)


def came_back(address: str) -> None:
    """Say that nobody can be reached at ``address``."""
    for note in _CAME_BACK:
        note(actor=None, address=address)


def arrived(address: str) -> None:
    """Say that ``address`` takes emails."""
    for note in _ARRIVED:
        note(actor=None, address=address)


def refusals() -> tuple[type[Exception], ...]:
    """What is raised where a server or a provider takes no email for an address."""
    from anymail.exceptions import (  # noqa: PLC0415 -- brings five megabytes, once one was raised
        AnymailRecipientsRefused,
    )

    return SMTPRecipientsRefused, AnymailRecipientsRefused


def is_final(error: Exception) -> bool:
    """Whether this one of the ``refusals`` is about the address, and would be the same tomorrow."""
    if not isinstance(error, SMTPRecipientsRefused):
        return True
    answers = error.recipients.values()
    return bool(answers) and all(
        code in OF_THE_ADDRESS and not OF_THE_SENDER.match(words) for code, words in answers
    )
