"""What accounts declares to core when Django starts: see ``core/apps.py``."""

import accounts.events
import accounts.receivers  # noqa: F401 -- known by being imported
from accounts.actions import record_arrival, record_bounce
from accounts.notices import NOTICES
from accounts.permissions import POLICY
from accounts.personal_data import PERSONAL_DATA
from accounts.search import SOURCES
from core.notices import kinds, outcomes
from core.policy import register
from core.rights import registry
from core.search.registry import register as offer

register(POLICY)
kinds.register(NOTICES)
outcomes.register(came_back=record_bounce, arrived=record_arrival)
registry.register("accounts", PERSONAL_DATA)
offer(*SOURCES)
