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
from network.events.national_topics import (
    NationalTopicCancelled,
    NationalTopicClosed,
    NationalTopicDrafted,
    NationalTopicEvent,
    NationalTopicExpired,
    NationalTopicOpened,
)
from network.events.offers import MessageOffered, OfferEvent, OfferTakenBack
from network.events.released import (
    MessageReleased,
    MessagesSorted,
    ReleasedEvent,
    ReleasedWithdrawn,
)
from network.events.themes import ThemeAdded, ThemeChanged, ThemeEvent, ThemeRemoved

__all__ = [
    "AskAccepted",
    "AskDeclined",
    "AskedForceEvent",
    "ForceAdded",
    "ForceAsked",
    "ForceChanged",
    "ForceEnded",
    "ForceEvent",
    "MessageOffered",
    "MessageReleased",
    "MessagesSorted",
    "NationalTopicCancelled",
    "NationalTopicClosed",
    "NationalTopicDrafted",
    "NationalTopicEvent",
    "NationalTopicExpired",
    "NationalTopicOpened",
    "OfferEvent",
    "OfferTakenBack",
    "ReleasedEvent",
    "ReleasedWithdrawn",
    "ThemeAdded",
    "ThemeChanged",
    "ThemeEvent",
    "ThemeRemoved",
]
