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
    columns,
    figures,
    published_number,
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
from network.queries.representations import (
    can_represent,
    representative_of,
    speaks_for,
)
from network.queries.rests_on import (
    grounds_of,
    national_topic_of,
    rested_on,
    resting_on,
    to_rest_on,
)
from network.queries.themes import (
    themes_of,
)

__all__ = [
    "FEWEST",
    "VOICES",
    "Figures",
    "MessageFigures",
    "Speaker",
    "Turnout",
    "Waiting",
    "as_read",
    "asked_in_own_networks",
    "asked_of",
    "can_represent",
    "clashes",
    "columns",
    "drawn_as_read",
    "every_asked",
    "figures",
    "forces_to_ask",
    "forces_to_lead",
    "grounds_of",
    "is_own",
    "last_day_of",
    "lead_groups",
    "looked_through",
    "message_figures",
    "national_topic_of",
    "networks_of",
    "newest_mandate",
    "next_meeting_on",
    "offers_of",
    "old_national_topics",
    "published_number",
    "released_of",
    "representative_of",
    "rested_on",
    "resting_on",
    "sections",
    "settled",
    "speakers",
    "speaks_for",
    "themes_of",
    "to_offer",
    "to_rest_on",
    "topics_to_put",
    "turnouts",
    "unheld",
    "waiting",
    "with_asks",
    "withdrawn_of",
    "without_mandate",
]
