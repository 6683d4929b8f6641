"""How minutes are told: who was there, and what each item came to, in words. Reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import clock_time, day, day_and_time, weekday
from core.marking import Marking
from deliberation.advice import OUTCOME_WORDS, numbers_in_words
from deliberation.models import AgreementRound, Outcome
from meetings.models import Minutes, MinutesItem, Recusal

if TYPE_CHECKING:
    from meetings.models import Action, AgendaItem, Correction, Presence
    from meetings.quorum import Moment


class Attended(NamedTuple):
    """One person in the list of who was there.

    :ivar name: as the reader knows them.
    :ivar role: in the group then, in words; empty of a member, and where it is not known.
    :ivar ways: in which way, from when until when; or what is known instead.
    """

    name: str
    role: str
    ways: list[str]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


class AttendanceList(NamedTuple):
    """Who was there, by what they are, and who was not. Totals are the lengths of the lists.

    :ivar quorum: sentences of from when until when the meeting was quorate.
    """

    members: list[Attended]
    others: list[Attended]
    apologies: list[Attended]
    absent: list[Attended]
    quorum: list[str]

    @property
    def there(self) -> list[tuple[str, list[Attended]]]:
        """Each list of people who were there, with its title."""
        return _titled((_("Members"), self.members), (_("In attendance"), self.others))

    @property
    def away(self) -> list[tuple[str, list[Attended]]]:
        """Each list of people who were not there."""
        title = _("Did not take part, or not recorded")
        return _titled((_("Apologies"), self.apologies), (title, self.absent))

    @property
    def total(self) -> str:
        """Such as "10 members and 5 others were there. 2 sent apologies."."""
        members, others = len(self.members), len(self.others)
        there = _("%(members)s and %(others)s were there.") % {
            "members": ngettext("%d member", "%d members", members) % members,
            "others": ngettext("%d other", "%d others", others) % others,
        }
        sorry = len(self.apologies)
        away = ngettext("%d sent apologies.", "%d sent apologies.", sorry) % sorry
        return f"{there} {away}" if sorry else there


class Discussed(NamedTuple):
    """A key message that was talked about, as its words stood, and what came of it, if asked."""

    reference: str
    text: str
    result: str
    is_agreed: bool = False


class Written(NamedTuple):
    """What somebody said in writing, as it was read out."""

    words: str
    by: str
    at: datetime


class AgreedAction(NamedTuple):
    """An action that was agreed, as it stood."""

    action: Action
    task: str
    owner: str
    due_on: date


@dataclass
class Entry:
    """One item as somebody reads it in the minutes.

    :ivar number: in the agenda as they know it.
    :ivar item: as they may know it.
    :ivar minuted: its words; ``None`` where they may not read them, and for a break.
    :ivar left_out: why they may not; empty where they may.
    :ivar times: from when until when, where the meeting moved to it.
    :ivar recused: who declared an interest in it, left for it and took no part.
    :ivar stayed: who declared one, stayed, listened and took no part.
    :ivar changes: when it was changed whether they stay.
    """

    number: int
    item: AgendaItem
    minuted: MinutesItem | None = None
    left_out: str = ""
    times: list[str] = field(default_factory=list)
    presenters: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    recused: list[str] = field(default_factory=list)
    stayed: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    messages: list[Discussed] = field(default_factory=list)
    actions: list[AgreedAction] = field(default_factory=list)
    corrections: list[CorrectionLine] = field(default_factory=list)

    @property
    def is_corrected(self) -> bool:
        """Whether its words were changed since they were published."""
        return any(line.correction.is_accepted for line in self.corrections)

    @property
    def is_empty(self) -> bool:
        """Whether nothing came of it: no words, written or read out, no message and no action."""
        body = self.minuted and self.minuted.body
        return not (body or self.written or self.messages or self.actions)

    @property
    def marks(self) -> list[str]:
        """What stands with the title: for whom it is, and how it is marked where that is more."""
        marks = [_("For members")] if self.item.members_only else []
        topic = self.item.topic
        if topic and topic.marking != Marking.OFFICIAL:
            marks.append(str(topic.get_marking_display()))
        return marks

    @property
    def facts(self) -> list[tuple[str, list[str]]]:
        """What is known of it besides its words, each with its label."""
        facts = [
            (_("Time"), self.times),
            (_("Slides shown by"), self.presenters),
            (_("Papers"), self.papers),
            (_("Declared an interest, took no part"), self.recused),
            (_("Declared an interest, stayed and took no part"), self.stayed),
            (_("Changed about an interest"), self.changes),
        ]
        return [(label, values) for label, values in facts if values]


class CorrectionLine(NamedTuple):
    """A correction as somebody reads it."""

    correction: Correction
    by: str


@dataclass
class Document:
    """The minutes of a meeting as one person reads them.

    :ivar actions: those that were agreed in no item.
    :ivar standing: a sentence of where the minutes stand.
    """

    minutes: Minutes
    attendance: AttendanceList
    entries: list[Entry]
    actions: list[AgreedAction]
    standing: str

    @property
    def marking(self) -> Marking:
        """The most careful of the meeting and of the items that are read here."""
        items = [entry.minuted.marking for entry in self.entries if entry.minuted]
        return Marking.highest([self.minutes.meeting.marking, *items])

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Group, day, times, place and marking, each with its label."""
        meeting = self.minutes.meeting
        began = meeting.opened_at or meeting.starts_at
        facts = [
            (_("Group"), str(meeting.group)),
            (_("Date"), weekday(began)),
            (_("Time"), between(began, meeting.ended_at)),
            (_("Place"), meeting.venue),
            (_("Marking"), str(self.marking.label)),
        ]
        return [(label, value) for label, value in facts if value]

    @property
    def unwritten(self) -> list[Entry]:
        """Items of which nothing is written yet."""
        return [entry for entry in self.entries if entry.minuted and not entry.minuted.body]

    @property
    def waiting(self) -> int:
        """How many corrections wait for an answer, of those that are read here."""
        return sum(line.correction.waits for entry in self.entries for line in entry.corrections)


