"""What lies on top of a PDF's page: answers in a form's fields, and what reviewers wrote.

Answers belong to the paper. Marks of review do not: they are taken off before the page is drawn,
but for a dark one, which may be there to hide what is below it.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pypdfium2 import raw

from meetings.slides.layer import Line
from meetings.slides.signs import tidy

REVIEW = frozenset(
    {
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_CARET,
        raw.FPDF_ANNOT_POPUP,
        raw.FPDF_ANNOT_FILEATTACHMENT,
        raw.FPDF_ANNOT_SOUND,
    }
)
DARK = 96  # of 255; what is darker can hide words
UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
PASSWORD = 1 << 13  # a field in which nobody is to read what was typed
TYPED = "FreeTextTypeWriter"  # words that somebody typed onto the page itself
MAX_MARKS = 2_000  # on one page


@dataclass(frozen=True)
class Answer:
    """What was filled in, and the box in which it stands, as the page counts."""

    text: str
    name: str
    is_tick: bool
    ticked: bool
    box: tuple[float, float, float, float]


def _each(page: Any) -> Iterator[tuple[int, Any]]:
    for index in reversed(range(min(raw.FPDFPage_GetAnnotCount(page), MAX_MARKS))):
        mark = raw.FPDFPage_GetAnnot(page, index)
        if mark:
            try:
                yield index, mark
            finally:
                raw.FPDFPage_CloseAnnot(mark)


def take_off(page: Any) -> int:
    """Take marks of review off the page, in memory alone; how many there were."""
    marks = [
        (index, raw.FPDFAnnot_GetSubtype(mark))
        for index, mark in _each(page)
        if raw.FPDFAnnot_GetSubtype(mark) in REVIEW
        and not _is_dark(mark)
        and _string(mark, b"IT") != TYPED
    ]
    for index, _kind in marks:
        raw.FPDFPage_RemoveAnnot(page, index)
    return sum(kind != raw.FPDF_ANNOT_POPUP for _index, kind in marks)


def redactions(page: Any) -> list[tuple[float, float, float, float]]:
    """Places that somebody has marked to be blacked out, and has not blacked out yet."""
    boxes = []
    for _index, mark in _each(page):
        if raw.FPDFAnnot_GetSubtype(mark) == raw.FPDF_ANNOT_REDACT:
            rect = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(mark, rect)
            boxes.append((rect.left, rect.bottom, rect.right, rect.top))
    return boxes


def _is_dark(mark: Any) -> bool:
    if raw.FPDFAnnot_GetSubtype(mark) in {raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_POPUP}:
        return False
    red, green, blue, alpha = (ctypes.c_uint(255) for _part in range(4))
    known = raw.FPDFAnnot_GetColor(mark, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, alpha)
    covers = raw.FPDFAnnot_GetSubtype(mark) == raw.FPDF_ANNOT_HIGHLIGHT
    return bool(known and covers and max(red.value, green.value, blue.value) < DARK)


def _string(mark: Any, key: bytes) -> str:
    return _text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(mark, key, buffer, size))


def _text(ask: Callable[[Any, int], int]) -> str:
    """What PDFium answers in UTF-16, asked first for its length in bytes."""
    length = ask(None, 0)
    if length <= 2:  # noqa: PLR2004 -- the closing zero alone
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]


def answers(page: Any, form: Any) -> list[Answer]:
    """What people filled in and typed on this page, without what is not to be seen."""
    found = (_answer(mark, form) for _index, mark in _each(page))
    return [answer for answer in found if answer is not None][::-1]


def _answer(mark: Any, form: Any) -> Answer | None:
    kind = raw.FPDFAnnot_GetSubtype(mark)
    if raw.FPDFAnnot_GetFlags(mark) & UNSEEN:
        return None
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(mark, rect)
    box = (rect.left, rect.bottom, rect.right, rect.top)
    if kind == raw.FPDF_ANNOT_FREETEXT and _string(mark, b"IT") == TYPED:
        return Answer(tidy(_string(mark, b"Contents")), "", False, False, box)
    if kind != raw.FPDF_ANNOT_WIDGET or not form:
        return None
    field = raw.FPDFAnnot_GetFormFieldType(form, mark)
    name = _text(lambda *to: raw.FPDFAnnot_GetFormFieldAlternateName(form, mark, *to)) or _text(
        lambda *to: raw.FPDFAnnot_GetFormFieldName(form, mark, *to)
    )
    if field in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
        ticked = bool(raw.FPDFAnnot_IsChecked(form, mark))
        return Answer("", tidy(name), True, ticked, box)
    secret = raw.FPDFAnnot_GetFormFieldFlags(form, mark) & PASSWORD
    if secret or field in {raw.FPDF_FORMFIELD_PUSHBUTTON, raw.FPDF_FORMFIELD_SIGNATURE}:
        return None
    value = _text(lambda *to: raw.FPDFAnnot_GetFormFieldValue(form, mark, *to))
    return Answer(tidy(value), tidy(name), False, False, box)


def put_in(lines: list[Line], answers_: list[Answer], place: Any) -> None:
    """Put each answer where it stands: a tick behind the words beside it, others below them."""
    for answer in answers_:
        left, top, right, bottom = place(*answer.box)
        middle = (top + bottom) / 2
        beside = [line for line in lines if line.top <= middle <= line.bottom]
        if answer.is_tick:
            words = _("ticked") if answer.ticked else _("not ticked")
            near = min(beside, key=lambda line: abs(line.left - right), default=None)
            if near is not None:
                near.text = f"{near.text}: {words}"
                continue
            text = f"{answer.name}: {words}"
        else:
            text = answer.text
        above = [at for at, line in enumerate(lines) if line.top <= middle]
        at = max(above, key=lambda index: (lines[index].top, index)) + 1 if above else 0
        if text:
            lines.insert(at, Line(text, top, bottom, left))
