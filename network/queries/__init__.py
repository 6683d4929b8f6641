"""What pages of a network need to know."""

from network.queries.asked_forces import asked_of, every_asked, with_asks
from network.queries.figures import FEWEST, Figures, figures
from network.queries.forces import clashes, forces_to_ask, lead_groups, networks_of
from network.queries.mandates import (
    VOICES,
    Speaker,
    newest_mandate,
    next_meeting_on,
    speakers,
    without_mandate,
)
from network.queries.national_topics import old_national_topics, topics_to_put, unheld
from network.queries.representations import can_represent, representative_of

__all__ = [
    "FEWEST",
    "VOICES",
    "Figures",
    "Speaker",
    "asked_of",
    "can_represent",
    "clashes",
    "every_asked",
    "figures",
    "forces_to_ask",
    "lead_groups",
    "networks_of",
    "newest_mandate",
    "next_meeting_on",
    "old_national_topics",
    "representative_of",
    "speakers",
    "topics_to_put",
    "unheld",
    "with_asks",
    "without_mandate",
]
