"""Networks of groups: their forces, the questions put to all of them, and what they release."""

from network.models.asked_forces import AskedForce
from network.models.forces import NetworkForce
from network.models.national_topics import NationalTopic
from network.models.offers import MessageOffer
from network.models.released import ReleasedMessage
from network.models.themes import Theme

__all__ = [
    "AskedForce",
    "MessageOffer",
    "NationalTopic",
    "NetworkForce",
    "ReleasedMessage",
    "Theme",
]
