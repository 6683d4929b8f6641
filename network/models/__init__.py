"""Networks of groups: their forces, and the questions that they put to all of them."""

from network.models.asked_forces import (
    AskedForce,
)
from network.models.enquiries import (
    EnquiredGroup,
    Enquiry,
)
from network.models.enquiry_answers import (
    EnquiryAnswer,
)
from network.models.forces import (
    NetworkForce,
)
from network.models.forwarding_requests import (
    ForwardingRequest,
)
from network.models.forwardings import (
    Forwarding,
)
from network.models.mandates import (
    Mandate,
)
from network.models.national_topics import (
    NationalTopic,
)
from network.models.offers import (
    MessageOffer,
)
from network.models.reading_list import (
    ReadingItem,
)
from network.models.released import (
    ReleasedMessage,
)
from network.models.representations import (
    Representation,
)
from network.models.rests_on import (
    RestsOn,
)
from network.models.themes import (
    Theme,
)

__all__ = [
    "AskedForce",
    "EnquiredGroup",
    "Enquiry",
    "EnquiryAnswer",
    "Forwarding",
    "ForwardingRequest",
    "Mandate",
    "MessageOffer",
    "NationalTopic",
    "NetworkForce",
    "ReadingItem",
    "ReleasedMessage",
    "Representation",
    "RestsOn",
    "Theme",
]
