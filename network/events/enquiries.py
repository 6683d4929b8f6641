"""What a group asks others: on its own record."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class EnquiryEvent(Event):
    """Something that happened to a question to other groups."""

    enquiry_id: int


class EnquiryDrafted(EnquiryEvent):
    """A question to other groups was written, for the chair to ask."""

    name: ClassVar[str] = "enquiry.drafted"
    label = _("Wrote a question to other groups")


class EnquiryTakenBack(EnquiryEvent):
    """A question was taken back before another group had read it."""

    name: ClassVar[str] = "enquiry.taken_back"
    label = _("Took back a question to other groups")


class EnquiryAsked(EnquiryEvent):
    """A chair put a question to other groups."""

    name: ClassVar[str] = "enquiry.asked"
    label = _("Put a question to other groups")


class EnquiryClosed(EnquiryEvent):
    """A question is closed: nobody answers it any more, and whoever did is thanked."""

    name: ClassVar[str] = "enquiry.closed"
    label = _("Closed a question to other groups")


class EnquiryExpired(EnquiryEvent):
    """The retention schedule removed an old question, with its answers."""

    name: ClassVar[str] = "enquiry.expired"
    label = _("Removed an old question to other groups")
