"""What network declares to core when Django starts: see ``core/apps.py``."""

import network.events  # noqa: F401 -- known by being imported
from core import revocation
from core.notices import kinds
from core.policy import register
from core.rights import registry
from core.search.registry import register as offer
from deliberation import grounds, promises, voices
from meetings import circles
from network.actions import follow_revocation
from network.edition import EXTRA
from network.notices import NOTICES
from network.permissions import POLICY
from network.personal_data import PERSONAL_DATA
from network.queries import CIRCLES, VOICES, grounds_of, last_day_of
from network.search import SOURCES
from publications import extras

register(POLICY)
kinds.register(NOTICES)
registry.register("network", PERSONAL_DATA)
offer(*SOURCES)
promises.register(last_day_of)
grounds.register(grounds_of)
revocation.register(follow_revocation)
voices.register(VOICES)
circles.register(CIRCLES)
extras.register(EXTRA)
