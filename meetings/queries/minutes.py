"""What the minutes of a meeting say to one person, from the rows that it left: reads only."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.memberships import GUESTS, ORGANISERS
from core.audit.chain import scope_of
from core.audit.models import Record
from core.clock import now
from core.dates import day_and_time
from deliberation.models import AgreementRound, Outcome, Wording
from deliberation.queries import head_for_all
from meetings.action_log import People
from meetings.copies.faces import name_on_copies
from meetings.copies.paper import MinutesCopy
from meetings.events import InterestChanged, ItemStarted, SlideShown, WordingShown
from meetings.minutes import (
    AgreedAction,
    CorrectionLine,
    Discussed,
    Document,
    Entry,
    Written,
    between,
    interest_changed,
    listed,
    result,
    standing,
)
from meetings.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Correction,
    Minutes,
    MinutesItem,
    MinutesVersion,
    Paper,
    Recusal,
    Slide,
    SpeakerRequest,
)
from meetings.models.minutes import CHECKED_FOR
from meetings.queries.attendance import attendance_list
from meetings.queries.meetings import agenda

AGREED = (Outcome.UNANIMOUS, Outcome.CONSENSUS, Outcome.MAJORITY_WITH_DISSENT)
COURSE = (ItemStarted.name, SlideShown.name, WordingShown.name, InterestChanged.name)


def minutes_document(minutes: Minutes, reader: User) -> Document:
    """The minutes of a meeting as ``reader`` may read them.

    The words are those of the rows; all else is read from what the meeting left. Its number of
    queries does not grow with the agenda.
    """
    return _Reading(minutes, reader).document()


def usual_days(minutes: Minutes) -> int:
    """For how many working days the group let people check its minutes the last time."""
    rows = Minutes.objects.filter(meeting__group=minutes.group_id, published_at__isnull=False)
    last = rows.order_by("-published_at").first()
    return last.checked_for if last else CHECKED_FOR


def accepted_corrections(minutes: Minutes) -> int:
    """How many corrections changed the minutes since they were published."""
    rows = Correction.objects.filter(minutes_item__minutes=minutes)
    return rows.filter(state=Correction.State.ACCEPTED).count()


def reads_drafts(minutes: Minutes, reader: User) -> bool:
    """Whether ``reader`` is one of those who write minutes, before anybody else reads them."""
    return reader.roles.get(minutes.group_id) in ORGANISERS


def minutes_versions(minutes_item: MinutesItem, reader: User) -> list[tuple[MinutesVersion, str]]:
    """What the minutes of an item said, newest first, each with the words before it.

    What a draft said before it was published is for those who write minutes; others begin with
    what was published.
    """
    versions = list(minutes_item.versions.select_related("correction").order_by("-number"))
    if not reads_drafts(minutes_item.minutes, reader):
        corrected = sum(version.correction_id is not None for version in versions)
        versions = versions[: corrected + 1]
    steps = [(later, earlier.body) for later, earlier in pairwise(versions)]
    return [*steps, *((first, "") for first in versions[-1:])]


class _Reading:
    """One person reads the minutes of one meeting."""

    def __init__(self, minutes: Minutes, reader: User) -> None:
        self.minutes, self.meeting, self.reader = minutes, minutes.meeting, reader
        self.people = People(reader, minutes.group_id)
        self.is_guest = reader.roles.get(minutes.group_id) in GUESTS
        items = MinutesItem.objects.visible_to(reader).filter(minutes=minutes)
        self.minuted = {
            row.item_id: row for row in items.select_related("item__topic", "minutes__meeting")
        }

    def document(self) -> Document:
        items = agenda(self.meeting, self.reader)
        entries = [self._entry(number, item) for number, item in enumerate(items, start=1)]
        return Document(
            minutes=self.minutes,
            attendance=attendance_list(self.meeting, self.people),
            entries=entries,
            actions=self.actions.get(None, []),
            standing=standing(self.minutes, accepted_corrections(self.minutes)),
        )

    def _entry(self, number: int, item: AgendaItem) -> Entry:
        entry = Entry(number=number, item=item)
        if item.is_break:
            return entry
        if not item.is_closed:
            rows = self.recusals[item.pk]
            entry.recused = [self.people.name(row.user) for row in rows if not row.listens]
            entry.stayed = [self.people.name(row.user) for row in rows if row.listens]
            entry.changes = self.changed_interests[item.pk]
        entry.minuted = self.minuted.get(item.pk)
        if entry.minuted is None:
            entry.left_out = self._why_left_out(item)
            return entry
        entry.times = self.times[item.pk]
        entry.presenters = listed(self.people.name(user) for user in self.presenters[item.pk])
        entry.papers = self.papers[item.pk]
        entry.written = self.written[item.pk]
        entry.messages = self.messages[item.pk]
        entry.actions = self.actions.get(item.pk, [])
        entry.corrections = self.corrections[entry.minuted.pk]
        return entry

    def _why_left_out(self, item: AgendaItem) -> str:
        if item.is_closed:
            return _("This item was for members. What was said in it is left out here.")
        declared = Recusal.objects.leaving().filter(user=self.reader)
        same = Q(item=item) | Q(item__topic=item.topic_id, item__topic__isnull=False)
        if declared.filter(same).exists():
            return _("You declared an interest, so what was said in this item is left out here.")
        return _("You cannot read the topic of this item. What was said in it is left out here.")

    @cached_property
    def recusals(self) -> dict[int, list[Recusal]]:
        rows = Recusal.objects.filter(item__meeting=self.meeting).select_related("user")
        return _by(rows.order_by("user__name", "pk"), "item_id")

    @cached_property
    def changed_interests(self) -> dict[int, list[str]]:
        """In each item, when it was changed whether somebody with an interest stays."""
        people = {row.user_id: row.user for rows in self.recusals.values() for row in rows}
        changes: dict[int, list[str]] = defaultdict(list)
        for row in (row for row in self.course if row.event == InterestChanged.name):
            name = self.people.name(people[row.facts["user_id"]])
            words = interest_changed(row.at, name, part=row.facts["part"])
            changes[row.facts["item_id"]].append(words)
        return changes

    @cached_property
    def course(self) -> list[Record]:
        """What the meeting had in front of it, in order."""
        chain = Record.objects.filter(scope=scope_of(self.minutes.group_id), event__in=COURSE)
        here = chain.filter(facts__meeting_id=self.meeting.pk).select_related("actor")
        return list(here.order_by("number"))

    @cached_property
    def times(self) -> dict[int, list[str]]:
        """From when until when the meeting was at each item, as often as it was."""
        starts: list[tuple[int | None, datetime | None]] = [
            (row.facts["item_id"], row.at) for row in self.course if row.event == ItemStarted.name
        ]
        times: dict[int, list[str]] = defaultdict(list)
        for (item, began), (_next, ended) in pairwise([*starts, (None, self.meeting.ended_at)]):
            if item is not None and began is not None:
                times[item].append(between(began, ended))
        return times

    @cached_property
    def presenters(self) -> dict[int, list[User]]:
        """Who showed the slides of the papers of each item."""
        shown = [row for row in self.course if row.event == SlideShown.name]
        slides = Slide.objects.filter(pk__in={row.facts["slide_id"] for row in shown})
        items = dict(slides.values_list("pk", "version__paper__item"))
        presenters: dict[int, list[User]] = defaultdict(list)
        for row in shown:
            item = items.get(row.facts["slide_id"])
            if item is not None and row.actor:
                presenters[item].append(row.actor)
        return presenters

    @cached_property
    def papers(self) -> dict[int, list[str]]:
        rows = Paper.objects.visible_to(self.reader).filter(meeting=self.meeting)
        papers: dict[int, list[str]] = defaultdict(list)
        for item, title in rows.order_by("pk").values_list("item", "title"):
            papers[item].append(title)
        return papers

    @cached_property
    def written(self) -> dict[int, list[Written]]:
        """What was said in writing in each item, and read out: it weighs as much as a voice."""
        rows: Any = SpeakerRequest.objects.read_by(self.reader).filter(meeting=self.meeting)
        written: dict[int, list[Written]] = defaultdict(list)
        for row in rows.exclude(called_at=None).select_related("user").order_by("called_at", "pk"):
            name = self.people.name(row.user)
            written[row.item_id].append(Written(row.words, name, row.called_at))
        return written

    @cached_property
    def messages(self) -> dict[int, list[Discussed]]:
        """What was asked about, in front of everybody or worded in each item.

        Guests read what this meeting decided; drafts are the group's own.
        """
        wordings = {wording.key_message_id: (wording, "", False) for wording in self._worded()}
        rounds = AgreementRound.objects.visible_to(self.reader).opened_in(self.meeting.pk)
        asked = rounds.exclude(state=AgreementRound.State.LAPSED)
        for row in asked.select_related("wording__key_message").order_by("pk"):
            came_to = result(row, self.minutes.as_of)
            is_closed = row.closed_at is not None and row.closed_at <= self.minutes.as_of
            agreed = is_closed and row.outcome in AGREED
            wordings[row.key_message_id] = (row.wording, came_to, agreed)
        items = {
            row.item.topic_id: row.item_id
            for row in sorted(self.minuted.values(), key=lambda row: -row.item.number)
        }
        messages: dict[int, list[Discussed]] = defaultdict(list)
        for _pk, (wording, came_to, agreed) in sorted(wordings.items()):
            if (item := items.get(wording.key_message.topic_id)) is not None:
                reference = wording.key_message.reference
                messages[item].append(Discussed(reference, wording.text, came_to, agreed))
        return messages

    def _worded(self) -> list[Wording]:
        if self.is_guest or self.meeting.opened_at is None:
            return []
        seen = [row.facts["wording_id"] for row in self.course if row.event == WordingShown.name]
        topics = {row.item.topic_id for row in self.minuted.values()} - {None}
        rows = Wording.objects.filter(key_message__topic__in=topics)
        during = Q(
            written_at__gte=self.meeting.opened_at,
            written_at__lte=self.meeting.ended_at or self.minutes.as_of,
        )
        written = rows.filter(during | Q(pk__in=seen)).select_related("key_message")
        return list(written.order_by("pk"))

    @cached_property
    def actions(self) -> dict[int | None, list[AgreedAction]]:
        """What was agreed in each item, as it stood when the minutes were agreed, or stands now."""
        stood = ActionUpdate.objects.filter(at__lte=self.minutes.as_of).select_related("owner")
        visible: Any = Action.objects.visible_to(self.reader).select_related("owner")
        rows = visible.filter(meeting=self.meeting, added_at__lte=self.minutes.as_of)
        rows = rows.prefetch_related(Prefetch("updates", stood, to_attr="stood"))
        actions: dict[int | None, list[AgreedAction]] = defaultdict(list)
        for row in rows.order_by("number"):
            stands = row.stood[-1] if row.stood else row
            owner = self.people.name(stands.owner)
            actions[row.item_id].append(AgreedAction(row, stands.task, owner, stands.due_on))
        return actions

    @cached_property
    def corrections(self) -> dict[int, list[CorrectionLine]]:
        rows = Correction.objects.filter(minutes_item__in=[row.pk for row in self.minuted.values()])
        lines: dict[int, list[CorrectionLine]] = defaultdict(list)
        for row in rows.select_related("proposed_by").order_by("pk"):
            name = self.people.name(row.proposed_by)
            lines[row.minutes_item_id].append(CorrectionLine(row, name))
        return lines


def copy_of_minutes(document: Document, reader: User) -> MinutesCopy:
    """What a copy of minutes says of itself."""
    return MinutesCopy(
        marking=str(document.marking.label),
        reader=name_on_copies(reader),
        made_at=day_and_time(now()),
        head=head_for_all(document.minutes.group_id),
    )


def _by(rows: Any, name: str) -> dict[int, list[Any]]:
    lists: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        lists[getattr(row, name)].append(row)
    return lists
