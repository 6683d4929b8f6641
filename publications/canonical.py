"""The words of an edition around its messages, and its canonical plain text.

The page and the PDF draw the same words from the same functions: whitespace apart, their text
equals :func:`text`, and its SHA-256 is what an edition prints. Words here are part of
``snapshot.VERSION``: to change them for editions to come, raise it and keep these for the old.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import day, weekday
from deliberation.advice import RESERVATION, Message, outcome, reasons, view_name, with_signers
from deliberation.outcomes import shares
from publications import national, note
from publications.models import Publication
from publications.snapshot import POSITIONS, Snapshot, references

GLANCE = 78  # characters of a message in the overview
HEADINGS = {
    "asked": gettext_lazy("What the group was asked"),
    "glance": gettext_lazy("At a glance"),
    "advice": gettext_lazy("Advice given"),
    "not_agreed": gettext_lazy("Discussed, no agreed view"),
    "next": gettext_lazy("What happens next"),
    "took_part": gettext_lazy("Who took part"),
    "counts": gettext_lazy("How each message was decided"),
    "verify": gettext_lazy("Check this document"),
}
SIDES = {"for": gettext_lazy("For"), "against": gettext_lazy("Against")}
NOTES = {
    "counts": gettext_lazy("Positions taken by members, counted whole."),
    "counts_of_groups": gettext_lazy("Positions of groups, one for each group, counted whole."),
    "counts_of_both": gettext_lazy(
        "Positions taken by members or, where a message says so, of groups, counted whole."
    ),
    "not_agreed": gettext_lazy(
        "The group did not reach a common view on this. It is not advice. Both views are recorded."
    ),
    "unwritten": gettext_lazy("Nobody put this view into words."),
}


class Seal(NamedTuple):
    """What an edition prints so that it can be checked. ``code`` as in ``Edition``."""

    code: str
    text_sha256: str
    audit_head: str


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


def facts(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The rows under the title: label and value."""
    published, held_on = snapshot["published_on"], snapshot["meeting_on"]
    number = _("%(reference)s, edition %(edition)d") % snapshot
    readers = Publication.Audience(snapshot["audience"]).label
    subjects = snapshot.get("subjects")
    how_checked = {
        "unchecked": _("Not checked by the police within the time they had for it"),
        "second_checked": _("Checked by a second member of the group; it had no police lead"),
    }
    return [
        (_("Reference"), number),
        (_("Group"), snapshot["group"]),
        (_("Advises"), snapshot["organisation"]),
        *(note.facts(snapshot) or [(_("Meeting"), weekday(date.fromisoformat(held_on)))]),
        *([(_("Topics"), ", ".join(subjects))] if subjects else []),
        (_("Handling"), f"{snapshot['marking']}. {_('For')}: {readers}."),
        (_("Published"), _day(published) if published else _("when the secretary publishes it")),
        *((_("Facts"), words) for name, words in how_checked.items() if snapshot.get(name)),
    ]


def signed(snapshot: Snapshot) -> str:
    """Who stands for it: an office, never a name."""
    if words := note.signed(snapshot):
        return words
    if not snapshot["approved_on"]:
        return _("To be signed by the chair of %(group)s.") % snapshot
    return _("Signed by the chair of %(group)s on %(day)s.") % {
        "group": snapshot["group"],
        "day": _day(snapshot["approved_on"]),
    }


def due(message: Message, snapshot: Snapshot) -> str:
    """By when the police answer; what groups agreed together, whoever asked them."""
    if sentence := national.due(message, snapshot):
        return sentence
    if message["answer_due"]:
        return _("The police answer by %s.") % _day(message["answer_due"])
    return _("The police answer within %d days of publication.") % snapshot["answer_days"]


def two_views(message: Message) -> list[tuple[str, list[str]]]:
    """Both sides of what was not agreed, each with its words; then the reservations."""
    views: list[tuple[str, list[str]]] = []
    for side, name in SIDES.items():
        written = [statement for statement in message["statements"] if statement["side"] == side]
        if any("signers" in statement for statement in written):  # each says who stands for it
            views += [
                (with_signers(str(name), statement), statement["text"]) for statement in written
            ]
        else:
            words = [line for statement in written for line in statement["text"]]
            views.append((str(name), words or [str(NOTES["unwritten"])]))
    reservations = [
        (view_name(statement), statement["text"])
        for statement in message["statements"]
        if statement["side"] == RESERVATION
    ]
    return views + reservations


def _all(snapshot: Snapshot) -> list[Message]:
    by_reference = {m["reference"]: m for m in (*snapshot["messages"], *snapshot["not_agreed"])}
    return [by_reference[reference] for reference in references(snapshot)]


