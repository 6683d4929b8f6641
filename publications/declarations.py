"""What publications declares to core when Django starts: see ``core/apps.py``."""

import publications.events  # noqa: F401 -- known by being imported
from core.notices import kinds
from core.policy import register
from core.rights import registry
from core.search.registry import register as offer
from meetings import summaries
from publications.notices import NOTICES
from publications.permissions import POLICY
from publications.personal_data import PERSONAL_DATA
from publications.queries import is_published
from publications.search import SOURCES

register(POLICY)
kinds.register(NOTICES)
registry.register("publications", PERSONAL_DATA)
offer(*SOURCES)
summaries.register(is_published)
