"""The live page of a meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import SimpleLazyObject

from accounts.models import Membership, Role
from accounts.models.memberships import CHAIRS, GUESTS, KEEPERS, OWN_PEOPLE, POLICE
from deliberation import events as deliberation
from deliberation.models import AgreementRound, Entitlement, KeyMessage, Position, Space, Topic
from deliberation.models.rounds import is_fresh
from iag_portal.clock import now
from iag_portal.live.pages import LivePage
from iag_portal.numbers import number
from meetings import events, queries
from meetings.models import Attendance, Meeting, Recusal, Slide

OVERTIME = timedelta(hours=4)  # after the planned end
ANSWER = ("round", "position", "now")
ROUND = ("round", "position", "messages", "now", "steward")
FLOOR = ("queue", "now")
EVERYTHING = (
    "now",
    "slide",
    "queue",
    "hand",
    "round",
    "position",
    "messages",
    "people",
    "agenda",
    "steward",
)


class MeetingAudience(NamedTuple):
    """Everybody who sees the live page of a meeting alike.

    :ivar speaks: may raise a hand now.
    :ivar recused: declared an interest in the item under way.
    :ivar asked: is asked in the open round.
    :ivar answered: has answered in it, or the secretary wrote it down.
    :ivar undoes_close: closed the last round less than a minute ago.
    :ivar undoes_end: ended the meeting less than a minute ago.
    :ivar closed: topics shown here that do not open to them, such as before they accept how
        one is handled: they see nothing of it but its title on the agenda.
    """

    role: str
    speaks: bool
    recused: bool
    asked: bool
    answered: bool = False
    undoes_close: bool = False
    undoes_end: bool = False
    closed: frozenset[int] = frozenset()

    @property
    def owes_answer(self) -> bool:
        """The open round waits for them: nobody is asked again for what they have given."""
        return self.asked and not self.answered

    @property
    def is_guest(self) -> bool:
        """The police, an observer or an interpreter: there for this meeting."""
        return self.role in GUESTS

    @property
    def chairs(self) -> bool:
        return self.role in CHAIRS

    @property
    def assists(self) -> bool:
        """The secretary: acts for people who are not on a screen."""
        return self.role == Role.SECRETARY

    @property
    def leads(self) -> bool:
        """May put wordings on the screen."""
        return self.role in KEEPERS

    @property
    def presents(self) -> bool:
        """May show slides to everybody."""
        return self.role in KEEPERS | POLICE

    @property
    def words(self) -> bool:
        """May word key messages."""
        return self.role in OWN_PEOPLE


class _Answers(NamedTuple):
    """How the newest round of a meeting stands, by person.

    :ivar topic: which it is on.
    :ivar asked: who is asked in it, while it is open.
    :ivar given: who of them has answered.
    :ivar closed_by: who closed it, while they can take that back.
    """

    topic: int | None = None
    asked: frozenset[int] = frozenset()
    given: frozenset[int] = frozenset()
    closed_by: int | None = None

    def of(self, user: int, closed: Collection[int]) -> dict[str, bool]:
        """What it means for ``user``, to whom the topics ``closed`` do not open."""
        opens = self.topic not in closed
        return {
            "asked": user in self.asked and opens,
            "answered": user in self.given and opens,
            "undoes_close": user == self.closed_by and opens,
        }


class MeetingPage(LivePage):
    """The now bar, the slide, the queue, the wording, the round: each redrawn when it changes."""

    prefix = "meeting"
    template = "meetings/live.html"
    regions = {
        events.MeetingOpened.name: EVERYTHING,
        events.MeetingEnded.name: EVERYTHING,
        events.MeetingReopened.name: EVERYTHING,
        events.PersonInvited.name: ("people", "steward"),
        events.AttendanceSaid.name: ("people", "steward", "hand", *FLOOR),
        events.InterestDeclared.name: ("hand", "position", "round", "messages", *FLOOR),
        events.ItemStarted.name: ("agenda", "slide", "messages", "round", "hand", *FLOOR),
        events.SlideShown.name: ("slide",),
        events.WordingShown.name: ("round", "messages"),
        events.HandRaised.name: FLOOR,
        events.HandLowered.name: FLOOR,
        events.SpeakerCalled.name: FLOOR,
        events.SpeakerFinished.name: FLOOR,
        events.PaperPrepared.name: ("slide",),
        events.PaperRemoved.name: ("slide",),
        deliberation.KeyMessageProposed.name: ("messages",),
        deliberation.WordingChanged.name: ROUND,
        deliberation.RoundOpened.name: ROUND,
        deliberation.PositionTaken.name: ANSWER,
        deliberation.PositionRecorded.name: ANSWER,
        deliberation.RoundClosed.name: ROUND,
        deliberation.RoundReopened.name: ROUND,
        deliberation.KeyMessageWithdrawn.name: ROUND,
    }

    def audiences(self, key: str, people: Collection[int]) -> dict[int, MeetingAudience]:
        """At most five queries, and one for each topic that is not open to all who are invited.

        Whoever is not invited costs one query, or the time would tell that there is a meeting.
        """
        meeting = self.find(key)
        if meeting is None:
            return {}
        invited = meeting.attendances.standing().filter(
            Membership.holds("user__memberships__"),
            user__memberships__group=meeting.group_id,
            user__in=people,
            user__is_active=True,
        )
        rows = list(invited.values_list("user_id", "mode", "user__memberships__role"))
        if not rows:
            return {}
        roles = {user: role for user, _mode, role in rows}
        modes = {user: mode for user, mode, _role in rows}
        recused = self._recused(meeting)
        answers = self._answers(meeting)
        ended_by = meeting.ended_by_id if is_fresh(meeting.undo_until) else None
        closed = self._closed(meeting, modes)
        return {
            user: MeetingAudience(
                role=roles[user],
                speaks=meeting.is_open
                and mode != Attendance.Mode.APOLOGIES
                and roles[user] != Role.OBSERVER
                and user not in recused,
                recused=user in recused,
                undoes_end=user == ended_by,
                closed=closed[user],
                **answers.of(user, closed[user]),
            )
            for user, mode in modes.items()
        }

    def _closed(self, meeting: Meeting, people: Collection[int]) -> dict[int, frozenset[int]]:
        opens = self._who_opens(meeting)
        return {
            user: frozenset(pk for pk, readers in opens.items() if user not in readers)
            for user in people
        }

    def _recused(self, meeting: Meeting) -> set[int]:
        if not meeting.item_id:
            return set()
        return set(Recusal.objects.filter(item=meeting.item_id).values_list("user", flat=True))

    def _who_opens(self, meeting: Meeting) -> dict[int, set[int]]:
        """Of the topics shown here, the restricted ones: who opens them."""
        shown = meeting.wording.key_message.topic_id if meeting.wording else None
        rounds = AgreementRound.objects.opened_in(meeting.pk)
        asked = Q(pk__in=rounds.values("key_message__topic"))  # the page tells how a round went
        found = Topic.objects.filter(Q(agenda_items__meeting=meeting) | Q(pk=shown) | asked)
        return {
            topic.pk: set(topic.readers_now(Space.SHARED).values_list("user", flat=True))
            for topic in found.restricted().select_related("group").distinct()
        }

    def _answers(self, meeting: Meeting) -> _Answers:
        rounds = AgreementRound.objects.opened_in(meeting.pk).order_by("-pk")
        newest = rounds.values("pk")[:1]  # the one that the page shows
        rows = Entitlement.objects.filter(round__in=newest, recused=False).select_related(
            "round__key_message"
        )
        taken = Position.objects.filter(round=OuterRef("round"), user=OuterRef("user"))
        asked = list(rows.annotate(answered=Exists(taken)))
        if not asked:
            return _Answers()
        last = asked[0].round
        fresh = last.state == AgreementRound.State.CLOSED and is_fresh(last.undo_until)
        open_to = asked if last.is_open else []
        return _Answers(
            topic=last.topic_id,
            asked=frozenset(one.user_id for one in open_to),
            given=frozenset(one.user_id for one in open_to if one.answered),
            closed_by=last.closed_by_id if fresh else None,
        )

    def keeps_signed_in(self, key: str) -> bool:
        """While the meeting is open: listening is taking part.

        One that nobody ended keeps nobody signed in for ever: not the session of a browser
        that was left behind, nor one that was stolen.
        """
        meeting = self.find(key)
        return meeting is not None and meeting.is_open and now() < meeting.ends_at + OVERTIME

    def context(self, key: str, audience: Any) -> dict[str, Any]:
        """Everything the regions show to this audience; asked for when a region is drawn."""
        meeting = self.find(key)
        if meeting is None:
            raise LookupError(key)
        waiting = queries.queue(meeting)
        wording = meeting.wording
        hidden = wording is not None and wording.key_message.topic_id in audience.closed
        context: dict[str, Any] = {
            "meeting": meeting,
            "viewer": audience,
            "wording": None if hidden else wording,
            "wording_waits": hidden,
            "queue": waiting,
            "waiting_count": sum(one.place > 0 for one in waiting),
            "presence": SimpleLazyObject(lambda: queries.presence(meeting)),
            "agenda": meeting.agenda.for_everybody().select_related("topic"),
            "round": SimpleLazyObject(lambda: self._round(meeting, audience)),
            "key_messages": self._key_messages(meeting, audience),
        }
        if audience.assists:
            context["invited"] = queries.invited(meeting)
        return {**context, **self._slide(meeting, audience)}

    def _key_messages(self, meeting: Meeting, audience: MeetingAudience) -> QuerySet[KeyMessage]:
        """Guests see what comes of topics that they are not invited to while they listen."""
        found = queries.key_messages(meeting, guest=audience.is_guest)
        shown = found.exclude(topic__in=audience.closed)
        return found.none() if self._is_late(meeting, audience) else shown

    def _round(self, meeting: Meeting, audience: MeetingAudience) -> AgreementRound | None:
        found = queries.last_round(meeting)
        hidden = found is None or found.key_message.topic_id in audience.closed
        return None if hidden or self._is_late(meeting, audience) else found

    def _is_late(self, meeting: Meeting, audience: MeetingAudience) -> bool:
        """Whether a guest asks when all is over.

        The stream answers afterwards too, and what a round that outlived the meeting comes
        to is not for them.
        """
        return audience.is_guest and not meeting.is_open

    def _slide(self, meeting: Meeting, audience: MeetingAudience) -> dict[str, Any]:
        if not meeting.slide_id:
            return {"slide": None}
        slide = Slide.objects.select_related("version__paper__item").get(pk=meeting.slide_id)
        item = slide.version.paper.item
        if item and item.topic_id in audience.closed:
            return {"slide": None, "slide_waits": True}
        before, after = queries.neighbours(slide)
        total = queries.last_number(slide.version)
        return {"slide": slide, "before": before, "after": after, "slide_total": total}

    def find(self, key: str) -> Meeting | None:
        """The meeting that ``key`` (``meeting.7``) names."""
        found = Meeting.objects.select_related("group", "item__topic", "wording__key_message")
        return found.filter(pk=number(key.partition(".")[2])).first()
