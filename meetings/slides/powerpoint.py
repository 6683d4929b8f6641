"""Check a PowerPoint package (a zip of XML parts) without trusting a word it says of itself.

Sizes in the zip's directory are claims, so what comes out is counted as it streams by, and
the reading stops at the first limit that is passed.
"""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat  # streams; entities are refused with every DOCTYPE

from django.utils.translation import gettext as _

from meetings.slides.refusal import RefusedPack

MAX_PARTS = 4_000  # real packs have up to about 400
MAX_UNPACKED = 300 * 1024**2  # bytes, all parts together
MAX_XML = 64 * 1024**2  # bytes of XML, which grows fivefold when it is read into a tree
MAX_RATIO = 50  # unpacked to packed; real packs have 1 to 4
RATIO_COUNTS_FROM = 16 * 1024**2  # bytes; below this a ratio says nothing
CHUNK = 64 * 1024  # bytes

CONTENT_TYPES = "[Content_Types].xml"
PRESENTATIONS = frozenset(
    f"application/vnd.openxmlformats-officedocument.presentationml.{kind}.main+xml"
    for kind in ("presentation", "slideshow")
)
SLIDE_ID = "http://schemas.openxmlformats.org/presentationml/2006/main sldId"
SIDE = ("customxml/", "docprops/")  # parts that no slide needs
DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED_BIT = 0x1
DAMAGE = (  # what zipfile and expat raise for files that were cut, bent or made by hand
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
)
ODP_SLIDE = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 page"
ODP_LOCK = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0 encryption-data"
ODP_PARTS = frozenset({"content.xml", "META-INF/manifest.xml"})


def name_of(part: zipfile.ZipInfo) -> str:
    """The name of a part as it was meant."""
    return part.filename.replace("\\", "/")


def is_side_part(name: str) -> bool:
    """Whether a part says something of the file and nothing of its slides."""
    return name.lower().startswith(SIDE)


def check_powerpoint(file: BinaryIO, size: int) -> int:
    """How many slides the package holds, hidden ones too; `size` is that of the file in bytes.

    Raises `RefusedPack` for macros, passwords, bombs, unsafe names and damage.
    """
    # zipfile keeps an object for each entry, so they are counted before it is let near.
    if _occurrences(file, DIRECTORY_ENTRY) > MAX_PARTS:
        raise _bomb()
    try:
        with zipfile.ZipFile(file) as package:
            return _check_parts(package, _Meter(size))
    except DAMAGE as error:
        raise _damaged() from error


def check_opendocument(file: BinaryIO, size: int) -> int:
    """How many slides an OpenDocument presentation holds. Refuses as `check_powerpoint` does."""
    if _occurrences(file, DIRECTORY_ENTRY) > MAX_PARTS:
        raise _bomb()
    try:
        with zipfile.ZipFile(file) as package:
            return _check_opendocument(package, _Meter(size))
    except DAMAGE as error:
        raise _damaged() from error


def _check_opendocument(package: zipfile.ZipFile, meter: "_Meter") -> int:
    parts = package.infolist()
    _refuse_unsafe_names(parts)
    _refuse_locked(parts)
    slides, is_locked = 0, False

    def note(name: str, _attributes: dict[str, str]) -> None:
        nonlocal slides, is_locked
        slides += name == ODP_SLIDE
        is_locked = is_locked or name == ODP_LOCK

    for part in parts:
        if _is_xml(part.filename):
            _read_xml(package, part, meter, note if part.filename in ODP_PARTS else None)
        else:
            for chunk in _chunks(package, part):
                meter.add(len(chunk), is_xml=False)
    if is_locked:
        raise _password()
    if any(part.filename.startswith(("Basic/", "Scripts/")) for part in parts):
        raise _macros()
    return slides


def holds(file: BinaryIO, needle: bytes) -> bool:
    """Whether ``needle``, such as the name of a stream, stands somewhere in the file."""
    return _occurrences(file, needle) > 0


def _password() -> RefusedPack:
    return RefusedPack(_("This pack has a password. Remove the password, then try again."))


def _macros() -> RefusedPack:
    return RefusedPack(
        _(
            "This pack holds macros, which are small programs. In PowerPoint, save it as"
            " .pptx without macros, then try again."
        )
    )


