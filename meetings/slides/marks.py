"""What lies on top of a PDF's page: answers in a form's fields, and what reviewers wrote.

Answers belong to the paper. Marks of review do not: they are taken off before the page is drawn.
What one of them covers stays covered: it may be there to hide what is below it.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image
from pypdfium2 import raw

from meetings.slides import covers
from meetings.slides.layer import Line, placing
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
Place = tuple[float, float, float, float]  # left, bottom, right, top, as the page counts
UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
PASSWORD = 1 << 13  # a field in which nobody is to read what was typed
TYPED = "FreeTextTypeWriter"  # words that somebody typed onto the page itself
FILLED = (0, 0, 0)  # stands for whatever colour hides
MAX_MARKS = 2_000  # on one page


@dataclass(frozen=True)
class Answer:
    """What was filled in, and the box in which it stands, as the page counts."""

    text: str
    name: str
    is_tick: bool
    ticked: bool
    box: Place


def _each(page: Any) -> Iterator[tuple[int, Any]]:
    for index in reversed(range(min(raw.FPDFPage_GetAnnotCount(page), MAX_MARKS))):
        mark = raw.FPDFPage_GetAnnot(page, index)
        if mark:
            try:
                yield index, mark
            finally:
                raw.FPDFPage_CloseAnnot(mark)


@dataclass(frozen=True)
class TakenOff:
    """How many marks are off the page, and the places that are to be black in their stead.

    `is_covering` says that there are such places, or a mark that stays because it covers.
    """

    count: int = 0
    black: list[Place] = field(default_factory=list)
    is_covering: bool = False


@dataclass(frozen=True)
class _Mark:
    index: int
    kind: int
    flags: int
    place: Place
    is_filled: bool  # a text box without a drawing, which each viewer fills with its colour


def take_off(page: Any, draw: Callable[[], Image.Image]) -> TakenOff:
    """Take marks of review off the page, in memory alone, and leave covered what they cover.

    ``draw()`` draws the page. A mark without words stays where it covers; a text box, which
    holds a reviewer's words, leaves a black place.
    """
    review_marks = [_read(index, mark) for index, mark in _each(page) if _is_review(mark)]
    if not review_marks:
        return TakenOff()
    before = draw()
    box = placing(page, before.size)
    for mark in review_marks:
        _set_flags(page, mark, mark.flags | raw.FPDF_ANNOT_FLAG_HIDDEN)
        if mark.is_filled:
            before.paste(FILLED, box(*mark.place))
    shows = covers.uncovered(before, draw())
    filled_in = [box(*place) for place in _fields(page)]
    staying, black = set(), []
    for mark in review_marks:
        covering = covers.is_in(shows, box(*mark.place))
        if mark.kind != raw.FPDF_ANNOT_FREETEXT:
            staying |= {mark.index} if covering else set()
        elif covering or any(covers.meet(box(*mark.place), other) for other in filled_in):
            black.append(mark.place)
    return TakenOff(_remove(page, review_marks, staying), black, bool(staying or black))


def _remove(page: Any, review_marks: list[_Mark], staying: set[int]) -> int:
    """Remove the marks, the last first; how many there were that people made."""
    for mark in review_marks:
        if mark.index in staying:
            _set_flags(page, mark, mark.flags)
        else:
            raw.FPDFPage_RemoveAnnot(page, mark.index)
    dropped = (mark for mark in review_marks if mark.index not in staying)
    return sum(mark.kind != raw.FPDF_ANNOT_POPUP for mark in dropped)


def _read(index: int, mark: Any) -> _Mark:
    kind, drawn = raw.FPDFAnnot_GetSubtype(mark), raw.FPDFAnnot_HasKey(mark, b"AP")
    is_filled = kind == raw.FPDF_ANNOT_FREETEXT and not drawn and raw.FPDFAnnot_HasKey(mark, b"C")
    return _Mark(index, kind, raw.FPDFAnnot_GetFlags(mark), _place(mark), bool(is_filled))


def _is_review(mark: Any) -> bool:
    return raw.FPDFAnnot_GetSubtype(mark) in REVIEW and _string(mark, b"IT") != TYPED


def _set_flags(page: Any, mark: _Mark, flags: int) -> None:
    annotation = raw.FPDFPage_GetAnnot(page, mark.index)
    raw.FPDFAnnot_SetFlags(annotation, flags)
    raw.FPDFPage_CloseAnnot(annotation)


def _place(mark: Any) -> Place:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(mark, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _fields(page: Any) -> list[Place]:
    """Where fields of a form lie: PDFium draws them over the marks that lie on top of them."""
    kind = raw.FPDF_ANNOT_WIDGET
    return [_place(mark) for _index, mark in _each(page) if raw.FPDFAnnot_GetSubtype(mark) == kind]


def redactions(page: Any) -> list[Place]:
    """Places that somebody has marked to be blacked out, and has not blacked out yet."""
    kind = raw.FPDF_ANNOT_REDACT
    return [_place(mark) for _index, mark in _each(page) if raw.FPDFAnnot_GetSubtype(mark) == kind]


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


def answers(page: Any, form: Any, black: list[Place]) -> list[Answer]:
    """What people filled in and typed on this page, without what is not to be seen."""
    answers_here = (_answer(mark, form) for _index, mark in _each(page))
    seen = (
        answer
        for answer in answers_here
        if answer and not any(_is_below(answer.box, over) for over in black)
    )
    return list(seen)[::-1]


def _is_below(place: Place, over: Place) -> bool:
    """Whether the middle of ``place`` is covered."""
    across, up = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return over[0] <= across <= over[2] and over[1] <= up <= over[3]


def _answer(mark: Any, form: Any) -> Answer | None:
    kind = raw.FPDFAnnot_GetSubtype(mark)
    if raw.FPDFAnnot_GetFlags(mark) & UNSEEN:
        return None
    box = _place(mark)
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
