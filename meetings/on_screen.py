"""A meeting as its live page and each redraw begin: with what several regions ask of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from core.live.models import Stream
from deliberation.models import AgreementRound, Topic
from meetings import queries
from meetings.models import AgendaItem, Meeting


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
    def queue(self) -> list[queries.Queued]:
        """Whoever has the floor, then those who wait."""
        return queries.queue(self.meeting)

    @cached_property
    def presence(self) -> queries.Presence:
        """How many take part in each way."""
        return queries.presence(self.meeting)

    @cached_property
    def items(self) -> list[AgendaItem]:
        """Every item of the agenda, also those that not everybody may know of."""
        return list(self.meeting.agenda.select_related("topic__group"))

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


def on_screen(meetings: QuerySet[Meeting], pk: int) -> MeetingOnScreen | None:
    """The meeting ``pk``, if it is one of ``meetings``. One query."""
    step = Stream.objects.filter(key=Meeting(pk=pk).stream).values("seq")[:1]
    meeting = (
        meetings.filter(pk=pk)
        .select_related(
            "group",
            "item__topic",
            "wording__key_message__topic__group",
            "slide__version__paper__item__topic__group",
            "slide__version__paper__meeting",
        )
        .annotate(seq=Coalesce(Subquery(step), 0))
        .first()
    )
    return MeetingOnScreen(meeting) if meeting else None
