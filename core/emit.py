"""Say what happened: the record, the live pages, the notices and the search read it here.

Emails with a secret link are no notices: the action writes them down itself, with
``core.notices.mail``.

Only actions may import this module (see the import contracts in ``pyproject.toml``)::

    an action changes rows -> emit(event) -> audit record, stream.seq + 1, a job that tells
                                             the people concerned: same transaction
                                          -> what changed is read anew for search: same
                                          -> after commit: open pages are told to look
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from core.audit.chain import append
from core.live.publish import publish
from core.live.streams import advance
from core.notices.tell import hear
from core.search.index import follow
from core.sent_forms.claims import claim

if TYPE_CHECKING:
    from accounts.models import User
    from core.events import Event


def emit(event: Event, *, actor: User | None) -> None:
    """Record ``event`` in this transaction and tell the open pages after it commits.

    :param actor: who did it; ``None`` for the system itself (a timer, a clean-up).
    :raises RuntimeError: outside a transaction, where the record could outlive a
        change that failed.
    :raises SentTwiceError: when the form at hand did its action in another request already.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{event.name} was emitted outside a transaction")
    claim()
    record = append(event=event.name, group_id=event.group_id, actor=actor, facts=event.facts())
    if actor is not None:
        actor.forget()
    keys = sorted(set(event.streams()))  # one order for all, so that two actions cannot deadlock
    for key in keys:
        advance(key, record)
    hear(record)
    follow(event)

    def tell() -> None:  # no partial: Django names what failed, and a partial has no name
        publish(keys, event.people())

    transaction.on_commit(tell, robust=True)  # a broken layer must not hide a saved change
