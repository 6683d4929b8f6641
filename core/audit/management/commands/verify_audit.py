"""``manage.py verify_audit`` tells whether the audit log is whole."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.audit.guards import missing_guards
from core.audit.verify import Checked, Witness, every_chain, find_witness


class Command(BaseCommand):
    """Print each chain and its head; exit 1 and name the first broken number when one is not."""

    help = "Check every chain of the audit log, and heads that were kept outside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="SCOPE=DIGITS",
            help="a head that a document shows, such as group.7=0123456789ab; may be repeated",
        )
        parser.add_argument("--heads", type=Path, help="a file that --save wrote earlier")
        parser.add_argument("--save", type=Path, help="write today's heads there, to keep outside")

    def handle(self, *args: Any, **options: Any) -> None:
        pairs = [_pair(text) for text in options["head"]] + _kept(options["heads"])
        chains = every_chain()
        witnesses = [_witness(scope, head) for scope, head in pairs]
        guards = missing_guards()
        for line in map(_chain_line, chains):
            self.stdout.write(line)
        for line in map(_witness_line, witnesses):
            self.stdout.write(line)
        for name in guards:
            self.stdout.write(f"The database does not have the trigger {name}.")
        broken = any(chain.broken for chain in chains)
        if broken or guards or any(witness.number is None for witness in witnesses):
            raise CommandError("The audit log is not whole.")
        if options["save"]:
            heads = {chain.scope: chain.head for chain in chains}
            options["save"].write_text(json.dumps(heads, indent=1) + "\n")


def _pair(text: str) -> tuple[str, str]:
    scope, _, head = text.partition("=")
    return scope, head


def _kept(path: Path | None) -> list[tuple[str, str]]:
    return list(json.loads(path.read_text()).items()) if path else []


def _witness(scope: str, head: str) -> Witness:
    try:
        return find_witness(scope, head)
    except ValueError as wrong:
        raise CommandError(f"{scope}={head}: {wrong}") from wrong


def _chain_line(chain: Checked) -> str:
    if chain.broken is not None:
        return f"{chain.scope}: broken at number {chain.broken}."
    return f"{chain.scope}: {chain.length} records, whole, head {chain.head}."


def _witness_line(witness: Witness) -> str:
    where = "not there" if witness.number is None else f"number {witness.number}"
    return f"{witness.scope}: the head {witness.head} is {where}."
