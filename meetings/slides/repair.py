"""Put right what is wrong in packages that PowerPoint itself opens without a word.

Programs leave a film without its type, a relation to nothing, names with backslashes, notes of
a label that are no XML. The copy that is made is read and drawn; the original stays as it came.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from meetings.slides.powerpoint import is_side_part, name_of

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
UNKNOWN = "application/octet-stream"
NOTHING = frozenset({"", "null", "/null", "../null"})  # where relations to nothing lead
CHUNK = 64 * 1024  # bytes


def repaired(source: Path, work: Path) -> Path:
    """A sound copy of the package inside `work`, or `source` itself where nothing is wrong."""
    with zipfile.ZipFile(source) as package:
        parts = {name_of(part): part for part in package.infolist() if not part.is_dir()}
        left_out = {
            name for name in parts if is_side_part(name) and not _is_sound(package, parts[name])
        }
        kept = {name: part for name, part in parts.items() if name not in left_out}
        changed = dict(_changes(package, kept))
        renamed = any(name != part.orig_filename for name, part in parts.items())
        if not (left_out or changed or renamed):
            return source
        target = work / "repaired.pptx"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
            for name, part in kept.items():
                _put(package, part, copy, name, changed.get(name))
    return target


def _put(
    package: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    copy: zipfile.ZipFile,
    name: str,
    content: bytes | None,
) -> None:
    with copy.open(name, "w") as out:
        if content is not None:
            out.write(content)
            return
        with package.open(part) as stream:
            while chunk := stream.read(CHUNK):
                out.write(chunk)


def _is_sound(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.lower().endswith((".xml", ".rels")):
        return True
    return _parsed(package.read(part)) is not None


def _parsed(content: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _changes(
    package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    lowered = {name.lower() for name in parts}
    for name, part in parts.items():
        if name == CONTENT_TYPES:
            change = _with_types(package.read(part), parts)
        elif name.lower().endswith(".rels"):
            change = _without_nothing(package.read(part), name, lowered)
        else:
            continue
        if change is not None:
            yield name, change


def _with_types(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> bytes | None:
    """Give a type to the parts that have none."""
    root = _parsed(content)
    if root is None:
        return None
    known = {element.get("Extension", "").lower() for element in root.findall(f"{TYPES}Default")}
    named = {element.get("PartName", "").lower() for element in root.findall(f"{TYPES}Override")}
    endings = {
        posixpath.splitext(name)[1].lstrip(".").lower()
        for name in parts
        if f"/{name.lower()}" not in named and name != CONTENT_TYPES
    }
    lacking = sorted(endings - known - {""})
    stray = [
        element
        for element in root.findall(f"{TYPES}Override")
        if element.get("PartName", "").lstrip("/").lower() not in {name.lower() for name in parts}
    ]
    for element in stray:
        root.remove(element)
    for ending in lacking:
        root.insert(0, root.makeelement(f"{TYPES}Default", Extension=ending, ContentType=UNKNOWN))
    return (
        etree.tostring(root, xml_declaration=True, encoding="UTF-8") if lacking or stray else None
    )


def _without_nothing(content: bytes, name: str, parts: set[str]) -> bytes | None:
    """Take away relations that lead to a part that is not there."""
    root = _parsed(content)
    if root is None:
        return None
    folder = posixpath.dirname(posixpath.dirname(name))
    dead = [
        relation
        for relation in root.findall(f"{RELATIONS}Relationship")
        if _is_dead(relation, folder, parts)
    ]
    lost = [
        relation
        for relation in root.findall(f"{RELATIONS}Relationship")
        if "\\" in relation.get("Target", "")
    ]
    for relation in lost:
        if relation.get("TargetMode") != "External":
            relation.set("Target", relation.get("Target", "").replace("\\", "/"))
    for relation in dead:
        root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") if dead or lost else None


def _is_dead(relation: etree._Element, folder: str, parts: set[str]) -> bool:
    if relation.get("TargetMode") == "External":
        return False
    target = relation.get("Target", "").replace("\\", "/").partition("#")[0]
    if target.lower() in NOTHING:
        return True
    if target.startswith("/"):
        path = target.lstrip("/")
    else:
        path = posixpath.normpath(posixpath.join(folder, target))
    return path.lower() not in parts and _is_spared(relation)


def _is_spared(relation: etree._Element) -> bool:
    """A slide that is missing is damage, which is said; a picture or a note is not."""
    kind = relation.get("Type", "").rpartition("/")[2]
    return kind not in {"slide", "slideLayout", "slideMaster", "officeDocument"}
