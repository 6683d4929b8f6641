"""What pages of a network need to know."""

from network.queries.asked_forces import asked_of, every_asked, with_asks
from network.queries.figures import FEWEST, Figures, figures
from network.queries.forces import clashes, forces_to_ask, lead_groups, networks_of
from network.queries.national_topics import old_national_topics, topics_to_put, unheld
from network.queries.offers import (
    Waiting,
    looked_through,
    offers_of,
    settled,
    to_offer,
    waiting,
)
from network.queries.released import (
    MessageFigures,
    as_read,
    drawn_as_read,
    is_own,
    message_figures,
    released_of,
    sections,
    withdrawn_of,
)
from network.queries.themes import themes_of

__all__ = [
    "FEWEST",
    "Figures",
    "MessageFigures",
    "Waiting",
    "as_read",
    "asked_of",
    "clashes",
    "drawn_as_read",
    "every_asked",
    "figures",
    "forces_to_ask",
    "is_own",
    "lead_groups",
    "looked_through",
    "message_figures",
    "networks_of",
    "offers_of",
    "old_national_topics",
    "released_of",
    "sections",
    "settled",
    "themes_of",
    "to_offer",
    "topics_to_put",
    "unheld",
    "waiting",
    "with_asks",
    "withdrawn_of",
]
