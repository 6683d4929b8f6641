"""Letters of a summary that this server cannot print: a sealed document never has boxes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from core import fonts

TYPED = ("title", "subjects", "lede", "asked", "next_steps")  # the rest comes from the record


def not_printed(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields of the secretary's form with such letters, and the sentence that names them."""
    record = {name: value for name, value in snapshot.items() if name not in TYPED}
    for field, value in [
        *((name, snapshot.get(name, "")) for name in TYPED),
        ("references", record),
    ]:
        if sentence := fonts.sentence(json.dumps(value, ensure_ascii=False, default=str)):
            yield field, sentence
