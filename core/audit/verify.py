"""Check every chain of the audit log, also against heads that were kept outside."""

from __future__ import annotations

from typing import NamedTuple

from core.audit.chain import HEAD_LENGTH, broken_link
from core.audit.models import Chain, Record

SHORTEST_HEAD = 8  # hexadecimal digits; fewer could fit by chance


class Checked(NamedTuple):
    """One chain and what was found.

    :ivar broken: number of the first record that does not fit; ``None`` when all do.
    """

    scope: str
    length: int
    head: str
    broken: int | None


class Witness(NamedTuple):
    """A head that a document or a file shows, and where the chain still has it.

    :ivar number: of the record with that link; ``None`` when the chain has none, because
        its tail was cut or the whole was written anew.
    """

    scope: str
    head: str
    number: int | None


def every_chain() -> list[Checked]:
    """Each chain there is, and each that has records but lost its row of the head."""
    heads = {chain.scope: chain for chain in Chain.objects.all()}
    scopes = set(heads) | set(Record.objects.order_by().values_list("scope", flat=True).distinct())
    return [_checked(scope, heads.get(scope)) for scope in sorted(scopes)]


def _checked(scope: str, chain: Chain | None) -> Checked:
    broken = broken_link(scope)
    length = chain.length if chain else 0
    if broken is None:
        records = Record.objects.filter(scope=scope).count()
        broken = None if records == length else min(records, length) + 1
    return Checked(scope, length, chain.head[:HEAD_LENGTH] if chain else "", broken)


def find_witness(scope: str, head: str) -> Witness:
    """Look for a head that was printed, in the chain that it was printed from.

    :raises ValueError: when ``head`` is too short to say anything.
    """
    if len(head) < SHORTEST_HEAD:
        raise ValueError(f"A head has {SHORTEST_HEAD} digits or more.")
    fitting = Record.objects.filter(scope=scope, link__startswith=head.lower())
    return Witness(scope, head, fitting.values_list("number", flat=True).first())
