"""Everything that can happen on the way out."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class ReleaseEvent(Event):
    """Something that happened to a release.

    :ivar version: how many times it had been prepared by then.
    """

    release_id: int
    version: int


class ReleasePrepared(ReleaseEvent):
    """The secretary prepared what is to be public; its facts are checked next."""

    name: ClassVar[str] = "release.prepared"
    label = _("Prepared a summary")


class ReleaseExpired(ReleaseEvent):
    """The retention schedule removed what led to an edition; the edition stays."""

    name: ClassVar[str] = "release.expired"
    label = _("The drafts of a summary had been kept long enough and were removed")


class ReleaseCheckAsked(ReleaseEvent):
    """The chair asked a second member to check the facts: the group has no police lead."""

    name: ClassVar[str] = "release.check_asked"
    label = _("Asked a second member to check the facts of a summary")
    user_id: int


class ReleaseFactChecked(ReleaseEvent):
    """Facts and handling were confirmed; the chair approves next."""

    name: ClassVar[str] = "release.fact_checked"
    label = _("Checked the facts of a summary")


class ReleaseSentBack(ReleaseEvent):
    """Somebody sent it back to the secretary, with a note."""

    name: ClassVar[str] = "release.sent_back"
    label = _("Sent a summary back")


class ReleaseApproved(ReleaseEvent):
    """The chair approved it; the secretary publishes next."""

    name: ClassVar[str] = "release.approved"
    label = _("Approved a summary")


class ReleaseApprovedUnchecked(ReleaseEvent):
    """The chair approved it although its facts were not checked in time; the edition says so."""

    name: ClassVar[str] = "release.approved_unchecked"
    label = _("Approved a summary whose facts the police had not checked in time")


class ReleaseDiscarded(ReleaseEvent):
    """The secretary threw away what was prepared; nothing of it is published."""

    name: ClassVar[str] = "release.discarded"
    label = _("Threw away a summary that had been prepared")


class EditionPublished(ReleaseEvent):
    """An edition is out."""

    name: ClassVar[str] = "edition.published"
    label = _("Published a summary")
    edition_id: int


class VisitNoteEvent(Event):
    """Something that happened to what a member offers to the public of a visit."""

    visit_id: int
    visit_note_id: int


class NoteWritten(VisitNoteEvent):
    """The member saved what they have written so far."""

    name: ClassVar[str] = "visit_note.written"
    label = _("Wrote in a public note about an observation visit")


class NoteOffered(VisitNoteEvent):
    """The member confirmed the checklist: the group may publish it."""

    name: ClassVar[str] = "visit_note.offered"
    label = _("Offered a public note about an observation visit")


class NoteTakenBack(VisitNoteEvent):
    """The member took it back before it was published."""

    name: ClassVar[str] = "visit_note.taken_back"
    label = _("Took back a public note about an observation visit")


class NoteReturned(VisitNoteEvent):
    """The secretary sent it back to its writer, with words."""

    name: ClassVar[str] = "visit_note.returned"
    label = _("Sent a public note about an observation visit back")


class NoteNamed(VisitNoteEvent):
    """Its writer lets their name stand beside what is published of it."""

    name: ClassVar[str] = "visit_note.named"
    label = _("Agreed to be named beside a public note")


class NoteUnnamed(VisitNoteEvent):
    """Its writer took their name away from what is published of it."""

    name: ClassVar[str] = "visit_note.unnamed"
    label = _("Took back the agreement to be named beside a public note")


class AnswerPublished(Event):
    """A police response stands beside the editions that hold its message."""

    name: ClassVar[str] = "answer.published"
    label = _("An answer was published")
    answer_id: int


class ProofPublished(Event):
    """The chair published what shows what the police did, beside their answer."""

    name: ClassVar[str] = "proof.published"
    label = _("Published a photograph or a paper beside a response")
    proof_id: int


class ProofWithdrawn(Event):
    """What was published beside an answer was taken back; its pictures and words are gone."""

    name: ClassVar[str] = "proof.withdrawn"
    label = _("Withdrew a photograph or a paper beside a response")
    proof_id: int


class FollowerEvent(Event):
    """Something that happened to an address outside that follows something, by its number."""

    follower_id: int


class FollowerAsked(FollowerEvent):
    """Somebody outside asked that an address be told of what is published."""

    name: ClassVar[str] = "follower.asked"
    label = _("Asked that an address be told of what is published")


class FollowerConfirmed(FollowerEvent):
    """Whoever reads the mailbox said yes: the address is told from now on."""

    name: ClassVar[str] = "follower.confirmed"
    label = _("Confirmed that an address is told of what is published")


class FollowerRemoved(FollowerEvent):
    """An address outside was forgotten: it stopped, was never confirmed, or takes no emails."""

    name: ClassVar[str] = "follower.removed"
    label = _("Forgot an address that was told of what is published")


class FollowersTold(Event):
    """Addresses outside are sent an email: something they follow was published or answered.

    :ivar of_group_id: of which group; 0 where they follow a topic, which is ``subject_id``.
    """

    name: ClassVar[str] = "follower.told"
    label = _("Told addresses outside that something they follow was published")
    of_group_id: int = 0
    subject_id: int = 0


class FeedbackGiven(Event):
    """Somebody outside wrote to the secretary of a group."""

    name: ClassVar[str] = "feedback.given"
    label = _("Wrote to the secretary from outside")
    feedback_id: int


class FeedbackRemoved(Event):
    """What somebody outside wrote was deleted, by an organiser or by the retention schedule."""

    name: ClassVar[str] = "feedback.removed"
    label = _("Deleted what was written from outside")
    feedback_id: int


class ReceiptConfirmed(Event):
    """A body that reads publications said that it received an edition."""

    name: ClassVar[str] = "receipt.confirmed"
    label = _("Confirmed the receipt of a summary")
    edition_id: int
    organisation_id: int


class EditionWithdrawn(Event):
    """The chair took an edition back; its address says why."""

    name: ClassVar[str] = "edition.withdrawn"
    label = _("Withdrew a summary that had been published")
    edition_id: int


class LargePrintAdded(Event):
    """The large print of an edition was laid out."""

    name: ClassVar[str] = "large_print.added"
    label = _("The large print of a summary was laid out")
    edition_id: int
