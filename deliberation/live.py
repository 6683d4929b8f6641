"""The live pages: one space of a topic, and what its break-glass reader has open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject

from accounts.models import Role, User
from accounts.models.memberships import ADVISERS, CHAIRS, GUESTS, ORGANISERS, OWN_PEOPLE, POLICE
from core.live.pages import LivePage
from core.numbers import number
from deliberation import events
from deliberation.models import BreakGlass, Post, Question, Space, Summary, Topic
from deliberation.models.standing import standing_of
from deliberation.queries import (
    SeatOnScreen,
    SpaceOnScreen,
    Thread,
    counts_at_hand,
    hot_seat,
    key_messages_in,
    on_screen,
    question_counts,
    readers,
    running_glasses,
    seat_on_screen,
    summary,
    thread,
    waiting_changes,
)


class TopicAudience(NamedTuple):
    """Everybody who sees one space of a topic alike.

    :ivar since: posts before this moment are hidden from them; ``None`` for all.
    :ivar in_seat: whether it is the guest of a hot seat, who alone answers there.
    """

    role: str
    since: datetime | None = None
    in_seat: bool = False

    @classmethod
    def of(cls, user: User, topic: Topic, *, in_seat: bool = False) -> TopicAudience:
        """That of ``user``, who may open ``topic``: ``TopicPage.audiences``, for one at hand."""
        place, standing = user.places[topic.group_id], standing_of(user)
        let_in = standing.named if topic.readers_named else standing.invited
        since = topic.hidden_before(place.joined_at, let_in.get(topic.pk))
        return cls(place.role, since, in_seat)

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
    def keeps(self) -> bool:
        """The chair or the secretary."""
        return self.role in ORGANISERS

    @property
    def words(self) -> bool:
        """May word key messages."""
        return self.role in OWN_PEOPLE

    @property
    def writes(self) -> bool:
        """May write posts."""
        return self.role in OWN_PEOPLE | POLICE

    def changes_topic(self, person: User, topic: Topic, *, is_held: bool) -> bool:
        """What the policy says of ``change_topic``, without asking the database."""
        opened_it = topic.opened_by_id == person.pk and not topic.is_consultation
        may = self.keeps or (opened_it and self.words)
        return may and topic.state == Topic.State.OPEN and not is_held

    def settles(self, person: User, post: Post, topic: Topic, *, is_held: bool) -> bool:
        """Whether the policy lets them say anything of a question, without asking the database.

        :param post: a question in the shared space of ``topic``, with its ``question``.
        """
        unsettled = post.fate in (Question.State.OPEN, Question.State.CARRIED)
        leads = (self.role == Role.POLICE_LEAD or self.in_seat) and unsettled
        may = self.keeps or leads or post.author_id == person.pk
        return may and topic.state == Topic.State.OPEN and not is_held


class TopicPage(LivePage):
    """Posts arrive, key messages move, readers are counted anew."""

    prefix = "topic"
    template = "deliberation/topic.html"
    regions = {
        events.PostWritten.name: ("posts", "questions", "readers"),
        **dict.fromkeys(
            (
                events.PostConfirmed.name,
                events.PostEdited.name,
                events.PostWithdrawn.name,
                events.PostRemoved.name,
                events.QuestionAnswered.name,
                events.QuestionCarried.name,
                events.QuestionDeclined.name,
                events.QuestionWithdrawn.name,
                events.QuestionReopened.name,
                events.ReactionAdded.name,
                events.ReactionWithdrawn.name,
            ),
            ("posts", "questions"),
        ),
        **dict.fromkeys(
            (
                events.HotSeatPlanned.name,
                events.HotSeatChanged.name,
                events.HotSeatCancelled.name,
                events.HotSeatBegan.name,
                events.HotSeatEnded.name,
            ),
            ("questions",),
        ),
        **dict.fromkeys(
            (
                events.PostsExpired.name,
                events.HistoryNarrowed.name,
                events.HistoryWidened.name,
            ),
            ("posts", "questions", "summary"),
        ),
        **dict.fromkeys((events.SummaryWritten.name, events.SummaryRemoved.name), ("summary",)),
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
                events.HoldPlaced.name,
                events.HoldLifted.name,
            ),
            ("readers",),
        ),
        **dict.fromkeys(
            (
                events.KeyMessageProposed.name,
                events.WordingChanged.name,
                events.SuggestionAccepted.name,
                events.KeyMessageExplained.name,
                events.KeyMessageWithdrawn.name,
                events.KeyMessageSent.name,
                events.KeyMessageSentInside.name,
                events.SendingWithdrawn.name,
                events.RoundOpened.name,
                events.PositionTaken.name,
                events.BallotCast.name,
                events.PositionRecorded.name,
                events.RoundClosed.name,
                events.RoundExtended.name,
                events.RoundRecused.name,
                events.RoundReopened.name,
                events.MinorityStatementWritten.name,
                events.MinorityStatementChanged.name,
                events.MinorityStatementWithdrawn.name,
                events.MinorityStatementSigned.name,
                events.MinorityStatementUnsigned.name,
                events.StatementConfirmed.name,
                events.ResponseGiven.name,
                events.ResponseUnaddressed.name,
            ),
            ("key-messages",),
        ),
    }

    def find(self, key: str) -> SpaceOnScreen | None:
        """The topic and space that ``key`` (``topic.12.shared``) names. One query."""
        _prefix, pk, space = (*key.split("."), "", "")[:3]
        return on_screen(number(pk), space)

    def audiences(self, thing: SpaceOnScreen, people: Collection[int]) -> dict[int, TopicAudience]:
        """One query for everybody's role."""
        topic = thing.topic
        places: QuerySet[Any] = topic.readers_now(thing.space).filter(user__in=people)
        return {
            place.user_id: TopicAudience(
                place.role,
                topic.hidden_before(place.joined_at, place.let_in_at),
                in_seat=topic.seat_guest == place.user_id,
            )
            for place in places
        }

    def context(self, thing: SpaceOnScreen, audience: Any) -> dict[str, Any]:
        """The space as this audience sees it."""
        topic, space = thing.topic, thing.space
        guest = audience.role in GUESTS
        lazy_thread: Any = SimpleLazyObject(lambda: thread(topic, space, since=audience.since))
        return {
            "topic": topic,
            "space": space,
            "here": topic.url_of(space),
            "viewer": audience,
            "thread": lazy_thread,
            "summary": SimpleLazyObject(lambda: _summary(thing, audience)),
            "hot_seat": SimpleLazyObject(lambda: hot_seat_here(thing, audience)),
            "questions": SimpleLazyObject(lambda: questions_here(thing, audience, lazy_thread)),
            "readers": readers(topic, space),
            "changes": waiting_changes(topic, space, guest=guest) if topic.has_changes else [],
            "glasses": running_glasses(topic, space) if topic.has_glasses else [],
            "is_held": topic.is_held,
            "key_messages": SimpleLazyObject(lambda: key_messages_in(topic, guest=guest)),
        }


