"""Everything that can happen in a network. What a lead group answers is on that group's record."""

from network.events.asked_forces import (
    AskAccepted,
    AskDeclined,
    AskedForceEvent,
    ForceAsked,
)
from network.events.forces import (
    ForceAdded,
    ForceChanged,
    ForceEnded,
    ForceEvent,
)
from network.events.mandates import MandateRecorded
from network.events.national_topics import (
    NationalTopicCancelled,
    NationalTopicClosed,
    NationalTopicDrafted,
    NationalTopicEvent,
    NationalTopicExpired,
    NationalTopicOpened,
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
    "AskedForceEvent",
    "ForceAdded",
    "ForceAsked",
    "ForceChanged",
    "ForceEnded",
    "ForceEvent",
    "MandateRecorded",
    "NationalTopicCancelled",
    "NationalTopicClosed",
    "NationalTopicDrafted",
    "NationalTopicEvent",
    "NationalTopicExpired",
    "NationalTopicOpened",
    "RepresentationEnded",
    "RepresentationEvent",
    "RepresentativeAdmitted",
    "RepresentativeNamed",
]
