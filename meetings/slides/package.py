"""Decide whether an uploaded file may come in, before anything opens it in earnest.

What a file is follows from its bytes, never from its name or from what the browser says.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.slides.powerpoint import check_opendocument, check_powerpoint, holds
from meetings.slides.refusal import RefusedPack

__all__ = ["MAX_BYTES", "MAX_SLIDES", "Kind", "RefusedPack", "check_upload"]

MAX_BYTES = 50 * 1024 * 1024
MAX_SLIDES = 200

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
ODP = b"application/vnd.oasis.opendocument.presentation"
ODP_WITHIN = 120  # bytes: its kind is the first entry of the zip, as it is
POWERPOINT_97 = "PowerPoint Document".encode("utf-16-le")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
MACROS_97 = "_VBA_PROJECT".encode("utf-16-le")
LABELS = (  # what rights management writes into the container
    "DRMEncryptedTransform".encode("utf-16-le"),
    "DRMEncryptedDataSpace".encode("utf-16-le"),
)
PRINTER = b"\x1b%-12345X@PJL"  # begins what a program writes for a printer: a job, then the PDF
LOOKED_FOR_IN = 1024  # bytes, in which readers look for a PDF's sign
ZIP_END = b"PK\x05\x06"
ZIP_END_WITHIN = 22 + 65_535  # bytes from a zip's end: its last record with the longest comment
WEB = (b"<html", b"<script", b"<!doctype", b"<svg", b"<body", b"javascript:")
BLANK = b"\xef\xbb\xbf \t\r\n\0"


class Kind(StrEnum):
    PPTX = "pptx"
    PDF = "pdf"
    PPT = "ppt"
    ODP = "odp"
    JPEG = "jpeg"
    PNG = "png"

    @property
    def words(self) -> str:
        """Such as "PowerPoint": the name that people know it by."""
        if self.is_photograph:
            return _("Photograph")
        names = {Kind.PDF: "PDF", Kind.ODP: "OpenDocument"}
        return names.get(self, "PowerPoint")

    @property
    def is_photograph(self) -> bool:
        """Whether it is one picture, described by who attached it, and no pack."""
        return self in (Kind.JPEG, Kind.PNG)


KIND_OF_ENDING = {
    ".pptx": Kind.PPTX,
    ".ppsx": Kind.PPTX,
    ".pptm": Kind.PPTX,
    ".pdf": Kind.PDF,
    ".ppt": Kind.PPT,
    ".pps": Kind.PPT,
    ".odp": Kind.ODP,
}

PHOTOGRAPH_OF_ENDING = {".jpg": Kind.JPEG, ".jpeg": Kind.JPEG, ".png": Kind.PNG}


def check_upload(file: BinaryIO, filename: str) -> Kind:
    """Tell what kind of pack `file` is, and leave it at its start.

    Raises `RefusedPack` with a sentence fit to show. `filename` is only looked at for its
    ending; nothing is ever stored under it.
    """
    size = file.seek(0, os.SEEK_END)
    if not size:
        raise RefusedPack(_("This file is empty. Choose the file again."))
    if size > MAX_BYTES:
        raise RefusedPack(
            _("This pack is larger than %(limit)s MB. Make its pictures smaller, then try again.")
            % {"limit": MAX_BYTES // 1024**2}
        )
    expected = KIND_OF_ENDING.get(PurePath(filename).suffix.lower())
    kind = _kind_of_bytes(file)
    if expected is None:
        raise RefusedPack(_("Upload a PowerPoint file (its name ends in .pptx) or a PDF."))
    if kind is not expected:
        raise RefusedPack(
            _("The name of this file says %(name)s but its content does not. Save it again.")
            % {"name": expected.value.upper()}
        )
    _refuse_two_at_once(file, kind, size)
    if kind is not Kind.PPT:
        _check_count(CHECKS[kind](file, size))
    file.seek(0)
    return kind


def _check_pdf(file: BinaryIO, size: int) -> int:
    from meetings.slides import portable  # noqa: PLC0415 -- brings three megabytes of PDFium

    return portable.check_pdf(file, size)


CHECKS: dict[Kind, Callable[[BinaryIO, int], int]] = {
    Kind.PPTX: check_powerpoint,
    Kind.ODP: check_opendocument,
    Kind.PDF: _check_pdf,
}


def _kind_of_bytes(file: BinaryIO) -> Kind | None:
    file.seek(0)
    start = file.read(LOOKED_FOR_IN)
    if start.startswith(ZIP):
        return Kind.ODP if ODP in start[:ODP_WITHIN] else Kind.PPTX
    if start.startswith(OLE):
        _refuse_locked(file)
        return Kind.PPT if holds(file, POWERPOINT_97) else None
    if PDF in start:  # the standard's readers accept it anywhere in the first kilobyte
        return Kind.PDF
    if b"<svg" in start.lower():
        raise RefusedPack(_("This is an SVG drawing. Upload a PowerPoint file or a PDF."))
    return None


def _refuse_two_at_once(file: BinaryIO, kind: Kind, size: int) -> None:
    """Refuse a file that another program would take for something else than we do.

    A PDF begins with its own sign, holds no zip's directory at its end, and no page of the web
    before or after itself; a PowerPoint pack holds no PDF's sign where readers look for it.
    """
    file.seek(0)
    start = file.read(LOOKED_FOR_IN)
    file.seek(max(0, size - ZIP_END_WITHIN))
    end = file.read()
    if kind is not Kind.PDF:
        is_two = PDF in start
    else:
        before, after = start.partition(PDF)[0], end.rpartition(b"%%EOF")[2]
        is_web = any(sign in (before + after).lower() for sign in WEB)
        is_two = not _is_nothing(before) or ZIP_END in end or is_web
    if is_two:
        raise RefusedPack(
            _("This file is two kinds of file at once. Save it again as a PDF, then try again.")
        )


def _is_nothing(before: bytes) -> bool:
    """Whether what stands before a PDF is blank, or a printer's job in plain letters."""
    stripped = before.lstrip(BLANK)
    if not stripped.startswith(PRINTER):
        return not stripped
    return all(sign in b"\t\r\n" or 32 <= sign < 127 for sign in stripped[1:])  # noqa: PLR2004


def _refuse_locked(file: BinaryIO) -> None:
    """A .pptx that is locked or under a label, and macros, are OLE containers as old packs are."""
    if any(holds(file, sign) for sign in LABELS):
        raise RefusedPack(
            _(
                "This pack is protected by a label, so it cannot be opened here. In PowerPoint,"
                " save a copy without protection, then try again."
            )
        )
    if holds(file, ENCRYPTED_PACKAGE):
        raise RefusedPack(_("This pack has a password. Remove the password, then try again."))
    if holds(file, MACROS_97):
        raise RefusedPack(
            _(
                "This pack holds macros, which are small programs. In PowerPoint, save it as"
                " .pptx without macros, then try again."
            )
        )
    if not holds(file, POWERPOINT_97):
        raise RefusedPack(
            _(
                "This is an older Office file. In PowerPoint, save it as .pptx or PDF, then try"
                " again."
            )
        )


def _check_count(count: int) -> None:
    if not count:
        raise RefusedPack(_("This pack has no slides. Choose the file again."))
    if count > MAX_SLIDES:
        raise RefusedPack(
            ngettext(
                "This pack has %(count)s slide. At most %(limit)s fit: leave some out.",
                "This pack has %(count)s slides. At most %(limit)s fit: leave some out.",
                count,
            )
            % {"count": count, "limit": MAX_SLIDES}
        )
