"""What the summary of a meeting says of the national topics that it decided.

Anybody may read a summary: it has the figures that every reader of the national topic reads, the
names of forces whose chairs let others read them, and nothing else of a group.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup
from core.locks import lock_all
from core.marking import Marking
from core.text import drawn_words
from deliberation.advice import paragraphs
from deliberation.models import KeyMessage
from meetings.models import Meeting
from network import queries
from network.models import AskedForce, NationalTopic, NetworkForce, ReadingItem
from publications import extras

OF = {NetworkForce.Standing.FORCE: "forces", NetworkForce.Standing.ASSOCIATE: "associates"}


def _on_agenda(meeting: Meeting) -> QuerySet[NationalTopic]:
    """National topics on the agenda of ``meeting`` that nothing keeps from anybody."""
    return NationalTopic.objects.standing().filter(
        opened_at__isnull=False,
        topic__group=meeting.group_id,
        topic__agenda_items__meeting=meeting,
        topic__marking=Marking.OFFICIAL,
        topic__readers_named=False,
        topic__handling_first=False,
    )


def draw(meeting: Meeting, references: Collection[str]) -> list[extras.National]:
    """Each national topic of which the summary has a key message: of a network alone.

    What was on the agenda and is left out of the summary, it says nothing of.
    """
    if meeting.group.kind != AdvisoryGroup.Kind.NATIONAL:
        return []
    of_messages = KeyMessage.objects.filter(reference__in=references).values("topic")
    rows = _on_agenda(meeting).filter(topic__in=of_messages)
    return [national(row) for row in rows.select_related("topic").distinct().order_by("pk")]


def lock(meeting: Meeting) -> None:
    """Withdrawing, releasing, sorting and naming wait, or came first."""
    if meeting.group.kind != AdvisoryGroup.Kind.NATIONAL:
        return
    keys = list(_on_agenda(meeting).values_list("pk", flat=True))
    lock_all(NationalTopic.objects.filter(pk__in=keys))
    lock_all(AskedForce.objects.filter(national_topic__in=keys))


def national(national_topic: NationalTopic) -> extras.National:
    """The block of one national topic, as it stands now."""
    topic = national_topic.topic
    shown = queries.figures(national_topic, small_too=False)
    messages = queries.message_figures(national_topic, apart=shown.hide_whose)
    began = national_topic.opened_at
    return {
        "address": national_topic.get_absolute_url(),
        "title": topic.title,
        "question": paragraphs(drawn_words(topic.ask)),
        "asker": topic.asker,
        "began_on": localdate(began).isoformat() if began else "",
        "closed_on": national_topic.closes_on.isoformat(),
        "answers": _answers(national_topic),
        "turnout": [
            {
                "of": OF[turnout.standing],
                "members": turnout.members,
                "wrote": turnout.posted,
                "posts": turnout.posts,
                "sentence": turnout.sentence,
            }
            for turnout in queries.turnouts(national_topic, shown)
        ],
        "released": messages.stand,
        "themes": _themes(messages),
        "reading": [_reading(item) for item in national_topic.reading.all()],
        "in_welsh": _in_welsh(national_topic),
    }


def _answers(national_topic: NationalTopic) -> list[extras.Answers]:
    """Who has not answered is not told from who still may: a summary does not wait for them."""
    columns, names = queries.columns(national_topic, small_too=False)
    answers: list[extras.Answers] = []
    for standing, numbers in columns.items():
        took_part, silent, waiting = (numbers[key] for key in ("accepted", "silent", "waiting"))
        named = names[standing]
        answers.append(
            {
                "of": OF[NetworkForce.Standing(standing)],
                "asked": numbers["asked"] or 0,
                "took_part": took_part,
                "declined": numbers["declined"],
                "no_answer": None if silent is None or waiting is None else silent + waiting,
                "named": named,
                "others": None if took_part is None else took_part - len(named),
            }
        )
    return answers


def _themes(messages: queries.MessageFigures) -> list[extras.Theme]:
    """Each theme, and at last what is in none, as long as any stands."""
    *rows, _totals = messages.rows
    themes: list[extras.Theme] = []
    for number, (name, numbers) in enumerate(rows):
        of_forces, *of_associates = numbers
        in_none = messages.unsorted and number == len(rows) - 1
        themes.append(
            {
                "name": "" if in_none else name,
                "messages": of_forces,
                "of_associates": of_associates[0] if of_associates else None,
            }
        )
    return [theme for theme in themes if theme["messages"] or theme["of_associates"]]


def _reading(item: ReadingItem) -> extras.Reading:
    return {
        "title": item.title,
        "address": item.url,
        "published_on": item.published_on.isoformat() if item.published_on else "",
        "transcript": item.transcript_url,
        "note": item.note,
        "chosen_by": item.chosen_by,
    }


def _in_welsh(national_topic: NationalTopic) -> list[extras.InWelsh]:
    """What stands in Welsh; of fewer than three groups it would be known whose it is."""
    rows = queries.released_of(national_topic).exclude(in_welsh="").order_by("reference")
    chosen = list(rows.select_related("asked"))
    if len({row.asked_id for row in chosen}) < queries.FEWEST:
        return []
    return [{"reference": row.reference, "text": row.in_welsh} for row in chosen]


EXTRA = extras.Extra(draw=draw, lock=lock)
