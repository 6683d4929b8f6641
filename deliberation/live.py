"""The live pages: one space of a topic, and what its break-glass reader has open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject

from accounts.models import LegalHold, Role
from accounts.models.memberships import ADVISERS, CHAIRS, GUESTS, OWN_PEOPLE, POLICE
from core.live.pages import LivePage
from core.numbers import number
from deliberation import events
from deliberation.models import BreakGlass, KeyMessage, Space, Topic
from deliberation.queries import (
    readers,
    running_glasses,
    thread,
    waiting_changes,
    with_everything,
)


class TopicAudience(NamedTuple):
    """Everybody who sees one space of a topic alike.

    :ivar since: posts before this moment are hidden from them; ``None`` for all.
    """

    role: str
    since: datetime | None = None

    @property
    def advises(self) -> bool:
        return self.role in ADVISERS

    @property
    def chairs(self) -> bool:
        return self.role in CHAIRS

    @property
    def assists(self) -> bool:
        """The secretary."""
        return self.role == Role.SECRETARY

    @property
    def words(self) -> bool:
        """May word key messages."""
        return self.role in OWN_PEOPLE

    @property
    def writes(self) -> bool:
        """May write posts."""
        return self.role in OWN_PEOPLE | POLICE


class TopicPage(LivePage):
    """Posts arrive, key messages move, readers are counted anew."""

    prefix = "topic"
    template = "deliberation/topic.html"
    regions = {
        events.PostWritten.name: ("posts", "readers"),
        **dict.fromkeys(
            (
                events.PostRemoved.name,
                events.PostsExpired.name,
                events.HistoryNarrowed.name,
                events.HistoryWidened.name,
            ),
            ("posts",),
        ),
        **dict.fromkeys(
            (
                events.TopicClosed.name,
                events.TopicReopened.name,
                events.TopicGuestInvited.name,
                events.TopicGuestRemoved.name,
                events.TopicGuestsRemoved.name,
                events.ReaderNamed.name,
                events.NamedReaderRemoved.name,
                events.TermsApplied.name,
                events.SecretaryAdmitted.name,
                events.AudienceChangeProposed.name,
                events.AudienceChangeAgreed.name,
                events.AudienceChangeRefused.name,
                events.AudienceChangeWithdrawn.name,
                events.BreakGlassConfirmed.name,
                events.BreakGlassUsed.name,
                events.BreakGlassEnded.name,
                events.HoldSet.name,
                events.HoldLifted.name,
            ),
            ("readers",),
        ),
        **dict.fromkeys(
            (
                events.KeyMessageProposed.name,
                events.WordingChanged.name,
                events.KeyMessageWithdrawn.name,
                events.KeyMessageSent.name,
                events.RoundOpened.name,
                events.PositionTaken.name,
                events.PositionRecorded.name,
                events.RoundClosed.name,
                events.RoundReopened.name,
                events.MinorityStatementWritten.name,
                events.ResponseGiven.name,
            ),
            ("key-messages",),
        ),
    }

    def audiences(self, key: str, people: Collection[int]) -> dict[int, TopicAudience]:
        """One query for the topic and one for everybody's role."""
        found = self.find(key)
        if found is None:
            return {}
        topic, space = found
        places: QuerySet[Any] = topic.readers_now(space).filter(user__in=people)
        return {
            one.user_id: TopicAudience(one.role, topic.hidden_before(one.joined_at, one.let_in_at))
            for one in places
        }

    def context(self, key: str, audience: Any) -> dict[str, Any]:
        """The space as this audience sees it."""
        found = self.find(key)
        if found is None:
            raise LookupError(key)
        topic, space = found
        key_messages = KeyMessage.objects.filter(topic=topic)
        if audience.role in GUESTS:
            key_messages = key_messages.filter(state__in=KeyMessage.DECIDED)
        return {
            "topic": topic,
            "space": space,
            "here": topic.url_of(space),
            "viewer": audience,
            "thread": SimpleLazyObject(lambda: thread(topic, space, since=audience.since)),
            "readers": readers(topic, space),
            "changes": waiting_changes(topic, space, guest=audience.role in GUESTS),
            "glasses": running_glasses(topic, space),
            "is_held": LegalHold.objects.on(topic) is not None,
            "key_messages": with_everything(key_messages),
        }

    def find(self, key: str) -> tuple[Topic, Space] | None:
        """The topic and space that ``key`` (``topic.12.shared``) names."""
        _prefix, pk, space = (*key.split("."), "", "")[:3]
        if space not in Space.values:
            return None
        topic = Topic.objects.select_related("group").filter(pk=number(pk)).first()
        return (topic, Space(space)) if topic else None


class GlassPage(LivePage):
    """One look through break-glass: never drawn again, closed when the reading ends.

    A region would show more than the look that was recorded.
    """

    prefix = "glass"
    template = "deliberation/break_glass_space.html"
    regions = {events.BreakGlassEnded.name: ()}

    def audiences(self, key: str, people: Collection[int]) -> dict[int, str]:
        """The person it runs for, as long as it runs."""
        pk = number(key.partition(".")[2])
        running = BreakGlass.objects.running().filter(pk=pk, asked_by__in=people)
        return dict.fromkeys(running.values_list("asked_by", flat=True), "reader")

    def context(self, key: str, audience: Any) -> dict[str, Any]:
        """Nothing: there is no region to draw."""
        return {}
