"""A meeting as its live page and each redraw begin: with what several regions ask of it."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from accounts.models import User
from core.live.models import Stream
from core.prepared import Given, Prepared
from deliberation.models import AgreementRound, Topic
from deliberation.models.asker import PreparedFor
from meetings import queries
from meetings.calls import devices_in_call
from meetings.models import AgendaItem, Meeting, Presence
from meetings.models.listeners import is_private_to_listeners
from meetings.quorum import Quorum, presences, quorum
from meetings.turns import REMOTE, Share


class MeetingOnScreen:
    """One meeting for one drawing: what is asked of it is asked once, whoever looks.

    :ivar meeting: with ``seq``: the step at which its stream stood when it was read.
    """

    def __init__(self, meeting: Any) -> None:
        self.meeting = meeting

    @cached_property
    def round(self) -> AgreementRound | None:
        """The round that is on the screen, or the newest that was opened in it."""
        return queries.round_on_screen(self.meeting)

    @cached_property
    def asked(self) -> list[queries.AskedPerson]:
        """Who is asked in that round, while it is open, and who of them has answered."""
        return queries.asked_people(self.round)

    @cached_property
    def floor(self) -> queries.Floor:
        """Who waits for the floor, who has it and who had it."""
        return queries.floor_of(self.meeting)

    @property
    def queue(self) -> list[queries.Queued]:
        """Whoever has the floor, then those who wait."""
        return self.floor.queue

    @property
    def reading(self) -> queries.Queued | None:
        """The contribution that is being read out."""
        return next((queued for queued in self.queue if queued.words), None)

    @cached_property
    def recused_from_reading(self) -> set[int]:
        """Who declared an interest in the item of that contribution: not for them to read."""
        return queries.recused_from(self.reading.item_id) if self.reading else set()

    @property
    def shares(self) -> list[Share]:
        """How the floor was shared so far."""
        return self.floor.shares(self.presences)

    @property
    def dropped(self) -> list[Presence]:
        """Who took part from elsewhere, and has left and not come back: the newest first."""
        in_order = sorted(self.presences, key=attrgetter("began_at"))
        newest = {presence.user_id: presence for presence in in_order}
        remote = [presence for presence in newest.values() if presence.mode in REMOTE]
        departed = [presence for presence in remote if presence.ended_at]
        return sorted(departed, key=attrgetter("ended_at"), reverse=True)

    @cached_property
    def presences(self) -> list[Presence]:
        """When everybody was there."""
        return presences(self.meeting)

    @property
    def here(self) -> queries.Here:
        """Who is there, in which way."""
        return queries.here(self.presences)

    @property
    def quorum(self) -> Quorum:
        """Whether enough members are there, and since when."""
        return quorum(self.meeting, self.presences)

    @cached_property
    def unheard(self) -> bool:
        """Whether it is open to listeners, who hear nothing of the item under way."""
        return self.meeting.can_be_heard and is_private_to_listeners(self.meeting)

    @cached_property
    def devices(self) -> list[str]:
        """How the call knows the microphones of its room."""
        return devices_in_call(self.meeting)

    @cached_property
    def items(self) -> list[AgendaItem]:
        """Every item of the agenda, also those that not everybody may know of."""
        items = _ITEMS(meeting=self.meeting.pk)
        for item in items:
            item.meeting = self.meeting
        return items

    @property
    def agenda(self) -> list[AgendaItem]:
        """The items that everybody may know of: ``AgendaItemQuerySet.for_everybody``."""
        return [item for item in self.items if item.topic is None or not item.topic.readers_named]

    def agenda_for(self, *, stays: bool) -> list[AgendaItem]:
        """The same as an audience reads them: ``AgendaItem.as_shown``."""
        return [item.as_shown(stays=stays) for item in self.agenda]

    def restricted_topics(self) -> dict[int, Topic]:
        """The topics shown here that do not open to all of the group, by id."""
        topics = [item.topic for item in self.items]
        if self.meeting.wording:
            topics.append(self.meeting.wording.key_message.topic)
        if self.round:  # the page tells how it went
            topics.append(self.round.key_message.topic)
        return {topic.pk: topic for topic in topics if topic and topic.is_restricted}


def on_screen(pk: int) -> MeetingOnScreen | None:
    """The meeting ``pk``, whoever looks. One query."""
    return _screen(_ON_SCREEN(meeting=pk, key=Meeting(pk=pk).stream))


def on_screen_of(person: User, pk: int) -> MeetingOnScreen | None:
    """The meeting ``pk``, if ``person`` sees it. One query."""
    return _screen(_ON_SCREEN_OF(person, meeting=pk, key=Meeting(pk=pk).stream))


def _screen(meetings: list[Meeting]) -> MeetingOnScreen | None:
    return MeetingOnScreen(meetings[0]) if meetings else None


def _with_what_is_shown(meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """The meeting that is asked for, with all that is on the screen."""
    step = Stream.objects.filter(key=Given("key", CharField())).values("seq")[:1]
    rows: QuerySet[Any] = (
        meetings.filter(pk=Given("meeting", BigIntegerField()))
        .select_related(
            "group",
            "item__topic",
            "wording__key_message__topic__group",
            "slide__version__paper__item__topic__group",
            "slide__version__paper__meeting",
        )
        .annotate(seq=Coalesce(Subquery(step), 0))
    )
    return rows.order_by()


_ON_SCREEN = Prepared(lambda: _with_what_is_shown(Meeting.objects.all()))
_ON_SCREEN_OF = PreparedFor(
    lambda asker: _with_what_is_shown(Meeting.objects.visible_to(asker)), by_standing=False
)
_ITEMS = Prepared(
    lambda: AgendaItem.objects.filter(meeting=Given("meeting", BigIntegerField())).select_related(
        "topic__group"
    )
)
