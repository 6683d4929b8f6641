"""What an edition says, as a plain dictionary: drawn from rows once, then free of them.

There are no names in it, no posts, and nobody's own position. What is marked
OFFICIAL-SENSITIVE is never drawn. Figures about people under five read "fewer than 5";
the counts of positions are the result and stand whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, NotRequired, TypedDict

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models.memberships import ADVISERS
from core.marking import Marking
from deliberation.advice import Message, dated, drawn, paragraphs
from deliberation.models import AgreementRound, Choice, KeyMessage
from deliberation.voices import voices_within
from meetings.models import Attendance, Meeting
from meetings.turnout import came
from publications.extras import National, national_of

VERSION = 1  # of this shape and of the words drawn from it
SMALLEST_FIGURE = 5  # people; fewer could be told apart
POSITIONS = {
    Choice.SUPPORT: gettext_lazy("Support"),
    Choice.RESERVATIONS: gettext_lazy("With reservations"),
    Choice.LIVE_WITH: gettext_lazy("Can live with it"),
    Choice.STAND_ASIDE: gettext_lazy("Stand aside"),
    Choice.OBJECT: gettext_lazy("Object"),
}
WAYS = {
    Attendance.Mode.ROOM: gettext_lazy("In the room"),
    Attendance.Mode.VIDEO: gettext_lazy("On video"),
    Attendance.Mode.TELEPHONE: gettext_lazy("On the telephone"),
    Attendance.Mode.WRITING: gettext_lazy("In writing"),
    Attendance.Mode.UNKNOWN: gettext_lazy("In a way that was not recorded"),
}


class Draft(NamedTuple):
    """What the secretary chose and typed.

    :ivar references: of the key messages to publish.
    :ivar next_steps: one sentence each, with who and by when.
    :ivar not_names: words that name nobody here, each with its reason: ``Moss: a street``.
    :ivar subjects: words under which the library finds it.
    """

    title: str
    audience: str
    lede: str
    asked: str
    next_steps: list[str]
    references: list[str]
    not_names: list[str]
    subjects: Sequence[str] = ()


class Photograph(TypedDict):
    """What the photograph of a note shows, and of which file that is said.

    :ivar sha256: of the file that is kept with the edition, hexadecimal.
    """

    shows: str
    width: int
    height: int
    sha256: str


class Note(TypedDict):
    """What a member wrote about a visit.

    :ivar visited: year and month, such as ``2026-11``.
    :ivar words: one string a paragraph.
    """

    visited: str
    words: list[str]
    photograph: Photograph | None


class Snapshot(TypedDict):
    """Everything that an edition's text, page and PDF are drawn from.

    :ivar unchecked: whether the police had not checked its facts in time; absent before there was
        a time for it.
    :ivar second_checked: whether a second member checked them, in a group without a police lead;
        absent before that was possible.
    :ivar subjects: words under which the library finds it; absent before there were any.
    :ivar meeting_on, approved_on, published_on: ISO days; the last two empty until then.
    :ivar took_part: way of taking part, and how many members, in words.
    :ivar national: topics that a network put to its forces; absent where there are none. Then
        ``took_part`` counts who held the position of a group.
    :ivar note: what a member wrote; absent from the summary of a meeting. Then there are no
        messages, and ``meeting_on`` is empty.
    :ivar messages: advice given. ``not_agreed``: discussed, with no agreed view.
    """

    version: int
    reference: str
    edition: int
    language: str
    marking: str
    audience: str
    group: str
    organisation: str
    meeting_on: str
    answer_days: int
    title: str
    lede: str
    asked: list[str]
    took_part: list[list[str]]
    messages: list[Message]
    not_agreed: list[Message]
    next_steps: list[str]
    approved_on: str
    published_on: str
    unchecked: NotRequired[bool]
    second_checked: NotRequired[bool]
    subjects: NotRequired[list[str]]
    national: NotRequired[list[National]]
    note: NotRequired[Note]


def offered(meeting: Meeting) -> QuerySet[KeyMessage]:
    """Decided key messages of the meeting's topics that may be published at all."""
    closed = AgreementRound.objects.filter(state=AgreementRound.State.CLOSED)
    decided = KeyMessage.objects.filter(
        topic__agenda_items__meeting=meeting,
        topic__group=meeting.group_id,
        topic__marking=Marking.OFFICIAL,
        topic__readers_named=False,
        state__in=KeyMessage.DECIDED,
        rounds__state=AgreementRound.State.CLOSED,
    )
    closed_rounds = Prefetch("rounds", closed.select_related("wording").with_reservations())
    return decided.distinct().order_by("reference").prefetch_related(closed_rounds, "statements")


