"""Networks of groups: their forces, and the questions that they put to all of them."""

from network.models.asked_forces import (
    AskedForce,
)
from network.models.forces import (
    NetworkForce,
)
from network.models.mandates import (
    Mandate,
)
from network.models.national_topics import (
    NationalTopic,
)
from network.models.reading_list import (
    ReadingItem,
)
from network.models.representations import (
    Representation,
)

__all__ = [
    "AskedForce",
    "Mandate",
    "NationalTopic",
    "NetworkForce",
    "ReadingItem",
    "Representation",
]
