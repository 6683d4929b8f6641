"""Decide whether an uploaded file may come in, before anything opens it in earnest.

What a file is follows from its bytes, never from its name or from what the browser says.
"""

import os
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

import pypdfium2
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.slides.powerpoint import check_powerpoint, is_locked_with_a_password
from meetings.slides.refusal import RefusedPack

__all__ = ["MAX_BYTES", "MAX_SLIDES", "Kind", "RefusedPack", "check_upload"]

MAX_BYTES = 50 * 1024 * 1024
MAX_SLIDES = 200

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
LOOKED_FOR_IN = 1024  # bytes, in which readers look for a PDF's sign
ZIP_END = b"PK\x05\x06"
ZIP_END_WITHIN = 22 + 65_535  # bytes from a zip's end: its last record with the longest comment
WEB = (b"<html", b"<script", b"<!doctype", b"<svg", b"<body", b"javascript:")
BLANK = b"\xef\xbb\xbf \t\r\n\0"


class Kind(StrEnum):
    PPTX = "pptx"
    PDF = "pdf"


KIND_OF_ENDING = {".pptx": Kind.PPTX, ".ppsx": Kind.PPTX, ".pptm": Kind.PPTX, ".pdf": Kind.PDF}


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
    count = check_powerpoint(file, size) if kind is Kind.PPTX else _check_pdf(file)
    _check_count(count)
    file.seek(0)
    return kind


def _kind_of_bytes(file: BinaryIO) -> Kind | None:
    file.seek(0)
    start = file.read(LOOKED_FOR_IN)
    if start.startswith(ZIP):
        return Kind.PPTX
    if start.startswith(OLE):
        _refuse_old_office(file)
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
    if kind is Kind.PPTX:
        is_two = PDF in start
    else:
        outside = (start + end.rpartition(b"%%EOF")[2]).lower()
        is_web = any(sign in outside for sign in WEB)
        is_two = not start.lstrip(BLANK).startswith(PDF) or ZIP_END in end or is_web
    if is_two:
        raise RefusedPack(
            _("This file is two kinds of file at once. Save it again as a PDF, then try again.")
        )


def _refuse_old_office(file: BinaryIO) -> None:
    """Tell a .pptx under a password from the format before 2007; both are OLE containers."""
    if is_locked_with_a_password(file):
        raise RefusedPack(_("This pack has a password. Remove the password, then try again."))
    raise RefusedPack(
        _("This is an older Office file. In PowerPoint, save it as .pptx or PDF, then try again.")
    )


def _check_pdf(file: BinaryIO) -> int:
    """How many pages there are; 0 is refused by the caller."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise RefusedPack(
                _("This pack has a password. Remove the password, then try again.")
            ) from error
        raise RefusedPack(
            _("This PDF is damaged and cannot be opened. Save it again, then try again.")
        ) from error
    try:
        return len(document)
    finally:
        document.close()


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