def hot_seat_here(screen: SpaceOnScreen, audience: TopicAudience) -> SeatOnScreen | None:
    """The hot seat of the shared space, with the open questions that this audience reads."""
    topic, space = screen
    if space != Space.SHARED or not topic.has_hot_seat or (seat := hot_seat(topic)) is None:
        return None
    return seat_on_screen(seat, since=audience.since)


def questions_here(
    screen: SpaceOnScreen, audience: TopicAudience, thread: Thread
) -> list[tuple[str, int]]:
    """How many questions of the shared space are in each state, as this audience counts them."""
    topic, space = screen
    if space != Space.SHARED or not topic.has_questions:
        return []
    return (
        counts_at_hand(thread) if thread.is_whole else question_counts(topic, since=audience.since)
    )


def _summary(screen: SpaceOnScreen, audience: TopicAudience) -> Summary | None:
    """What stands at the head of the space, if this audience may read it."""
    topic, space = screen
    return summary(topic, space, since=audience.since) if topic.has_summary else None


class GlassPage(LivePage):
    """One look through break-glass: never drawn again, closed when the reading ends.

    A region would show more than the look that was recorded.
    """

    prefix = "glass"
    template = "deliberation/break_glass_space.html"
    regions = {events.BreakGlassEnded.name: ()}

    def find(self, key: str) -> int:
        """The number of the request."""
        return number(key.partition(".")[2])

    def audiences(self, thing: int, people: Collection[int]) -> dict[int, str]:
        """The person it runs for, as long as it runs."""
        running = BreakGlass.objects.running().filter(pk=thing, asked_by__in=people)
        return dict.fromkeys(running.values_list("asked_by", flat=True), "reader")

    def context(self, thing: int, audience: Any) -> dict[str, Any]:
        """Nothing: there is no region to draw."""
        return {}
