"""What visits declare to core when Django starts: see ``core/apps.py``."""

import visits.events  # noqa: F401 -- known by being imported
from core import revocation
from core.notices import kinds
from core.policy import register
from core.rights import registry
from core.search.registry import register as offer
from meetings import calendars
from visits.actions import cancel_visits_of
from visits.calendars import entries_of
from visits.notices import NOTICES
from visits.permissions import POLICY
from visits.personal_data import PERSONAL_DATA
from visits.search import SOURCES

register(POLICY)
kinds.register(NOTICES)
registry.register("visits", PERSONAL_DATA)
offer(*SOURCES)
revocation.register(cancel_visits_of)
calendars.register(entries_of)
