"""The words of a summary about topics that a network put to its forces.

Text, page and PDF draw the same parts in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import day
from deliberation.advice import Message, paragraphs
from deliberation.models.scale import Unit
from publications.extras import Answers, National, Reading
from publications.snapshot import Snapshot

NOT_SHOWN = "–"


class Item(NamedTuple):
    """One item of a list: what it is, and more lines about it.

    :ivar links: those of its lines that are addresses.
    :ivar language: of ``lines``, where it is another than that of the summary.
    """

    title: str
    lines: list[str]
    links: frozenset[str] = frozenset()
    language: str = ""


class Part(NamedTuple):
    """A heading, paragraphs, a table with numbers, paragraphs, a list; each may be empty."""

    heading: str
    words: list[str]
    head: list[str]
    rows: list[list[str]]
    notes: list[str]
    items: list[Item]


def asked_parts(snapshot: Snapshot) -> list[Part]:
    """Who was asked what, and who took part: beside what the group was asked."""
    return [_asked(national, snapshot) for national in snapshot.get("national", [])]


def released_parts(snapshot: Snapshot) -> list[Part]:
    """What groups released, what there was to read, and what was said in Welsh."""
    return [
        part
        for national in snapshot.get("national", [])
        for part in (_released(national), _reading(national), _in_welsh(national))
        if part.rows or part.items
    ]


def due(message: Message, snapshot: Snapshot) -> str:
    """By when whoever asked answers what groups agreed together; empty where the police do."""
    askers = {national["asker"] for national in snapshot.get("national", [])}
    if not askers or message.get("unit") != Unit.GROUPS:
        return ""
    body = askers.pop() if len(askers) == 1 else _("Whoever asked")
    if message["answer_due"]:
        words = {"body": body, "day": day(date.fromisoformat(message["answer_due"]))}
        return _("%(body)s answers by %(day)s.") % words
    words = {"body": body, "days": str(snapshot["answer_days"])}
    return _("%(body)s answers within %(days)s days of publication.") % words


def took_part_note(snapshot: Snapshot) -> str:
    """Who is counted in the table of who took part."""
    if "national" not in snapshot:
        return _("Members by way of taking part. Figures under 5 are not shown.")
    return _(
        "Representatives of groups by way of taking part, one for each group. Figures under 5 are"
        " not shown."
    )


def took_part_head(snapshot: Snapshot) -> list[str]:
    """Column heads of that table."""
    counted = _("Representatives") if "national" in snapshot else _("Members")
    return [_("Way of taking part"), counted]


def _asked(national: National, snapshot: Snapshot) -> Part:
    """The question is left out where the secretary typed the same."""
    begins, ends = (day(date.fromisoformat(national[name])) for name in ("began_on", "closed_on"))
    words = {"asker": national["asker"], "begins": begins, "ends": ends}
    sentence = _("%(asker)s asked. Groups talked about it from %(begins)s to %(ends)s.") % words
    question = [] if national["question"] == snapshot["asked"] else national["question"]
    columns = national["answers"]
    rows = [
        [label, *(_number(column[key]) for column in columns)]  # type: ignore[literal-required]
        for key, label in _answers().items()
    ]
    notes = [_named(column) for column in columns if column["named"]]
    if any(column["took_part"] is None for column in columns):
        notes.insert(0, _("A dash stands for what would tell the answer of one force."))
    notes += [turnout["sentence"] for turnout in national["turnout"]]
    head = [_("Answer"), *(_heads()[column["of"]] for column in columns)]
    title = _("Put to the forces: %s") % national["title"]
    return Part(title, [sentence, *question], head, rows, notes, [])


def _answers() -> dict[str, str]:
    return {
        "took_part": _("Took part"),
        "declined": _("Declined"),
        "no_answer": _("No reply"),
        "asked": _("Asked"),
    }


def _heads() -> dict[str, str]:
    return {"forces": _("Forces"), "associates": _("Associates")}


def _number(number: int | None) -> str:
    return NOT_SHOWN if number is None else str(number_format(number, force_grouping=True))


def _named(column: Answers) -> str:
    """Such as "Forces that took part: Fenland Police; Uplands Police; and 2 others"."""
    names = "; ".join(column["named"])
    if others := column["others"]:
        words = ngettext("and %d other", "and %d others", others) % others
        names = f"{names}; {words}"
    labels = {
        "forces": _("Forces that took part: %s."),
        "associates": _("Associates that took part: %s."),
    }
    return labels[column["of"]] % names


def _released(national: National) -> Part:
    apart = any(theme["of_associates"] is not None for theme in national["themes"])
    head = [_("Theme"), _("Messages"), *([_("Of associates")] if apart else [])]
    rows = [
        [
            theme["name"] or _("In no theme"),
            _number(theme["messages"]),
            *([_number(theme["of_associates"])] if apart else []),
        ]
        for theme in national["themes"]
    ]
    number = national["released"]
    sentence = ngettext(
        "%d message that a group agreed and its chair released stood on the day of publication.",
        "%d messages that groups agreed and their chairs released stood on the day of publication.",
        number,
    )
    return Part(_("What groups released"), [sentence % number], head, rows, [], [])


def _reading(national: National) -> Part:
    items = [_read(reading) for reading in national["reading"]]
    return Part(_("What people could read and watch"), [], [], [], [], items)


def _read(reading: Reading) -> Item:
    chosen = {"network": _("Chosen by the network."), "members": _("Chosen by members.")}
    facts = [chosen[reading["chosen_by"]]]
    if reading["published_on"]:
        published = day(date.fromisoformat(reading["published_on"]))
        facts.insert(0, _("Published on %s.") % published)
    addresses = [reading["address"]]
    lines = [" ".join(facts), *([reading["note"]] if reading["note"] else []), reading["address"]]
    if reading["transcript"]:
        addresses.append(reading["transcript"])
        lines += [_("Transcript:"), reading["transcript"]]
    return Item(reading["title"], lines, frozenset(addresses))


def _in_welsh(national: National) -> Part:
    items = [
        Item(message["reference"], paragraphs(message["text"]), language="cy")
        for message in national["in_welsh"]
    ]
    words = [_("Messages that groups released in Welsh too, in no order of groups.")]
    return Part(_("Messages in Welsh"), words, [], [], [], items)


def written(parts: Iterable[Part]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part as lines of the canonical text: a kind, and the words of its cells."""
    for part in parts:
        yield "heading", (part.heading,)
        yield from (("words", (words,)) for words in part.words)
        yield from (("row", tuple(row)) for row in (part.head, *part.rows) if row)
        yield from (("words", (words,)) for words in part.notes)
        for item in part.items:
            yield from (("words", (words,)) for words in (item.title, *item.lines))
        yield "gap", ("",)


def typed(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """What people wrote of it, as ``publications.names.parts``: confirmed where names are."""
    for national in snapshot.get("national", []):
        words = [national["title"], national["asker"], *national["question"]]
        words += [theme["name"] for theme in national["themes"]]
        for reading in national["reading"]:
            words += [reading["title"], reading["note"], reading["address"], reading["transcript"]]
        words += [message["text"] for message in national["in_welsh"]]
        yield "not_names", _("what was put to the forces"), "\n".join(words)
