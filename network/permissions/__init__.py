"""Who may do what with the forces of a network, its national topics and what they ask."""

from network.permissions.asked_forces import (
    OF_ASKED_FORCES,
)
from network.permissions.enquiries import (
    OF_ENQUIRIES,
)
from network.permissions.enquiry_answers import (
    OF_ENQUIRY_ANSWERS,
)
from network.permissions.forces import (
    OF_FORCES,
)
from network.permissions.forwarding_requests import (
    OF_FORWARDING_REQUESTS,
)
from network.permissions.forwardings import (
    OF_FORWARDINGS,
)
from network.permissions.mandates import (
    OF_MANDATES,
)
from network.permissions.national_topics import (
    OF_NATIONAL_TOPICS,
)
from network.permissions.offers import (
    OF_OFFERS,
)
from network.permissions.reading_list import (
    OF_READING_LIST,
)
from network.permissions.released import (
    OF_RELEASED,
)
from network.permissions.representations import (
    OF_REPRESENTATIONS,
)
from network.permissions.rests_on import (
    OF_RESTS_ON,
)
from network.permissions.themes import (
    OF_THEMES,
)

POLICY = {
    **OF_FORCES,
    **OF_NATIONAL_TOPICS,
    **OF_ASKED_FORCES,
    **OF_READING_LIST,
    **OF_REPRESENTATIONS,
    **OF_MANDATES,
    **OF_OFFERS,
    **OF_RELEASED,
    **OF_RESTS_ON,
    **OF_THEMES,
    **OF_FORWARDINGS,
    **OF_FORWARDING_REQUESTS,
    **OF_ENQUIRIES,
    **OF_ENQUIRY_ANSWERS,
}
