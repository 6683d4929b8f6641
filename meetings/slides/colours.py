"""Tell which colour a fill of a PowerPoint pack gives; the theme's names are looked up.

A colour that cannot be told is `None`, and like no other.
"""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE

from meetings.slides.layer import SEEN
from meetings.slides.shapes import A, P

PRESETS = {"white": "FFFFFF", "black": "000000"}
CODE = re.compile(r"[0-9A-Fa-f]{6}")
OPAQUE = 100_000  # thousandths of a per cent
OVERRIDES = f"./{P}clrMapOvr/{A}overrideClrMapping"

Scheme = dict[str, str]  # a theme's name for a colour, and its six digits


@dataclass(frozen=True)
class Colour:
    """Red, green, blue, and what the fill then changes (darker, half transparent)."""

    rgb: tuple[int, ...]
    changes: tuple[tuple[str, str], ...] = ()


def colour(fill: Any, scheme: Scheme) -> Colour | None:
    """The colour of a `solidFill` (or of what else holds a single one)."""
    mark = fill[0] if fill is not None and len(fill) == 1 else None
    if mark is None:
        return None
    value = mark.get("val", "")
    codes = {
        f"{A}srgbClr": value,
        f"{A}sysClr": mark.get("lastClr", ""),
        f"{A}prstClr": PRESETS.get(value, ""),
        f"{A}schemeClr": scheme.get(value, ""),
    }
    code = codes.get(mark.tag, "")
    if not CODE.fullmatch(code):
        return None
    changes = ((str(change.tag), change.get("val", "")) for change in mark)
    return Colour(tuple(bytes.fromhex(code)), tuple(changes))


def opacity(fill: Any) -> int:
    """How much of a fill is there, in thousandths of a per cent; all of it where none can tell."""
    mark = fill.find(f"./*/{A}alpha")
    return OPAQUE if mark is None else number(mark.get("val"), OPAQUE)


def number(text: str | None, otherwise: int) -> int:
    """The number that an attribute holds, or another one where it holds none."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text) else otherwise


def alike(letters: Colour | None, ground: Colour | None) -> bool:
    """Whether nobody sees letters on their ground. Half transparent ones are no better seen."""
    if letters is None or ground is None:
        return False
    changes = tuple(change for change in letters.changes if change[0] != f"{A}alpha")
    pairs = zip(letters.rgb, ground.rgb, strict=True)
    return changes == ground.changes and all(abs(change - other) < SEEN for change, other in pairs)


def theme(master: Any) -> Any:
    """The theme of a master, or an empty element."""
    for relation in master.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME and not relation.is_external:
            return _parse(relation.target_part.blob)
    return etree.Element("none")


def _parse(part: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return etree.Element("none")


def scheme(sheets: list[Any], theme: Any) -> Scheme:
    """The theme's colours under each name that a slide knows them by.

    `sheets` are the slide, its layout and its master; a sheet with colours of its own has a theme
    of its own too, which is not read: then no name is known.
    """
    for sheet in sheets:
        if any(
            relation.reltype == RELATIONSHIP_TYPE.THEME_OVERRIDE
            for relation in sheet.part.rels.values()
        ):
            return {}
    marks = theme.iterfind(f"./{A}themeElements/{A}clrScheme/*/*")
    codes = {
        etree.QName(mark.getparent()).localname: mark.get("lastClr") or mark.get("val", "")
        for mark in marks
    }
    overrides = (sheet.element.find(OVERRIDES) for sheet in sheets[:2])
    maps = (*overrides, sheets[-1].element.find(f"./{P}clrMap"))
    chosen = next((relation for relation in maps if relation is not None), None)
    names = {} if chosen is None else dict(chosen.attrib)
    return codes | {name: codes.get(value, "") for name, value in names.items()}