@dataclass
class _Meter:
    """Counts the bytes that really come out of the package."""

    size: int
    unpacked: int = 0
    xml: int = 0

    def add(self, count: int, *, is_xml: bool) -> None:
        self.unpacked += count
        self.xml += count if is_xml else 0
        too_dense = self.unpacked > max(RATIO_COUNTS_FROM, self.size * MAX_RATIO)
        if too_dense or self.unpacked > MAX_UNPACKED or self.xml > MAX_XML:
            raise _bomb()


def _check_parts(package: zipfile.ZipFile, meter: _Meter) -> int:
    parts = package.infolist()
    _refuse_unsafe_names(parts)
    _refuse_locked(parts)
    main = _main_part(package, meter)
    slides = 0

    def count_slide(name: str, _attributes: dict[str, str]) -> None:
        nonlocal slides
        slides += name == SLIDE_ID

    for part in parts:
        if _is_xml(part.filename):
            _read_part(package, part, meter, count_slide if name_of(part) == main else None)
        else:
            for chunk in _chunks(package, part):
                meter.add(len(chunk), is_xml=False)
    return slides


def _main_part(package: zipfile.ZipFile, meter: _Meter) -> str:
    """Find the part that lists the slides; refuse macros and other Office files."""
    parts_by_type: dict[str, str] = {}

    def note(_name: str, attributes: dict[str, str]) -> None:
        parts_by_type[attributes.get("ContentType", "").lower()] = attributes.get("PartName", "")

    _read_xml(package, package.getinfo(CONTENT_TYPES), meter, note)
    names = [name.lower() for name in package.namelist()]
    if any("macroenabled" in kind or "vbaproject" in kind for kind in parts_by_type) or any(
        name.endswith("vbaproject.bin") for name in names
    ):
        raise _macros()
    for kind in PRESENTATIONS:
        if kind in parts_by_type:
            return parts_by_type[kind].removeprefix("/")
    raise RefusedPack(_("This is not a PowerPoint pack. Upload a .pptx file or a PDF."))


def _read_part(
    package: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    meter: "_Meter",
    element: Callable[[str, dict[str, str]], None] | None,
) -> None:
    """A part must be well formed, unless no slide needs it: labels are left there as they come."""
    try:
        _read_xml(package, part, meter, element)
    except expat.ExpatError:
        if not is_side_part(name_of(part)):
            raise


def _read_xml(
    package: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    meter: _Meter,
    element: Callable[[str, dict[str, str]], None] | None,
) -> None:
    """Stream one part through a parser that keeps nothing; it must be well formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = element
    for chunk in _chunks(package, part):
        meter.add(len(chunk), is_xml=True)
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_declaration: object) -> None:
    """Refuse what the format forbids: DOCTYPEs make entities explode and read files."""
    raise _damaged()


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _refuse_unsafe_names(parts: list[zipfile.ZipInfo]) -> None:
    """Names that climb out, and two parts of one name, of which readers pick different ones."""
    names = {name_of(part) for part in parts}
    if len(names) != len(parts) or any(
        ".." in name_of(part).split("/")
        or name_of(part).startswith("/")
        or any(sign in part.orig_filename for sign in ":\0")
        or stat.S_ISLNK(part.external_attr >> 16)
        for part in parts
    ):
        raise RefusedPack(
            _("This pack is built in an unsafe way. Save it again as a PDF, then try again.")
        )


def _refuse_locked(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & ENCRYPTED_BIT for part in parts):
        raise _password()


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _occurrences(file: BinaryIO, needle: bytes) -> int:
    """How often `needle` stands in the file, read in chunks that overlap."""
    file.seek(0)
    count, tail = 0, b""
    while chunk := file.read(1024 * 1024):
        window = tail + chunk
        count += window.count(needle)
        tail = window[-(len(needle) - 1) :]
    return count


def _bomb() -> RefusedPack:
    return RefusedPack(
        _("This pack unpacks to far more than its size. Save it again as a PDF, then try again.")
    )


def _damaged() -> RefusedPack:
    return RefusedPack(
        _("This pack is damaged and cannot be opened. Save it again, then try again.")
    )
