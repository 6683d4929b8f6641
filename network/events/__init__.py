"""Everything that can happen in a network. What a lead group answers is on that group's record."""

from network.events.asked_forces import (
    AskAccepted,
    AskDeclined,
    AskedForceEvent,
    AskRemoved,
    ForceAsked,
    NamingChanged,
    TurnoutCounted,
)
from network.events.enquiries import (
    EnquiryAsked,
    EnquiryClosed,
    EnquiryDrafted,
    EnquiryEvent,
    EnquiryExpired,
    EnquiryTakenBack,
)
from network.events.enquiry_answers import (
    AnswerGiven,
    AnswerOffered,
    AnswerTakenBack,
    AnswerWithdrawn,
    EnquiryAnswerEvent,
)
from network.events.forces import (
    ForceAdded,
    ForceChanged,
    ForceEnded,
    ForceEvent,
    LeadAgreed,
    LeadDeclined,
)
from network.events.forwarding_requests import (
    ForwardingRequestAsked,
    ForwardingRequestDeclined,
    ForwardingRequestEvent,
    ForwardingRequestGranted,
    ForwardingRequestReceived,
    ForwardingRequestTakenBack,
)
from network.events.forwardings import (
    ForwardingAcknowledged,
    ForwardingDiscussed,
    ForwardingEvent,
    ForwardingExpired,
    ForwardingOffered,
    ForwardingReceived,
    ForwardingSent,
    ForwardingTakenBack,
    ForwardingWithdrawn,
)
from network.events.mandates import (
    MandateRecorded,
)
from network.events.national_topics import (
    NationalTopicCancelled,
    NationalTopicClosed,
    NationalTopicDrafted,
    NationalTopicEvent,
    NationalTopicExpired,
    NationalTopicOpened,
    WindowChanged,
)
from network.events.offers import (
    MessageOffered,
    OfferEvent,
    OfferTakenBack,
)
from network.events.reading_list import (
    ReadingAdded,
    ReadingEvent,
    ReadingRemoved,
)
from network.events.released import (
    MessageReleased,
    MessagesSorted,
    ReleasedEvent,
    ReleasedWithdrawn,
)
from network.events.representations import (
    RepresentationEnded,
    RepresentationEvent,
    RepresentativeAdmitted,
    RepresentativeNamed,
)
from network.events.rests_on import (
    RestsOnChanged,
)
from network.events.themes import (
    ThemeAdded,
    ThemeChanged,
    ThemeEvent,
    ThemeRemoved,
)

__all__ = [
    "AnswerGiven",
    "AnswerOffered",
    "AnswerTakenBack",
    "AnswerWithdrawn",
    "AskAccepted",
    "AskDeclined",
    "AskRemoved",
    "AskedForceEvent",
    "EnquiryAnswerEvent",
    "EnquiryAsked",
    "EnquiryClosed",
    "EnquiryDrafted",
    "EnquiryEvent",
    "EnquiryExpired",
    "EnquiryTakenBack",
    "ForceAdded",
    "ForceAsked",
    "ForceChanged",
    "ForceEnded",
    "ForceEvent",
    "ForwardingAcknowledged",
    "ForwardingDiscussed",
    "ForwardingEvent",
    "ForwardingExpired",
    "ForwardingOffered",
    "ForwardingReceived",
    "ForwardingRequestAsked",
    "ForwardingRequestDeclined",
    "ForwardingRequestEvent",
    "ForwardingRequestGranted",
    "ForwardingRequestReceived",
    "ForwardingRequestTakenBack",
    "ForwardingSent",
    "ForwardingTakenBack",
    "ForwardingWithdrawn",
    "LeadAgreed",
    "LeadDeclined",
    "MandateRecorded",
    "MessageOffered",
    "MessageReleased",
    "MessagesSorted",
    "NamingChanged",
    "NationalTopicCancelled",
    "NationalTopicClosed",
    "NationalTopicDrafted",
    "NationalTopicEvent",
    "NationalTopicExpired",
    "NationalTopicOpened",
    "OfferEvent",
    "OfferTakenBack",
    "ReadingAdded",
    "ReadingEvent",
    "ReadingRemoved",
    "ReleasedEvent",
    "ReleasedWithdrawn",
    "RepresentationEnded",
    "RepresentationEvent",
    "RepresentativeAdmitted",
    "RepresentativeNamed",
    "RestsOnChanged",
    "ThemeAdded",
    "ThemeChanged",
    "ThemeEvent",
    "ThemeRemoved",
    "TurnoutCounted",
    "WindowChanged",
]
