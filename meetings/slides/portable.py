"""Decide whether a PDF may come in: it opens, and what it shows is what it says."""

import re
import zlib
from typing import BinaryIO

import pypdfium2
from django.utils.translation import gettext as _
from pypdfium2 import raw

from meetings.slides.powerpoint import holds
from meetings.slides.refusal import RefusedPack

LABEL = b"MicrosoftIRMServices"  # rights management of Microsoft's
COLLECTION = re.compile(rb"/Collection\s*(<<|\d+\s+\d+\s+R)")
OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
STREAM = re.compile(rb"stream\r?\n")
MAX_OBJECTS = 8 * 1024**2  # bytes of one stream of objects that are looked through


def check_pdf(file: BinaryIO, _size: int) -> int:
    """How many pages there are; 0 is refused by the caller."""
    if holds(file, LABEL):
        raise RefusedPack(
            _(
                "This PDF is protected by a label, so it cannot be opened here. Save a copy"
                " without protection, then try again."
            )
        )
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
        _refuse_what_it_does_not_show(document, file)
        return len(document)
    finally:
        document.close()


def _refuse_what_it_does_not_show(document: pypdfium2.PdfDocument, file: BinaryIO) -> None:
    """Forms that only Acrobat draws, and covers of other files, show what they are not."""
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        raise RefusedPack(
            _(
                "This PDF is a form that only Adobe Acrobat can show. Open it there, print it to a"
                " new PDF, then upload that one."
            )
        )
    if raw.FPDFDoc_GetAttachmentCount(document) and _is_portfolio(file):
        raise RefusedPack(
            _(
                "This PDF is a portfolio: a cover with other files inside. Save each file on its"
                " own as a PDF, then upload them one by one."
            )
        )


def _is_portfolio(file: BinaryIO) -> bool:
    file.seek(0)
    content = file.read()
    if COLLECTION.search(content):
        return True
    return any(COLLECTION.search(objects) for objects in _packed_objects(content))


def _packed_objects(content: bytes) -> list[bytes]:
    """The streams in which newer PDFs pack the objects that say what the file is."""
    packed = []
    for place in OBJECTS.finditer(content):
        start = STREAM.search(content, place.end())
        if start is None:
            continue
        try:
            packed.append(zlib.decompressobj().decompress(content[start.end() :], MAX_OBJECTS))
        except zlib.error:
            continue
    return packed
