"""What pages of a network need to know."""

from network.queries.asked_forces import (
    asked_in_own_networks,
    asked_of,
    every_asked,
    with_asks,
)
from network.queries.figures import (
    FEWEST,
    Figures,
    Turnout,
    figures,
    turnouts,
)
from network.queries.forces import (
    clashes,
    forces_to_ask,
    forces_to_lead,
    lead_groups,
    networks_of,
)
from network.queries.mandates import (
    VOICES,
    Speaker,
    newest_mandate,
    next_meeting_on,
    speakers,
    without_mandate,
)
from network.queries.national_topics import (
    last_day_of,
    old_national_topics,
    topics_to_put,
    unheld,
)
from network.queries.representations import (
    can_represent,
    representative_of,
)

__all__ = [
    "FEWEST",
    "VOICES",
    "Figures",
    "Speaker",
    "Turnout",
    "asked_in_own_networks",
    "asked_of",
    "can_represent",
    "clashes",
    "every_asked",
    "figures",
    "forces_to_ask",
    "forces_to_lead",
    "last_day_of",
    "lead_groups",
    "networks_of",
    "newest_mandate",
    "next_meeting_on",
    "old_national_topics",
    "representative_of",
    "speakers",
    "topics_to_put",
    "turnouts",
    "unheld",
    "with_asks",
    "without_mandate",
]
