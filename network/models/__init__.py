"""Networks of groups: their forces, and the questions that they put to all of them."""

from network.models.asked_forces import AskedForce
from network.models.forces import NetworkForce
from network.models.national_topics import NationalTopic
from network.models.reading_list import ReadingItem

__all__ = ["AskedForce", "NationalTopic", "NetworkForce", "ReadingItem"]
