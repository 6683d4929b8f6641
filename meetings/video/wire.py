"""The names by which our page and Jitsi's frame understand each other, and who knows them.

Ours stand in ``static/js/jitsi-bridge.js``. Jitsi's stand in its ``external_api.js``, which every
host serves: it is read here as text, and no browser of ours ever runs it (decision 0006).
"""

from __future__ import annotations

import re
from pathlib import Path

BRIDGE = Path(__file__).parents[2] / "static" / "js" / "jitsi-bridge.js"
SCRIPT = "external_api.js"
_TABLE = re.compile(r"export const (\w+) = Object\.freeze\(\{(.*?)\}\)", re.DOTALL)
_ENTRY = re.compile(r"'?([\w-]+)'?: '([\w-]+)'")


def names() -> list[str]:
    """Every name that our bridge sends or hears, as it is written on the wire."""
    tables = dict(_TABLE.findall(BRIDGE.read_text()))
    events = [name for name, _ours in _ENTRY.findall(tables["EVENTS"])]
    others = [_ENTRY.findall(tables[table]) for table in ("COMMANDS", "REQUESTS")]
    return sorted(events + [name for entries in others for _ours, name in entries])


def unknown_to(script: str) -> list[str]:
    """Those of them that ``script`` does not have in quotation marks; it may be minified."""
    quoted = set(re.findall(r"[\"'`]([a-z][a-z-]+)[\"'`]", script))
    return [name for name in names() if name not in quoted]


def script_in(folder: Path) -> Path | None:
    """Jitsi's script in a checkout, an npm package or what a web server serves."""
    places = ("modules/API/external", ".", "libs")
    files = (folder / place / name for place in places for name in (SCRIPT, "external_api.min.js"))
    return next((file for file in files if file.is_file()), None)
