"""Append to the audit log, link by link, and check that no link was touched."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField

from core.audit.models import Chain, Record
from core.clock import now
from core.prepared import Given, Prepared
from core.request_id import request_id

if TYPE_CHECKING:
    from accounts.models import User

INSTALLATION = "installation"
REFUSED = "refused"  # what a refusal is recorded as, which is no event
HEAD_LENGTH = 12  # hexadecimal digits of the head that documents print
_CHAIN = Prepared(
    lambda: (
        Chain.objects.filter(scope=Given("scope", CharField()))
        .select_for_update()  # SQLite: its write lock is ours
        .values_list("length", "head")
    )
)


def scope_of(group_id: int | None) -> str:
    """Name of the chain that records what happens in this group."""
    return INSTALLATION if group_id is None else f"group.{group_id}"


@transaction.atomic(savepoint=False)  # nothing of an action stays where this fails
def append(
    *, event: str, group_id: int | None, actor: User | None, facts: dict[str, Any]
) -> Record:
    """Add one record to its chain and raise the chain's head."""
    scope = scope_of(group_id)
    length, head_before = _locked(scope)
    record = Record(
        at=now(),
        actor_id=actor.pk if actor else None,
        group_id=group_id,
        event=event,
        facts=facts,
        request_id=request_id(),
        scope=scope,
        number=length + 1,
    )
    record.link = link(record, head_before)
    record.save()
    Chain.objects.filter(scope=scope).update(length=record.number, head=record.link)
    return record


def _locked(scope: str) -> tuple[int, str]:
    """Length and head of the chain, to which nobody else appends before this transaction ends."""
    if not (chains := _CHAIN(scope=scope)):
        Chain.objects.get_or_create(scope=scope)  # or another made it meanwhile
        chains = _CHAIN(scope=scope)
    length, newest_head = chains[0]
    return length, newest_head


def link(record: Record, before: str, key: str = "") -> str:
    """HMAC-SHA256 of ``record`` and the link before it, hexadecimal, 64 digits.

    :param key: an earlier key; the present one when empty.
    """
    fields = [
        before,
        record.scope,
        record.number,
        record.at.astimezone(UTC).isoformat(),  # as the database gives it back
        record.actor_id,
        record.event,
        record.facts,
    ]
    if record.request_id:  # records from before there were numbers keep their links
        fields.append(str(record.request_id))
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    secret = (key or settings.AUDIT_KEY).encode()
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def head(group_id: int | None) -> str:
    """The first digits of the newest link, as documents print it; empty for no record."""
    newest_head = (
        Chain.objects.filter(scope=scope_of(group_id)).values_list("head", flat=True).first()
    )
    return (newest_head or "")[:HEAD_LENGTH]


def broken_link(scope: str) -> int | None:
    """Number of the first record of ``scope`` whose link does not fit, or ``None``.

    A key may have been changed. After a record under the newer one none fits under an
    older, which somebody may know by now.
    """
    before, expected = "", 1
    keys = [settings.AUDIT_KEY, *settings.AUDIT_KEY_FALLBACKS]
    for record in Record.objects.filter(scope=scope).order_by("number").iterator():
        fitting = (n for n, key in enumerate(keys) if link(record, before, key) == record.link)
        newest = next(fitting, None)
        if record.number != expected or newest is None:
            return expected
        keys = keys[: newest + 1]
        before, expected = record.link, expected + 1
    chain = Chain.objects.filter(scope=scope).first()
    return None if chain is None or chain.head == before else expected
