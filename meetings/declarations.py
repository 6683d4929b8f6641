"""What meetings declares to core when Django starts: see ``core/apps.py``."""

import meetings.checks
import meetings.events  # noqa: F401 -- known by being imported
from core import joining, revocation
from core.live import pages
from core.notices import kinds
from core.policy import register
from core.rights import registry
from core.search.registry import register as offer
from deliberation import attachments, interests, raising, slides
from meetings.actions import (
    invite_newcomer,
    leave_listening,
    leave_meetings,
    raise_meetings,
    revoke_video,
    take_back_calendar,
    take_back_displays,
)
from meetings.attachments import KEEPER, REDRAWN
from meetings.live import MeetingPage
from meetings.notices import NOTICES
from meetings.permissions import POLICY
from meetings.personal_data import PERSONAL_DATA
from meetings.queries import declared_interests
from meetings.queries.evidence import SLIDES
from meetings.search import SOURCES

register(POLICY)
kinds.register(NOTICES)
registry.register("meetings", PERSONAL_DATA)
offer(*SOURCES)
pages.register(MeetingPage())
pages.also_changed_by("topic", REDRAWN)
attachments.register(KEEPER)
revocation.register(revoke_video)
revocation.register(leave_meetings)
revocation.register(leave_listening)
revocation.register(take_back_calendar)
revocation.register(take_back_displays)
joining.register(invite_newcomer)
interests.register(declared_interests)
slides.register(SLIDES)
raising.register(raise_meetings)
