"""Networks of groups: their forces, who represents them, and the questions put to all of them."""

from network.models.asked_forces import AskedForce
from network.models.forces import NetworkForce
from network.models.mandates import Mandate
from network.models.national_topics import NationalTopic
from network.models.representations import Representation

__all__ = ["AskedForce", "Mandate", "NationalTopic", "NetworkForce", "Representation"]
