"""What webcasts declares to core when Django starts: see ``core/apps.py``."""

import webcasts.events  # noqa: F401 -- known by being imported
from core.live import pages
from core.notices import kinds
from core.policy import register
from core.rights import registry
from core.search.registry import register as offer
from webcasts.live import WebcastPage
from webcasts.notices import NOTICES
from webcasts.permissions import POLICY
from webcasts.personal_data import PERSONAL_DATA
from webcasts.search import SOURCES

register(POLICY)
kinds.register(NOTICES)
registry.register("webcasts", PERSONAL_DATA)
offer(*SOURCES)
pages.register(WebcastPage())
