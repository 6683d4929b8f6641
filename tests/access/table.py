"""The golden tables in ``docs/access/``: read for the tests, written for a person to judge."""

import re
from pathlib import Path

from tests.access.people import PEOPLE
from tests.access.rows import TABLES

DOCS = Path(__file__).parents[2] / "docs" / "access"
HEADS = ("page", "method", "factor", *PEOPLE)
LINE = re.compile(
    r"^\| *(?P<title>[\w:-]+(?: \[[^\]]+\])?) *\| *(?P<method>GET|POST) *\|(?P<cells>.+)\|$"
)


def read(name):
    """``{(title, method): {head: cell}}`` of one file."""
    path = DOCS / f"{name}.md"
    lines = path.read_text().splitlines() if path.exists() else []
    by_key = {}
    for line in filter(None, map(LINE.match, lines)):
        key = line["title"], line["method"]
        if key in by_key:
            raise ValueError(f"{path.name} has two rows for {key}")
        cells = [cell.strip() for cell in line["cells"].split("|")]
        by_key[key] = dict(zip(HEADS[2:], cells, strict=True))
    return by_key


def read_all():
    return {key: cells for name in TABLES for key, cells in read(name).items()}


def write(name, title, rows):
    """Draw one file anew. ``rows``: as :func:`read` answers them."""
    lines = [[*key, *(cells[head] for head in HEADS[2:])] for key, cells in rows.items()]
    widths = [max(len(line[n]) for line in [HEADS, *lines]) for n in range(len(HEADS))]
    drawn = [f"# Who gets what: {title}", "", "[How to read this](../access.md).", ""]
    for line in (HEADS, ["-" * width for width in widths], *lines):
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        drawn.append(f"| {' | '.join(cells)} |")
    DOCS.mkdir(exist_ok=True)
    (DOCS / f"{name}.md").write_text("\n".join(drawn) + "\n")