def messages(meeting: Meeting, references: Collection[str]) -> tuple[list[Message], list[Message]]:
    """Messages of these references: with an agreed view, and without."""
    chosen = [
        key_message for key_message in offered(meeting) if key_message.reference in references
    ]
    without = KeyMessage.State.NOT_AGREED
    return (
        [drawn(key_message) for key_message in chosen if key_message.state != without],
        [drawn(key_message) for key_message in chosen if key_message.state == without],
    )


def took_part(meeting: Meeting, *, of_groups: bool = False) -> list[list[str]]:
    """How many members came, and in which way; small figures are not shown.

    :param of_groups: those alone who held the position of a group then.
    """
    served = Q(user__memberships__ends_at=None) | Q(
        user__memberships__ends_at__gt=meeting.starts_at
    )
    members = meeting.attendances.filter(
        served, user__memberships__group=meeting.group_id, user__memberships__role__in=ADVISERS
    )
    ways = came(meeting)
    people = set(members.values_list("user", flat=True)) & ways.keys()
    if of_groups:
        people &= _voices_in(meeting)
    modes = Counter(ways[user] for user in people)
    return [[str(words), figure(modes[mode])] for mode, words in WAYS.items() if modes[mode]]


def _voices_in(meeting: Meeting) -> set[int]:
    """Who held the position of a group while the meeting went on, by their ids."""
    topics = list(meeting.agenda.filter(topic__isnull=False).values_list("topic", flat=True))
    began, ended = meeting.opened_at or meeting.starts_at, meeting.ended_at
    voices = voices_within(meeting.group, topics, at=ended) or []
    return {voice.user_id for voice in voices if voice.within(began, ended)}


def figure(people: int) -> str:
    """A number of people, or "fewer than 5"."""
    return str(people) if people >= SMALLEST_FIGURE else _("fewer than 5")


def draw(meeting: Meeting, draft: Draft, *, reference: str, edition: int) -> Snapshot:
    """The snapshot of ``meeting`` as it stands now."""
    agreed, not_agreed = messages(meeting, draft.references)
    group = meeting.group
    national = national_of(meeting, draft.references)
    snapshot: Snapshot = {
        "version": VERSION,
        "reference": reference,
        "edition": edition,
        "language": "en-GB",
        "marking": Marking.OFFICIAL.label,
        "audience": str(draft.audience),
        "group": group.name,
        "organisation": group.organisation.name,
        "meeting_on": timezone.localdate(meeting.starts_at).isoformat(),
        "answer_days": group.response_days,
        "title": " ".join(draft.title.split()),
        "lede": " ".join(draft.lede.split()),
        "asked": paragraphs(draft.asked),
        "took_part": took_part(meeting, of_groups=bool(national)),
        "messages": agreed,
        "not_agreed": not_agreed,
        "next_steps": list(draft.next_steps),
        "subjects": list(draft.subjects),
        "approved_on": "",
        "published_on": "",
    }
    return {**snapshot, "national": national} if national else snapshot


def references(snapshot: Snapshot) -> list[str]:
    """References of all messages in ``snapshot``, in order."""
    every_message = [*snapshot["messages"], *snapshot["not_agreed"]]
    return sorted(message["reference"] for message in every_message)


def changed(snapshot: Snapshot, meeting: Meeting) -> list[str]:
    """References of messages that no longer read, or came out, as ``snapshot`` says."""
    agreed, not_agreed = messages(meeting, references(snapshot))
    before = {message["reference"]: (message, True) for message in snapshot["messages"]}
    before |= {message["reference"]: (message, False) for message in snapshot["not_agreed"]}
    after = {message["reference"]: (message, True) for message in agreed}
    after |= {message["reference"]: (message, False) for message in not_agreed}
    return sorted(name for name in before if before[name] != after.get(name))


def complete(
    snapshot: Snapshot,
    *,
    approved_on: date,
    published_on: date,
    unchecked: bool,
    second_checked: bool,
    already_sent: Mapping[str, KeyMessage],
) -> Snapshot:
    """``snapshot`` with its days.

    :param already_sent: messages that were sent before, by reference: their days stay.
    """
    due = published_on + timedelta(days=snapshot["answer_days"])
    messages: list[Message] = []
    for message in snapshot["messages"]:
        sent = already_sent.get(message["reference"])
        if sent and sent.sent_at and sent.response_due:
            messages.append(dated(message, timezone.localdate(sent.sent_at), sent.response_due))
        else:
            messages.append(dated(message, published_on, due))
    return {
        **snapshot,
        "messages": messages,
        "approved_on": approved_on.isoformat(),
        "published_on": published_on.isoformat(),
        "unchecked": unchecked,
        "second_checked": second_checked,
    }
