"""The live page of a meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.models import Role
from core.clock import now
from core.live.pages import LivePage
from core.numbers import number
from core.undo import can_be_undone
from deliberation import events as deliberation
from deliberation.forms.rounds import RoundForm
from deliberation.models import AgreementRound, KeyMessage, Space
from meetings import events, queries
from meetings.audiences import Answers, MeetingAudience, on_the_roll
from meetings.calls import keeps_listeners_quiet, number_in_call
from meetings.models import AgendaItem, Attendance, Meeting, Presence, Recusal
from meetings.models.agenda import stays
from meetings.on_screen import MeetingOnScreen, on_screen
from meetings.turns import limits

OVERTIME = timedelta(hours=4)  # after the planned end
ANSWER = ("round", "position", "now", "watch")
ROUND = ("round", "position", "messages", "now", "organiser", "watch")
FLOOR = ("queue", "now")
TURN = (*FLOOR, "turns", "contribution", "hand")
ITEM = ("captions", "listeners", "slide", "messages", "round", "quorum", "watch", *TURN)
PRESENCE = ("here", "hand", "people", "quorum", "messages", "organiser", "turns", "watch")
EVERYTHING = (
    "now",
    "listeners",
    "quorum",
    "slide",
    "captions",
    "queue",
    "watch",
    "turns",
    "contribution",
    "here",
    "hand",
    "round",
    "position",
    "messages",
    "people",
    "agenda",
    "organiser",
)


def keeps_signed_in(meeting: Meeting) -> bool:
    """Whether to follow it is to be there, though people press nothing.

    One that nobody ended keeps nobody signed in for ever: not the session of a browser that was
    left behind, nor one that was stolen.
    """
    return meeting.is_open and now() < meeting.ends_at + OVERTIME


class MeetingPage(LivePage):
    """The now bar, the slide, the queue, the wording, the round: each redrawn when it changes."""

    prefix = "meeting"
    template = "meetings/live.html"
    shares = True  # people differ by ten things, of which a region shows one or two
    regions = {
        events.MeetingOpened.name: EVERYTHING,
        events.MeetingEnded.name: EVERYTHING,
        events.MeetingReopened.name: EVERYTHING,
        events.PersonInvited.name: ("people", "organiser"),
        events.PersonUninvited.name: ("people", "organiser", *TURN),
        events.AttendanceSaid.name: ("people", "organiser", *TURN),
        events.InterestDeclared.name: (*ITEM, "position"),
        events.InterestChanged.name: (*ITEM, "position"),
        events.PresenceBegan.name: PRESENCE,
        events.PresenceEnded.name: (*PRESENCE, *TURN),
        events.PresenceCorrected.name: PRESENCE,
        events.CaptionsArranged.name: ("captions",),
        events.DisplayOpened.name: ("now",),
        events.DisplayRemoved.name: ("now",),
        events.ListenersAllowed.name: ("listeners",),
        events.ListenersCounted.name: ("listeners",),
        events.MeetingChanged.name: ("listeners",),
        events.ItemStarted.name: (*ITEM, "agenda"),
        events.SlideShown.name: ("slide",),
        events.WordingShown.name: ("round", "messages"),
        events.HandRaised.name: FLOOR,
        events.HandLowered.name: FLOOR,
        events.PointRaised.name: FLOOR,
        events.ContributionWritten.name: FLOOR,
        events.FloorRulesChanged.name: FLOOR,
        events.SpeakerCalled.name: TURN,
        events.SpeakerFinished.name: TURN,
        events.PaperPrepared.name: ("slide",),
        events.PaperRemoved.name: ("slide",),
        deliberation.KeyMessageProposed.name: ("messages",),
        deliberation.WordingChanged.name: ROUND,
        deliberation.RoundOpened.name: ROUND,
        deliberation.PositionTaken.name: ANSWER,
        deliberation.BallotCast.name: ANSWER,
        deliberation.PositionRecorded.name: ANSWER,
        deliberation.RoundClosed.name: ROUND,
        deliberation.RoundExtended.name: ROUND,
        deliberation.RoundRecused.name: ROUND,
        deliberation.RoundReopened.name: ROUND,
        deliberation.KeyMessageWithdrawn.name: ROUND,
    }

    def find(self, key: str) -> MeetingOnScreen | None:
        """The meeting that ``key`` (``meeting.7``) names. One query."""
        return on_screen(number(key.partition(".")[2]))

    def audiences(
        self, thing: MeetingOnScreen, people: Collection[int]
    ) -> dict[int, MeetingAudience]:
        """At most five queries, and one for each topic that is not open to all who are invited.

        Whoever is not invited costs one query, or the time would tell that there is a meeting.
        """
        meeting = thing.meeting
        roll = on_the_roll(meeting, people)
        if not roll:
            return {}
        answers = self._answers(thing)
        ended_by = meeting.ended_by_id if can_be_undone(meeting.undo_until) else None
        opens = self._who_opens(thing)
        reading = self._reading(meeting)
        roles = {role for *_, role, _part in roll}
        staying = {role for role in roles if stays(role, meeting.group)}
        speaking = {role for role in roles if self._takes_part(meeting, role)}
        audiences = {}
        for user, here, way, role, part in roll:
            closed = frozenset(pk for pk, readers in opens.items() if user not in readers)
            audiences[user] = MeetingAudience(
                role=role,
                speaks=meeting.is_open
                and way != Attendance.Mode.APOLOGIES
                and role in speaking
                and part is None,
                here=here is not None,
                recused=part is not None,
                listens=part == Recusal.Part.LISTENS,
                undoes_end=user == ended_by,
                slide_closed=reading is not None and user not in reading,
                hears=self._hears(thing, user, role in staying, closed),
                stays=role in staying,
                closed=closed,
                **answers.of(user, closed),
            )
        return audiences

    def _takes_part(self, meeting: Meeting, role: str) -> bool:
        """Whether people with this role speak in the item under way."""
        is_for_them = stays(role, meeting.group) or not self._is_for_members(meeting)
        return role != Role.OBSERVER and is_for_them

    def _hears(
        self, thing: MeetingOnScreen, user: int, stays: bool, closed: frozenset[int]
    ) -> bool:
        """Whether ``user`` reads the contribution that is read out: as its item, not another."""
        reading = thing.reading
        item = reading and next(item for item in thing.items if item.pk == reading.item_id)
        if item is None or user in thing.recused_from_reading or item.topic_id in closed:
            return False
        return stays or not item.members_only

    def _is_for_members(self, meeting: Meeting) -> bool:
        return meeting.item is not None and meeting.item.members_only

    def _reading(self, meeting: Meeting) -> set[int] | None:
        """Who reads the paper of the slide on the screen; ``None`` when there is no slide."""
        if meeting.slide is None:
            return None
        return set(meeting.slide.version.paper.readers().values_list("user", flat=True))

    def _who_opens(self, thing: MeetingOnScreen) -> dict[int, set[int]]:
        """Of the topics shown here, the restricted ones: who opens them."""
        return {
            pk: set(topic.readers_now(Space.SHARED).values_list("user", flat=True))
            for pk, topic in thing.restricted_topics().items()
        }

    def _answers(self, thing: MeetingOnScreen) -> Answers:
        """How the round stands that the page shows."""
        if (last := thing.round) is None:
            return Answers()
        fresh = last.state == AgreementRound.State.CLOSED and can_be_undone(last.undo_until)
        return Answers(
            topic=last.topic_id,
            asked=frozenset(person.user_id for person in thing.asked),
            given=frozenset(person.user_id for person in thing.asked if person.has_answered),
            closed_by=last.closed_by_id if fresh else None,
        )

    def keeps_signed_in(self, thing: MeetingOnScreen) -> bool:
        """While the meeting is open: listening is taking part."""
        return keeps_signed_in(thing.meeting)

    def context(self, thing: MeetingOnScreen, audience: Any) -> dict[str, Any]:
        """Everything the regions show to this audience; asked for when a region is drawn."""
        meeting, wording = thing.meeting, thing.meeting.wording
        hidden = wording is not None and wording.key_message.topic_id in audience.closed
        return {
            "meeting": meeting,
            "viewer": audience,
            "now": SimpleLazyObject(lambda: self._now(meeting, audience)),
            "wording": None if hidden else wording,
            "wording_waits": hidden,
            "queue": thing.queue,
            "unheard": SimpleLazyObject(lambda: thing.unheard),
            "speaker_in_call": SimpleLazyObject(lambda: self._in_call(thing)),
            "room_in_call": SimpleLazyObject(lambda: " ".join(thing.devices)),
            "rules": queries.rules_of(meeting),
            "reading": SimpleLazyObject(lambda: thing.reading if audience.hears else None),
            "shares": SimpleLazyObject(lambda: thing.shares),
            "dropped": SimpleLazyObject(lambda: thing.dropped),
            "keeps_quiet": SimpleLazyObject(keeps_listeners_quiet),
            "apart": SimpleLazyObject(lambda: self._apart(thing, audience)),
            "video_captions": settings.JITSI.captions if settings.JITSI.enabled else None,
            "waiting_count": sum(queued.place > 0 for queued in thing.queue),
            "here": SimpleLazyObject(lambda: thing.here),
            "quorum": SimpleLazyObject(lambda: thing.quorum),
            "ways": queries.ways_to_be_there(),
            "agenda": SimpleLazyObject(lambda: thing.agenda_for(stays=audience.stays)),
            "round": self._round(thing, audience),
            "key_messages": SimpleLazyObject(lambda: self._key_messages(meeting, audience)),
            "asking": SimpleLazyObject(RoundForm),
            "soft_limits": SimpleLazyObject(limits),
            "asked": SimpleLazyObject(
                lambda: thing.asked if audience.chairs and audience.asked else []
            ),
            "watches": SimpleLazyObject(
                lambda: audience.organises and self._watches(thing, audience)
            ),
            "invited": SimpleLazyObject(lambda: queries.invited(meeting)),
            **self._slide(meeting, audience),
        }

    def _now(self, meeting: Meeting, audience: MeetingAudience) -> AgendaItem | None:
        return meeting.item.as_shown(stays=audience.stays) if meeting.item else None

    def _in_call(self, thing: MeetingOnScreen) -> str:
        """How the call knows whoever speaks: a number that everybody in it reads."""
        return number_in_call(thing.queue[0].user_id, thing.meeting)

    def _key_messages(self, meeting: Meeting, audience: MeetingAudience) -> list[KeyMessage]:
        """Guests see what comes of topics that they are not invited to while they listen."""
        if self._is_late(meeting, audience):
            return []
        rows = queries.key_messages(meeting, guest=audience.is_guest)
        return [row for row in rows if row.topic_id not in audience.closed]

    def _round(self, thing: MeetingOnScreen, audience: MeetingAudience) -> AgreementRound | None:
        hidden = thing.round is None or thing.round.key_message.topic_id in audience.closed
        return None if hidden or self._is_late(thing.meeting, audience) else thing.round

    def _watches(self, thing: MeetingOnScreen, audience: MeetingAudience) -> bool:
        """Whether there is anything for those who organise to keep an eye on."""
        last = self._round(thing, audience)
        asks = last is not None and last.is_open
        apart = self._apart(thing, audience)
        return thing.meeting.is_open and (asks or bool(thing.dropped or apart))

    def _apart(self, thing: MeetingOnScreen, audience: MeetingAudience) -> list[Presence]:
        """Who takes no part in the item under way, where one may know who has an interest in it."""
        return thing.apart if audience.stays or not self._is_for_members(thing.meeting) else []

    def _is_late(self, meeting: Meeting, audience: MeetingAudience) -> bool:
        """Whether a guest asks when all is over.

        The stream answers afterwards too, and what a round that outlived the meeting comes
        to is not for them.
        """
        return not meeting.is_open and audience.is_guest

    def _slide(self, meeting: Meeting, audience: MeetingAudience) -> dict[str, Any]:
        slide = meeting.slide
        if slide is None:
            return {"slide": None}
        if self._is_for_members(meeting) and not audience.stays:
            return {"slide": None, "slide_closed": True}
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