def _titled(*lists: tuple[str, list[Attended]]) -> list[tuple[str, list[Attended]]]:
    return [(title, people) for title, people in lists if people]


def between(began: datetime, ended: datetime | None) -> str:
    """``6:30pm to 8:12pm``; ``from 6:30pm`` while it goes on."""
    if ended is None:
        return _("from %s") % clock_time(began)
    return _("%(began)s to %(ended)s") % {"began": clock_time(began), "ended": clock_time(ended)}


def interest_changed(at: datetime, name: str, *, part: str) -> str:
    """What was changed about an interest, and when: it can be days before the meeting."""
    stays = _("%(at)s: %(name)s stays and listens.")
    leaves = _("%(at)s: %(name)s leaves for this item.")
    happened = {"at": day_and_time(at), "name": name}
    return (stays if part == Recusal.Part.LISTENS else leaves) % happened


def way_and_times(presence: Presence) -> str:
    """``On video, 6:32pm to 8:12pm``."""
    times = between(presence.began_at, presence.ended_at)
    return f"{presence.get_mode_display()}, {times}"


def quorum_sentences(
    needed: int | None, moments: Sequence[Moment], *, is_kept: bool, by_groups: bool = False
) -> list[str]:
    """How many were needed, and from when they were there; nothing where nobody kept who was."""
    if needed is None or not is_kept:
        return []
    if by_groups:
        was = ngettext("%d group was needed.", "%d groups were needed.", needed) % needed
    else:
        was = ngettext("%d member was needed.", "%d members were needed.", needed) % needed
    sentences = [
        (_("Quorate from %s.") if each.is_quorate else _("Not quorate from %s."))
        % clock_time(each.at)
        for each in moments
    ]
    return [was, *(sentences or [_("The meeting was not quorate at any time.")])]


def result(asked: AgreementRound, as_of: datetime) -> str:
    """What a round came to by then: numbers, and never who took which position."""
    if asked.closed_at is None or asked.closed_at > as_of:
        if asked.is_of_groups:
            return _("The groups were asked. The round was still open.")
        return _("The members were asked. The round was still open.")
    if asked.is_unopened:
        return _("Not quorate, so nothing was agreed: the secret ballot was not opened.")
    counts = numbers_in_words(asked)
    if asked.outcome == Outcome.NOT_QUORATE:
        return _("Not quorate, so nothing was agreed: %s.") % counts
    return f"{OUTCOME_WORDS[Outcome(asked.outcome)]}: {counts}."


def standing(minutes: Minutes, corrected: int) -> str:
    """Where minutes stand: a draft, being checked, or agreed, with how many corrections."""
    if minutes.agreed_at is not None:
        agreed = {"day": day(minutes.agreed_at), "n": corrected}
        if not corrected:
            return _("Agreed on %(day)s as a correct record.") % agreed
        return (
            ngettext(
                "Agreed on %(day)s with %(n)d correction.",
                "Agreed on %(day)s with %(n)d corrections.",
                corrected,
            )
            % agreed
        )
    if minutes.check_until is None:
        return _("A draft. Only the chair, the vice-chair and the secretary can read it.")
    last = {"day": day(minutes.check_until)}
    if minutes.is_being_checked:
        return _("Not agreed yet. Corrections can be proposed until the end of %(day)s.") % last
    return _("Not agreed yet. Corrections could be proposed until %(day)s.") % last


def listed(names: Iterable[str]) -> list[str]:
    """Each of ``names`` once, in the order in which they came."""
    return list(dict.fromkeys(names))
