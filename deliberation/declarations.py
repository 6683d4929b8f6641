"""What deliberation declares to core when Django starts: see ``core/apps.py``."""

import deliberation.events  # noqa: F401 -- known by being imported
from accounts import field_keys
from core import revocation
from core.live import pages
from core.notices import kinds
from core.policy import register
from core.rights import registry
from core.search.registry import ForPeople, prepare_with
from core.search.registry import register as offer
from deliberation.actions import seal_boxes_anew, take_back_readings
from deliberation.live import GlassPage, TopicPage
from deliberation.models.asker import PreparedConditionFor, PreparedFor
from deliberation.notices import NOTICES
from deliberation.permissions import POLICY
from deliberation.personal_data import PERSONAL_DATA
from deliberation.search import SOURCES

register(POLICY)
kinds.register(NOTICES)
registry.register("deliberation", PERSONAL_DATA)
offer(*SOURCES)
prepare_with(ForPeople(condition=PreparedConditionFor, rows=PreparedFor))
pages.register(TopicPage())
pages.register(GlassPage())
revocation.register(take_back_readings)
field_keys.register(seal_boxes_anew)
