"""What can happen to key messages and rounds."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from deliberation.events.topics import TopicEvent


class KeyMessageEvent(TopicEvent):
    """Something that happened to a key message, perhaps in a meeting.

    :ivar meeting_id: the meeting on whose page it shows; 0 for none.
    """

    key_message_id: int
    meeting_id: int = 0

    def streams(self) -> list[str]:
        """The topic, and the meeting it happened in."""
        meeting = [f"meeting.{self.meeting_id}"] if self.meeting_id else []
        return [*super().streams(), *meeting]


class KeyMessageProposed(KeyMessageEvent):
    """A key message was proposed, with its first wording."""

    name: ClassVar[str] = "key_message.proposed"
    label = _("Proposed a key message")


class WordingChanged(KeyMessageEvent):
    """A key message got a new wording; an open round on the old one lapsed."""

    name: ClassVar[str] = "wording.changed"
    label = _("Changed the wording of a key message")
    wording_id: int


class KeyMessageExplained(KeyMessageEvent):
    """Somebody wrote why the group says it, or who is asked to reply."""

    name: ClassVar[str] = "key_message.explained"
    label = _("Said why a key message is proposed, or to whom")


class KeyMessageWithdrawn(KeyMessageEvent):
    """A key message was withdrawn before it was agreed."""

    name: ClassVar[str] = "key_message.withdrawn"
    label = _("Withdrew a key message")


class KeyMessageSent(KeyMessageEvent):
    """An agreed key message was sent to the police; the answer is due."""

    name: ClassVar[str] = "key_message.sent"
    label = _("Sent a key message to the police")


class KeyMessageSentInside(KeyMessageEvent):
    """The chair sent an agreed key message to the police lead alone; the answer is due."""

    name: ClassVar[str] = "key_message.sent_inside"
    label = _("Sent a key message to the police lead")


class SendingWithdrawn(KeyMessageEvent):
    """The chair withdrew what was sent to the police lead; no answer is due any more."""

    name: ClassVar[str] = "sending.withdrawn"
    label = _("Withdrew a key message that was sent to the police lead")


class RoundEvent(KeyMessageEvent):
    """Something that happened in a round of agreement."""

    round_id: int


class RoundOpened(RoundEvent):
    """The chair asked the group about one wording."""

    name: ClassVar[str] = "agreement_round.opened"
    label = _("Opened a round")


class RoundRecused(RoundEvent):
    """Somebody is not asked in an open round any more: they declared an interest in its topic."""

    name: ClassVar[str] = "agreement_round.recused"
    label = _("Is not asked in a round any more, because of an interest")
    user_id: int


class PositionTaken(RoundEvent):
    """Somebody took or changed a position; which one is not said until the round closes."""

    name: ClassVar[str] = "position.taken"
    label = _("Took a position")


class BallotCast(RoundEvent):
    """Somebody voted in a secret ballot; what they chose is written down nowhere."""

    name: ClassVar[str] = "ballot.cast"
    label = _("Voted in a secret ballot")


class BallotBoxSealed(RoundEvent):
    """The count of an open secret ballot was sealed with a new key, unread."""

    name: ClassVar[str] = "ballot_box.sealed"
    label = _("Sealed the box of a secret ballot with a new key")


class PositionRecorded(RoundEvent):
    """The secretary wrote down the position of somebody who is not on a screen."""

    name: ClassVar[str] = "position.recorded"
    label = _("Wrote down somebody’s position")
    user_id: int


class PositionConfirmed(RoundEvent):
    """Somebody confirmed the position that was written down for them."""

    name: ClassVar[str] = "position.confirmed"
    label = _("Confirmed a position that was written down")
    user_id: int


class RoundExtended(RoundEvent):
    """The chair gave a round a last day, or a later one."""

    name: ClassVar[str] = "agreement_round.extended"
    label = _("Let a round stay open longer")


class RoundReopened(RoundEvent):
    """The chair took the close of a round back within a minute; its result had been shown."""

    name: ClassVar[str] = "agreement_round.reopened"
    label = _("Took the close of a round back")


class RoundClosed(RoundEvent):
    """The chair closed the round, or its last day ended; its outcome stands."""

    name: ClassVar[str] = "agreement_round.closed"
    label = _("Closed a round")


class ResponseGiven(KeyMessageEvent):
    """The police answered a key message."""

    name: ClassVar[str] = "response.given"
    label = _("Answered a key message")
    response_id: int


class ResponseUnaddressed(KeyMessageEvent):
    """The chair said for the group that an answer does not address its advice."""

    name: ClassVar[str] = "response.unaddressed"
    label = _("Said that a police response does not address the advice")
    response_id: int