def glance(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Reference, what came of it, and the message in short."""
    return [
        (
            message["reference"],
            message["outcome"],
            textwrap.shorten(message["text"], GLANCE, placeholder="…"),
        )
        for message in _all(snapshot)
    ]


def count_rows(snapshot: Snapshot) -> list[tuple[str, list[str]]]:
    """Reference and the five counts of each message; a dash where a ballot did not offer it."""
    rows = [
        (message["reference"], {str(name): str(number) for name, number in message["counts"]})
        for message in _all(snapshot)
    ]
    return [
        (reference, [numbers.get(name, "–") for name in POSITIONS]) for reference, numbers in rows
    ]


def verification(seal: Seal) -> list[str]:
    """The sentences of the box that says how to check the document."""
    return [
        _("To see whether this is genuine and still current, open %s and enter the code.")
        % f"{settings.PORTAL_ORIGIN}/verify/",
        _("Code: %s") % seal.code,
        _("SHA-256 of the text: %s") % seal.text_sha256,
        _("Head of the audit record at release: %s") % seal.audit_head,
    ]


class Line(NamedTuple):
    """One line of the canonical text, its cells with tabs between them in it.

    :ivar kind: ``title``, ``heading``, ``message`` (a reference), ``fact``, ``row``, ``words``, or
        ``gap``, which is empty.
    """

    kind: str
    cells: tuple[str, ...] = ("",)


GAP = Line("gap")


def _words(paragraphs: Iterable[str]) -> list[Line]:
    return [Line("words", (paragraph,)) for paragraph in paragraphs]


def _rows(kind: str, rows: Iterable[Iterable[str]]) -> list[Line]:
    return [Line(kind, tuple(row)) for row in rows]


def _heading(name: str) -> Line:
    return Line("heading", (str(HEADINGS[name]),))


def _message_lines(message: Message, views: list[tuple[str, list[str]]], end: str) -> list[Line]:
    """A message with its views.

    :param end: by when it is answered; empty where nobody has to.
    """
    words = [message["text"], *reasons(message), outcome(message), *([end] if end else [])]
    for name, paragraphs in views:
        words += [name, *paragraphs]
    return [Line("message", (message["reference"],)), *_words(words), GAP]


def _views(message: Message) -> list[tuple[str, list[str]]]:
    return [(view_name(statement), statement["text"]) for statement in message["statements"]]


def lines(snapshot: Snapshot) -> list[Line]:
    """The canonical text by its lines: one a paragraph, one empty line between parts."""
    parts = [Line("title", (snapshot["title"],)), *_words([snapshot["lede"]]), GAP]
    parts += [*_rows("fact", facts(snapshot)), GAP]
    if "note" in snapshot:
        words = [*snapshot["note"]["words"], *note.photograph_lines(snapshot)]
        return [*parts, *_words(words), GAP, *_words([signed(snapshot)])]
    parts += [_heading("asked"), *_words(snapshot["asked"]), GAP]
    parts += [Line(*row) for row in national.written(national.asked_parts(snapshot))]
    parts += [_heading("glance"), *_rows("row", glance(snapshot)), GAP]
    if snapshot["messages"]:
        parts.append(_heading("advice"))
        for message in snapshot["messages"]:
            parts += _message_lines(message, _views(message), due(message, snapshot))
    if snapshot["not_agreed"]:
        parts += [_heading("not_agreed"), *_words([str(NOTES["not_agreed"])])]
        for message in snapshot["not_agreed"]:
            parts += _message_lines(message, two_views(message), "")
    if snapshot["next_steps"]:
        parts += [_heading("next"), *_words(snapshot["next_steps"]), GAP]
    parts += [Line(*row) for row in national.written(national.released_parts(snapshot))]
    parts += [_heading("took_part"), *_words([national.took_part_note(snapshot)])]
    parts += [*_rows("row", [national.took_part_head(snapshot), *snapshot["took_part"]]), GAP]
    parts += [_heading("counts"), *_words([counts_note(snapshot)]), *_rows("row", [count_head()])]
    parts += _rows("row", ([reference, *row] for reference, row in count_rows(snapshot)))
    return [*parts, GAP, *_words([signed(snapshot)])]


def text(snapshot: Snapshot) -> str:
    """The canonical plain text."""
    return "".join("\t".join(line.cells) + "\n" for line in lines(snapshot))


def counts_note(snapshot: Snapshot) -> str:
    """Whose positions are counted."""
    units = {message.get("unit", "members") for message in _all(snapshot)}
    if units == {"groups"}:
        return str(NOTES["counts_of_groups"])
    return str(NOTES["counts_of_both" if "groups" in units else "counts"])


def count_head() -> list[str]:
    """Column heads of the table of positions."""
    return [_("Message"), *(str(words) for words in POSITIONS.values())]


def sha256(words: str) -> str:
    """SHA-256 of ``words`` in UTF-8, hexadecimal."""
    return hashlib.sha256(words.encode()).hexdigest()


def context(
    snapshot: Snapshot, seal: Seal | None = None, *, embedded: bool = False
) -> dict[str, Any]:
    """What ``publications/_edition.html`` is drawn from.

    :param seal: of a published edition; None for a preview.
    :param embedded: headings one level lower, on a page with a heading of its own.
    """
    return {
        "snapshot": snapshot,
        "level": {name: n + embedded for n, name in enumerate(("title", "part", "message"), 1)},
        "headings": HEADINGS,
        "notes": NOTES,
        "facts": facts(snapshot),
        "glance": glance(snapshot),
        "advice": [_drawn(message, snapshot) for message in snapshot["messages"]],
        "not_agreed": [_drawn(message, snapshot) for message in snapshot["not_agreed"]],
        "asked_parts": national.asked_parts(snapshot),
        "released_parts": national.released_parts(snapshot),
        "took_part_note": national.took_part_note(snapshot),
        "took_part_head": national.took_part_head(snapshot),
        "counts_note": counts_note(snapshot),
        "count_head": count_head(),
        "count_rows": count_rows(snapshot),
        "signed": signed(snapshot),
        "photograph_lines": note.photograph_lines(snapshot),
        "seal": seal,
        "verification": verification(seal) if seal else [],
    }


def _drawn(message: Message, snapshot: Snapshot) -> dict[str, Any]:
    return {
        **message,
        "reasons": reasons(message),
        "outcome_sentence": outcome(message),
        "due_sentence": due(message, snapshot),
        "views": _views(message),
        "two_views": two_views(message),
        "shares": shares((str(choice), int(number)) for choice, number in message["counts"]),
    }
