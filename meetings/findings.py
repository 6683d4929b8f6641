"""What was found in a pack, in words: for who looks after the paper, and for its readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings.slides.finding import Code

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from meetings.models import PaperVersion

CHECKS: dict[str, _StrPromise] = {
    Code.HIDDEN_WORDS: _(
        "Words that the slide hides were left out of the text: behind a shape, in the colour of"
        " the background, or outside the slide. Readers do not get them. They are still in your own"
        " file: delete them there before you send it to anybody."
    ),
    Code.NO_WORDS: _(
        "Only a picture, without words. People who listen to the text, or read it in large"
        " letters, get nothing. Describe the picture in the file, or upload a file with text."
    ),
    Code.NOT_DRAWN: _(
        "The picture lacks words that are in the file, for example of a SmartArt drawing."
        " Readers find them in the text. To have them drawn, upload the pack as a PDF."
    ),
    Code.BOXES: _(
        "The picture shows boxes for letters of which this server has no font. Readers find them"
        " in the text. To have them drawn, upload the pack as a PDF."
    ),
    Code.MACHINE_READ: _(
        "Scanned: the text is what a program read from the picture. Check it, or upload the"
        " original."
    ),
    Code.REVIEWED: _("Comments and marks of reviewers were left out."),
    Code.COVERED: _(
        "A text box or a mark of a reviewer covers part of the slide. It stays covered for readers."
        " If it should not, delete the mark in your file and upload it again."
    ),
    Code.UNDESCRIBED: _(
        "Pictures or charts that nobody described, or only a program. Add alternative text in the"
        " file for people who cannot see them."
    ),
    Code.UNCOMPARED: _(
        "The slides could not be drawn here, so nobody could check for words that they hide:"
        " behind shapes, or in the colour of the background. Readers get them as text. Upload a"
        " PDF if there are any."
    ),
    Code.HIDDEN_SLIDE: _("Hidden in the pack: readers do not get this slide."),
}


def checks(version: PaperVersion) -> list[tuple[str, str]]:
    """Sentences for who looks after the paper, each with the slides that it is about."""
    findings = version.findings
    sentences = [
        (_slides(findings[code]), str(sentence))
        for code, sentence in CHECKS.items()
        if code in findings
    ]
    if names := findings.get(Code.FONTS):
        sentence = _(
            "These fonts are not on the server: %(names)s. The pictures show other letters, and"
            " lines may break elsewhere. To keep yours, upload the pack as a PDF."
        )
        sentences.append((str(_("Fonts")), str(sentence) % {"names": ", ".join(names)}))
    return sentences


def for_readers(version: PaperVersion) -> list[str]:
    """What readers should know of the slides before they rely on them."""
    total = version.total
    lacking = {*version.findings.get(Code.NOT_DRAWN, ()), *version.findings.get(Code.BOXES, ())}
    findings = {**version.findings, Code.NOT_DRAWN: sorted(lacking)}
    sentences = [
        (Code.NO_WORDS, _no_words),
        (Code.MACHINE_READ, _machine_read),
        (Code.NOT_DRAWN, _not_drawn),
        (Code.HIDDEN_SLIDE, _hidden_slides),
    ]
    return [say(findings[code], total) for code, say in sentences if findings.get(code)]


def _listed(numbers: Sequence[int]) -> str:
    return str(get_text_list([str(number) for number in numbers], _("and")))


def _slides(numbers: Sequence[int]) -> str:
    return ngettext("Slide %(numbers)s", "Slides %(numbers)s", len(numbers)) % {
        "numbers": _listed(numbers)
    }


def _no_words(numbers: Sequence[int], total: int) -> str:
    return ngettext(
        "%(count)s of %(total)s slides is a picture without words.",
        "%(count)s of %(total)s slides are pictures without words.",
        len(numbers),
    ) % {"count": len(numbers), "total": total}


def _machine_read(numbers: Sequence[int], total: int) -> str:
    return ngettext(
        "%(count)s of %(total)s slides was scanned. A program read its words and can be wrong.",
        "%(count)s of %(total)s slides were scanned. A program read their words and can be wrong.",
        len(numbers),
    ) % {"count": len(numbers), "total": total}


def _not_drawn(numbers: Sequence[int], _total: int) -> str:
    return ngettext(
        "The picture of slide %(numbers)s lacks words. Read this slide as text.",
        "The pictures of slides %(numbers)s lack words. Read these slides as text.",
        len(numbers),
    ) % {"numbers": _listed(numbers)}


def _hidden_slides(numbers: Sequence[int], _total: int) -> str:
    return ngettext(
        "The author has hidden slide %(numbers)s. It is not shown here.",
        "The author has hidden slides %(numbers)s. They are not shown here.",
        len(numbers),
    ) % {"numbers": _listed(numbers)}
