"""The live page of a meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import SimpleLazyObject

from accounts.models import Membership, Role
from core.clock import now
from core.live.pages import LivePage
from core.numbers import number
from core.undo import can_be_undone
from deliberation import events as deliberation
from deliberation.models import AgreementRound, Entitlement, KeyMessage, Position, Space, Topic
from meetings import events, queries
from meetings.audiences import Answers, MeetingAudience
from meetings.models import AgendaItem, Attendance, Meeting, Recusal

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
        events.InterestDeclared.name: ("slide", "hand", "position", "round", "messages", *FLOOR),
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
        """At most six queries, and one for each topic that is not open to all who are invited.

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
        ended_by = meeting.ended_by_id if can_be_undone(meeting.undo_until) else None
        closed = self._closed(meeting, modes)
        reading = self._reading(meeting)
        return {
            user: MeetingAudience(
                role=roles[user],
                speaks=meeting.is_open
                and mode != Attendance.Mode.APOLOGIES
                and roles[user] != Role.OBSERVER
                and user not in recused,
                recused=user in recused,
                undoes_end=user == ended_by,
                slide_closed=reading is not None and user not in reading,
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

    def _reading(self, meeting: Meeting) -> set[int] | None:
        """Who reads the paper of the slide on the screen; ``None`` when there is no slide."""
        if meeting.slide is None:
            return None
        return set(meeting.slide.version.paper.readers().values_list("user", flat=True))

    def _who_opens(self, meeting: Meeting) -> dict[int, set[int]]:
        """Of the topics shown here, the restricted ones: who opens them."""
        shown = meeting.wording.key_message.topic_id if meeting.wording else None
        rounds = AgreementRound.objects.opened_in(meeting.pk)
        asked = Q(pk__in=rounds.values("key_message__topic"))  # the page tells how a round went
        found = Topic.objects.filter(Q(pk__in=meeting.agenda.values("topic")) | Q(pk=shown) | asked)
        return {
            topic.pk: set(topic.readers_now(Space.SHARED).values_list("user", flat=True))
            for topic in found.restricted().select_related("group")
        }

    def _answers(self, meeting: Meeting) -> Answers:
        rounds = AgreementRound.objects.opened_in(meeting.pk).order_by("-pk")
        newest = rounds.values("pk")[:1]  # the one that the page shows
        rows = Entitlement.objects.filter(round__in=newest, recused=False).select_related(
            "round__key_message"
        )
        taken = Position.objects.filter(round=OuterRef("round"), user=OuterRef("user"))
        asked = list(rows.annotate(answered=Exists(taken)))
        if not asked:
            return Answers()
        last = asked[0].round
        fresh = last.state == AgreementRound.State.CLOSED and can_be_undone(last.undo_until)
        open_to = asked if last.is_open else []
        return Answers(
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
            "agenda": SimpleLazyObject(lambda: self._agenda(meeting)),
            "round": SimpleLazyObject(lambda: self._round(meeting, audience)),
            "key_messages": SimpleLazyObject(lambda: self._key_messages(meeting, audience)),
            **self._slide(meeting, audience),
        }
        if audience.assists:
            context["invited"] = SimpleLazyObject(lambda: queries.invited(meeting))
        return context

    def _agenda(self, meeting: Meeting) -> QuerySet[AgendaItem]:
        return meeting.agenda.for_everybody().select_related("topic")

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
        slide = meeting.slide
        if slide is None:
            return {"slide": None}
        if audience.slide_closed:
            item = slide.version.paper.item
            waits = item is not None and item.topic_id in audience.closed
            return {"slide": None, "slide_waits": waits, "slide_closed": not waits}
        beside = SimpleLazyObject(lambda: queries.neighbours(slide))
        return {
            "slide": slide,
            "before": SimpleLazyObject(lambda: beside[0]),
            "after": SimpleLazyObject(lambda: beside[1]),
            "slide_total": SimpleLazyObject(lambda: queries.last_number(slide.version)),
        }

    def find(self, key: str) -> Meeting | None:
        """The meeting that ``key`` (``meeting.7``) names."""
        found = Meeting.objects.select_related(
            "group",
            "item__topic",
            "wording__key_message",
            "slide__version__paper__item__topic__group",
            "slide__version__paper__meeting",
        )
        return found.filter(pk=number(key.partition(".")[2])).first()
