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
from network.events.forces import (
    ForceAdded,
    ForceChanged,
    ForceEnded,
    ForceEvent,
    LeadAgreed,
    LeadDeclined,
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
from network.events.reading_list import (
    ReadingAdded,
    ReadingEvent,
    ReadingRemoved,
)
from network.events.representations import (
    RepresentationEnded,
    RepresentationEvent,
    RepresentativeAdmitted,
    RepresentativeNamed,
)

__all__ = [
    "AskAccepted",
    "AskDeclined",
    "AskRemoved",
    "AskedForceEvent",
    "ForceAdded",
    "ForceAsked",
    "ForceChanged",
    "ForceEnded",
    "ForceEvent",
    "LeadAgreed",
    "LeadDeclined",
    "MandateRecorded",
    "NamingChanged",
    "NationalTopicCancelled",
    "NationalTopicClosed",
    "NationalTopicDrafted",
    "NationalTopicEvent",
    "NationalTopicExpired",
    "NationalTopicOpened",
    "ReadingAdded",
    "ReadingEvent",
    "ReadingRemoved",
    "RepresentationEnded",
    "RepresentationEvent",
    "RepresentativeAdmitted",
    "RepresentativeNamed",
    "TurnoutCounted",
    "WindowChanged",
]
