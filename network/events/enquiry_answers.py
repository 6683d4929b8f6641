"""What a group answers another: on the record of the group that answers."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.enquiries import EnquiryEvent


class EnquiryAnswerEvent(EnquiryEvent):
    """Something that happened to one answer."""

    enquiry_answer_id: int


class AnswerOffered(EnquiryAnswerEvent):
    """An answer to another group was written, for the chair to give."""

    name: ClassVar[str] = "enquiry_answer.offered"
    label = _("Wrote an answer to another group")


class AnswerTakenBack(EnquiryAnswerEvent):
    """An answer was taken back before another group had read it."""

    name: ClassVar[str] = "enquiry_answer.taken_back"
    label = _("Took back an answer to another group")


class AnswerGiven(EnquiryAnswerEvent):
    """A chair gave an answer to another group."""

    name: ClassVar[str] = "enquiry_answer.given"
    label = _("Gave an answer to another group")


class AnswerWithdrawn(EnquiryAnswerEvent):
    """A chair withdrew an answer: no other group reads it any more."""

    name: ClassVar[str] = "enquiry_answer.withdrawn"
    label = _("Withdrew an answer to another group")
