"""The words of an edition around its messages, and its canonical plain text.

The page and the PDF draw the same words from the same functions: whitespace apart, their text
equals :func:`text`, and its SHA-256 is what an edition prints. Words here are part of
``snapshot.VERSION``: to change them for editions to come, raise it and keep these for the old.
"""

from __future__ import annotations

import hashlib
import textwrap
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import day, weekday
from deliberation.advice import RESERVATION, Message, outcome, reasons, view_name, with_signers
from deliberation.outcomes import shares
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
    "took_part": gettext_lazy("Members by way of taking part. Figures under 5 are not shown."),
    "counts": gettext_lazy("Positions taken by members, counted whole."),
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
    published = snapshot["published_on"]
    number = _("%(reference)s, edition %(edition)d") % snapshot
    readers = Publication.Audience(snapshot["audience"]).label
    how_checked = {
        "unchecked": _("Not checked by the police within the time they had for it"),
        "second_checked": _("Checked by a second member of the group; it had no police lead"),
    }
    return [
        (_("Reference"), number),
        (_("Group"), snapshot["group"]),
        (_("Advises"), snapshot["organisation"]),
        (_("Meeting"), weekday(date.fromisoformat(snapshot["meeting_on"]))),
        (_("Handling"), f"{snapshot['marking']}. {_('For')}: {readers}."),
        (_("Published"), _day(published) if published else _("when the secretary publishes it")),
        *((_("Facts"), words) for name, words in how_checked.items() if snapshot.get(name)),
    ]


def signed(snapshot: Snapshot) -> str:
    """Who stands for it: an office, never a name."""
    if not snapshot["approved_on"]:
        return _("To be signed by the chair of %(group)s.") % snapshot
    return _("Signed by the chair of %(group)s on %(day)s.") % {
        "group": snapshot["group"],
        "day": _day(snapshot["approved_on"]),
    }


def due(message: Message, snapshot: Snapshot) -> str:
    """By when the police answer."""
    if message["answer_due"]:
        return _("The police answer by %s.") % _day(message["answer_due"])
    return _("The police answer within %d days of publication.") % snapshot["answer_days"]


def two_views(message: Message) -> list[tuple[str, list[str]]]:
    """Both sides of what was not agreed, each with its words; then the reservations."""
    views: list[tuple[str, list[str]]] = []
    for side, name in SIDES.items():
        written = [statement for statement in message["statements"] if statement["side"] == side]
        if any("signers" in statement for statement in written):  # each says who stands for it
            views += [(with_signers(str(name), one), one["text"]) for one in written]
        else:
            words = [line for statement in written for line in statement["text"]]
            views.append((str(name), words or [str(NOTES["unwritten"])]))
    reservations = [one for one in message["statements"] if one["side"] == RESERVATION]
    return views + [(view_name(one), one["text"]) for one in reservations]


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
    """Reference and the five counts of each message."""
    return [
        (message["reference"], [str(number) for _, number in message["counts"]])
        for message in _all(snapshot)
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


def _message_lines(message: Message, snapshot: Snapshot) -> list[str]:
    lines = [message["reference"], message["text"], *reasons(message)]
    lines += [outcome(message), due(message, snapshot)]
    for statement in message["statements"]:
        lines += [view_name(statement), *statement["text"]]
    return [*lines, ""]


def _not_agreed_lines(message: Message) -> list[str]:
    lines = [message["reference"], message["text"], *reasons(message), outcome(message)]
    for name, words in two_views(message):
        lines += [name, *words]
    return [*lines, ""]


def text(snapshot: Snapshot) -> str:
    """The canonical plain text: one line a paragraph, one empty line between parts."""
    name = {key: str(words) for key, words in HEADINGS.items()}
    parts: list[str] = [snapshot["title"], snapshot["lede"], ""]
    parts += [f"{label}\t{value}" for label, value in facts(snapshot)]
    parts += ["", name["asked"], *snapshot["asked"]]
    parts += ["", name["glance"], *("\t".join(row) for row in glance(snapshot)), ""]
    if snapshot["messages"]:
        parts.append(name["advice"])
        for message in snapshot["messages"]:
            parts += _message_lines(message, snapshot)
    if snapshot["not_agreed"]:
        parts += [name["not_agreed"], str(NOTES["not_agreed"])]
        for message in snapshot["not_agreed"]:
            parts += _not_agreed_lines(message)
    if snapshot["next_steps"]:
        parts += [name["next"], *snapshot["next_steps"], ""]
    parts += [name["took_part"], str(NOTES["took_part"])]
    parts += ["\t".join(row) for row in [took_part_head(), *snapshot["took_part"]]]
    parts += ["", name["counts"], str(NOTES["counts"]), "\t".join(count_head())]
    parts += ["\t".join([reference, *row]) for reference, row in count_rows(snapshot)]
    return "\n".join([*parts, "", signed(snapshot)]) + "\n"


def took_part_head() -> list[str]:
    """Column heads of the table of who took part."""
    return [_("Way of taking part"), _("Members")]


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
        "took_part_head": took_part_head(),
        "count_head": count_head(),
        "count_rows": count_rows(snapshot),
        "signed": signed(snapshot),
        "seal": seal,
        "verification": verification(seal) if seal else [],
    }


def _drawn(message: Message, snapshot: Snapshot) -> dict[str, Any]:
    return {
        **message,
        "reasons": reasons(message),
        "outcome_sentence": outcome(message),
        "due_sentence": due(message, snapshot),
        "views": [(view_name(statement), statement["text"]) for statement in message["statements"]],
        "two_views": two_views(message),
        "shares": shares((str(choice), int(number)) for choice, number in message["counts"]),
    }
